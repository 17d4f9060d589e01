import { expect, it } from 'vitest'
import type { Edit } from '../../../core/edits/edit'
import { take } from '../../../core/edits/take'
import { EMPTY_REPLICA, type Replica } from '../../../core/layout/model'
import type { SaveAnswer } from '../../../core/wire/answer'
import { pullAnswer, saveAnswer } from '../../fakes/answers'

const ID = '00000000-0000-4000-8000-000000000001'
const field = (value: string, rev: number) => ({ value, rev, at: rev, device: 'd' })

it('[S8][S11] a widget that came back has the fields of the answer alone: what was kept of it may have been forgotten', () => {
  const held: Replica = {
    revision: 3,
    tag: 'c',
    widgets: { [ID]: { removed: true, fields: { type: field('note', 1), title: field('old', 2) } } },
  }
  const widgets = [{ id: ID, removed: false, fields: { type: field('note', 4) } }]
  const answer = pullAnswer({ revision: 4, tag: 'd', since: 3, widgets })
  expect(take(held, answer, []).widgets[ID]).toEqual({ removed: false, fields: { type: field('note', 4) } })
})

it('the widget that was removed last stands last: that one is forgotten last', () => {
  const live = { removed: false, fields: { type: field('note', 1) } }
  const held: Replica = { revision: 3, tag: 'c', widgets: { [ID]: live, another: { removed: true, fields: {} } } }
  const answer = pullAnswer({ revision: 4, tag: 'd', since: 3, widgets: [{ id: ID, removed: true, fields: {} }] })
  expect(Object.keys(take(held, answer, []).widgets)).toEqual(['another', ID])
})

const saved = (over: Partial<SaveAnswer>): SaveAnswer => saveAnswer('d', { revision: 4, tag: 'd', since: 3, ...over })

it('a widget that was added and removed in one save is kept with its fields: an undo shows it at once', () => {
  const edits = [
    { field: 'type', value: 'note' },
    { field: 'title', value: 'milk' },
    { remove: true },
    { field: 'title', value: 'late' },
  ]
  const sent = [
    { writer: 'w', edits: edits.map((edit, i) => ({ n: i + 1, base: 3, widget: ID, at: 1, ...edit }) as Edit) },
  ]
  const { widgets } = take(EMPTY_REPLICA, saved({ widgets: [{ id: ID, removed: true, fields: {} }] }), sent)
  expect(widgets[ID]).toMatchObject({ removed: true, fields: { type: { value: 'note' }, title: { value: 'milk' } } })
})

it('[S11][S12] what a whole answer does not name is removed, and kept for an undo and for what is owed of it', () => {
  const held: Replica = {
    revision: 3,
    tag: 'c',
    widgets: { [ID]: { removed: false, fields: { type: field('note', 1) } } },
  }
  expect(take(held, saved({ full: true }), []).widgets).toEqual({
    [ID]: { removed: true, fields: { type: field('note', 1) } },
  })
})
