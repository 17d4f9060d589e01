import { expect, it } from 'vitest'
import type { JournalEvent } from '../../../core/wire/journal-event'
import { editsOf, follow } from '../../../src/inspector/follow'

const A = 'aaaaaaaa-0000-4000-8000-000000000000'
const B = 'bbbbbbbb-0000-4000-8000-000000000000'

const edit = (writer: string, from: number, n: number): JournalEvent => ({
  at: n,
  place: 'page',
  what: 'edit',
  writer,
  details: { trigger: 'edit', from, n },
})
const request = (save: string, edits: string): JournalEvent => ({
  at: 9,
  place: 'page',
  what: 'request',
  save,
  details: { edits },
})
const put = (save: string): JournalEvent => ({ at: 10, place: 'worker', what: 'put', save })
const older: JournalEvent = { at: 0, place: 'page', what: 'edit', details: { trigger: 'edit', n: 2 } }

const timeline = [
  older,
  edit(A, 1, 2),
  request('first', `${A}:1-2`),
  put('first'),
  edit(A, 3, 3),
  edit(B, 1, 1),
  request('second', `${A}:3-3 ${B}:1-1`),
  put('second'),
  request('pull', ''),
]

it('finds the saves that carried an edit, with all their lines and no other edit', () => {
  expect(follow(timeline, { writer: A, from: 3, to: 3 })).toEqual([timeline[4], timeline[6], timeline[7]])
  expect(follow(timeline, { writer: A, from: 2, to: 2 })).toEqual([timeline[1], timeline[2], timeline[3]])
  expect(follow(timeline, { writer: B, from: 2, to: 2 })).toEqual([])
})

it('finds the lines of a save', () => {
  expect(follow(timeline, { save: 'first' })).toEqual([timeline[2], timeline[3]])
})

it('a line of an older version names no edit that could be followed', () => {
  expect(editsOf(older)).toBeNull()
  expect(editsOf(edit(A, 1, 2))).toEqual({ writer: A, from: 1, to: 2 })
})
