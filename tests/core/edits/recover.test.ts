import { expect, it } from 'vitest'
import type { Edit, Stream } from '../../../core/edits/edit'
import { recover } from '../../../core/edits/recover'
import type { Replica, ReplicaWidget } from '../../../core/layout/model'

const ID = '00000000-0000-4000-8000-000000000001'
const WRITER = '00000000-0000-4000-8000-0000000000aa'

/** A note whose fields were all set at `at`. */
const note = (at: number, values: Record<string, string>, removed = false): ReplicaWidget => ({
  removed,
  fields: Object.fromEntries(
    Object.entries({ type: 'note', ...values }).map(([key, value]) => [key, { value, rev: 1, at, device: 'd' }]),
  ),
})
const replica = (widgets: Record<string, ReplicaWidget>): Replica => ({ revision: 1, tag: 'a', widgets })
const owed = (...edits: object[]): Stream[] => [
  { writer: WRITER, edits: edits.map((edit, i) => ({ n: i + 1, base: 1, widget: ID, at: 5, ...edit }) as Edit) },
]

it('[S14] what was settled goes back where the device has it later, and not where the server does', () => {
  const held = replica({ [ID]: note(5, { title: 'later', 'data/text': 'same' }) })
  const title = { widget: ID, field: 'title', value: 'later' }
  expect(recover(held, [], replica({ [ID]: note(4, { title: 'old', 'data/text': 'same' }) }))).toEqual([title])
  expect(recover(held, [], replica({ [ID]: note(6, { title: 'newer', 'data/text': 'same' }) }))).toEqual([])
})

it('[S14] a widget that the server does not know goes back whole', () => {
  expect(recover(replica({ [ID]: note(5, { title: 'mine' }) }), [], replica({}))).toEqual([
    { widget: ID, field: 'type', value: 'note' },
    { widget: ID, field: 'title', value: 'mine' },
  ])
})

it('[S14] all that was owed goes back, also where the server has something later: it has never been judged', () => {
  const edits = owed({ field: 'title', value: 'mine' }, { field: 'data/text', unset: true })
  const pulled = replica({ [ID]: note(9, { title: 'theirs', 'data/text': 'theirs' }) })
  expect(recover(replica({ [ID]: note(1, { 'data/text': 'old' }) }), edits, pulled)).toEqual([
    { widget: ID, field: 'title', value: 'mine' },
    { widget: ID, field: 'data/text', unset: true },
  ])
  expect(recover(replica({ [ID]: note(1, {}) }), owed({ remove: true }), pulled)).toEqual([
    { widget: ID, remove: true },
  ])
})

it('[S14] an owed edit of what was removed in the lost time goes back as it is, and no removal with it', () => {
  const held = replica({ [ID]: note(1, { title: 'old' }, true) })
  const pulled = replica({ [ID]: note(1, { title: 'old' }) })
  expect(recover(held, owed({ field: 'title', value: 'mine' }), pulled)).toEqual([
    { widget: ID, field: 'title', value: 'mine' },
  ])
})

it('[S14][S6] an owed revival goes back as one: the server may know the widget as removed', () => {
  const held = replica({ [ID]: note(1, { title: 'mine' }, true) })
  expect(recover(held, owed({ revive: true }), replica({}))).toEqual([
    { widget: ID, revive: true },
    { widget: ID, field: 'type', value: 'note' },
    { widget: ID, field: 'title', value: 'mine' },
  ])
})
