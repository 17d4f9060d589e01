import { expect, it } from 'vitest'
import type { Edit, Stream } from '../../../core/edits/edit'
import { keepRemoved } from '../../../core/edits/keep-removed'
import { EMPTY_REPLICA, type Replica } from '../../../core/layout/model'

const ID = '00000000-0000-4000-8000-000000000001'
const MADE = [{ field: 'type', value: 'note' }, { field: 'title', value: 'milk' }, { remove: true }]
const REVIVED = [{ revive: true }, { field: 'title', value: 'bread' }]

const owed = (edits: readonly object[], widget = ID): Stream[] => [
  { writer: 'w', edits: edits.map((edit, i) => ({ n: i + 1, base: 0, widget, at: i, ...edit }) as Edit) },
]
const at3: Replica = { ...EMPTY_REPLICA, revision: 3, tag: 'c' }
const keep = (replica: Replica, edits: readonly object[], n: number) =>
  keepRemoved(replica, { owed: owed(edits), settled: { w: n }, device: 'd' }).widgets

it('[S12] a widget that the answer does not name is kept with what settled edits made of it', () => {
  const kept = {
    removed: true,
    fields: {
      type: { value: 'note', rev: 3, at: 0, device: 'd' },
      title: { value: 'milk', rev: 3, at: 1, device: 'd' },
    },
  }
  expect(keep(at3, [...MADE, ...REVIVED], 3)).toEqual({ [ID]: kept })
  expect(keep(at3, MADE, 3)).toEqual({ [ID]: kept })
})

it('[S12] so is one that the answer to a save that had arrived before names without what was in it', () => {
  const replica = { ...at3, widgets: { [ID]: { removed: true, fields: {} } } }
  expect(keep(replica, MADE, 3)[ID]?.fields).toMatchObject({ type: { value: 'note' }, title: { value: 'milk' } })
})

it('a widget that the server has is as the server has it', () => {
  const fields = { type: { value: 'note', rev: 2, at: 5, device: 'x' } }
  const replica = { ...at3, widgets: { [ID]: { removed: false, fields } } }
  expect(keep(replica, MADE.slice(0, 2), 2)).toEqual(replica.widgets)
})

it('of removed widgets the last 100 are kept, and those with owed edits', () => {
  const ids = Array.from({ length: 102 }, (_, i) => `widget ${i}`)
  const widgets = Object.fromEntries(ids.map((id) => [id, { removed: true, fields: {} }]))
  const owing = { owed: owed([{ field: 'title', value: 'milk' }], ids[0]), settled: {}, device: 'd' }
  expect(Object.keys(keepRemoved({ ...at3, widgets }, owing).widgets)).toEqual([ids[0], ...ids.slice(2)])
})
