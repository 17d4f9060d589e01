/** A revision in words. */
import { expect, it } from 'vitest'
import { deedsOf } from '../../../core/history/deeds'
import { differencesBetween } from '../../../core/history/differences'
import type { PlainLayout } from '../../../core/history/plain-layout'
import { summaryOf } from '../../../core/history/words'
import type { HistoryChange } from '../../../core/merge/history-change'

const box = (x: number, w = 4) => ({ x, y: 0, w, h: 3 })
const LAYOUT: PlainLayout = {
  notes: { type: 'note', title: 'Notes', desktop: box(0) },
  clock: { type: 'clock', desktop: box(4) },
  todo: { type: 'todo', title: 'To do', desktop: box(8) },
}
const moved = (widget: string): HistoryChange => ({ widget, field: 'desktop', before: box(2), after: box(0) })

it.each<[string, HistoryChange[]]>([
  [
    'moved “Notes”, removed the clock',
    [moved('notes'), { widget: 'gone', field: null, kind: 'remove', before: { type: 'clock' } }],
  ],
  ['moved “Notes” and the clock', [moved('notes'), moved('clock')]],
  ['resized “Notes”', [{ widget: 'notes', field: 'desktop', before: box(0, 2), after: box(0, 4) }]],
  ['moved and resized “Notes”', [{ widget: 'notes', field: 'desktop', before: box(1, 2), after: box(0, 4) }]],
  ['moved “Notes” on the narrow grid', [{ widget: 'notes', field: 'mobile', before: box(1), after: box(0) }]],
  ['renamed “Shopping” to “Notes”', [{ widget: 'notes', field: 'title', before: 'Shopping', after: 'Notes' }]],
  ['renamed the note to “Notes”', [{ widget: 'notes', field: 'title', after: 'Notes' }]],
  ['changed text of “Notes”', [{ widget: 'notes', field: 'data/text', before: 'a', after: 'b' }]],
  [
    'added item to “To do”',
    [
      { widget: 'todo', field: 'data/item:1', after: {} },
      { widget: 'todo', field: 'data/item:2', after: {} },
    ],
  ],
  ['took item from “To do”', [{ widget: 'todo', field: 'data/item:1', before: {} }]],
  [
    'added “To do”',
    [
      { widget: 'todo', field: null, kind: 'add' },
      { widget: 'todo', field: 'type', after: 'todo' },
      { widget: 'todo', field: 'title', after: 'To do' },
      { widget: 'todo', field: 'desktop', after: box(8) },
    ],
  ],
  ['brought back the clock', [{ widget: 'clock', field: null, kind: 'revive', after: { type: 'clock' } }]],
  ['nothing that lasted', [{ widget: 'notes', field: 'title', before: 'Notes', after: 'Notes' }]],
])('%s', (words, changes) => {
  expect(summaryOf(deedsOf(changes, LAYOUT))).toBe(words)
})

it('a long list is counted, a long title cut', () => {
  const ids = ['one', 'two', 'three', 'four', 'five']
  const layout = Object.fromEntries(ids.map((id) => [id, { title: `${id} ${'x'.repeat(200)}` }]))
  const words = summaryOf(deedsOf(ids.map(moved), layout))
  expect(words).toMatch(/^moved “one x+…”, “two x+…”, “three x+…” and 2 more$/)
  expect(words.length).toBeLessThan(160)
})

it('two layouts differ widget by widget, in structure and in words', () => {
  const before = { ...LAYOUT, todo: { ...LAYOUT.todo, title: 'Plans' } } as PlainLayout
  const { clock: _, ...after } = { ...LAYOUT, links: { type: 'links' } } as PlainLayout
  expect(differencesBetween(before, after)).toEqual({
    summary: 'removed the clock, renamed “Plans” to “To do”, added the links',
    differences: [
      {
        widget: 'clock',
        kind: 'removed',
        words: 'removed the clock',
        changes: [{ widget: 'clock', did: 'removed', type: 'clock', title: null }],
        fields: [
          { field: 'type', before: 'clock' },
          { field: 'desktop', before: box(4) },
        ],
      },
      {
        widget: 'todo',
        kind: 'changed',
        words: 'renamed “Plans” to “To do”',
        changes: [{ widget: 'todo', did: 'renamed', type: 'todo', title: 'To do', was: 'Plans' }],
        fields: [{ field: 'title', before: 'Plans', after: 'To do' }],
      },
      {
        widget: 'links',
        kind: 'added',
        words: 'added the links',
        changes: [{ widget: 'links', did: 'added', type: 'links', title: null }],
        fields: [{ field: 'type', after: 'links' }],
      },
    ],
  })
  expect(differencesBetween(LAYOUT, LAYOUT)).toEqual({ summary: 'no difference', differences: [] })
})

it('says the same without words: which widget, what was done to it, and which kinds of fields', () => {
  const item = (key: number, after: boolean): HistoryChange => ({
    widget: 'todo',
    field: `data/item:${key}`,
    [after ? 'after' : 'before']: {},
  })
  const renamed: HistoryChange = { widget: 'todo', field: 'title', before: 'Plans', after: 'To do' }
  const place: HistoryChange = { widget: 'todo', field: 'mobile', before: box(0, 2), after: box(2, 2) }
  const text: HistoryChange = { widget: 'todo', field: 'data/text', before: 'a', after: 'b' }
  const is = { widget: 'todo', type: 'todo', title: 'To do' }
  expect(deedsOf([item(1, true), item(2, true), renamed, place, text], LAYOUT)).toEqual([
    { ...is, did: 'moved', grid: 'mobile' },
    { ...is, did: 'renamed', was: 'Plans' },
    {
      ...is,
      did: 'edited',
      fields: [
        { name: 'item', count: 2, how: 'added' },
        { name: 'text', count: 1, how: 'changed' },
      ],
    },
  ])
  expect(deedsOf([item(1, true), item(2, false)], LAYOUT)).toMatchObject([{ fields: [{ count: 2, how: 'changed' }] }])
})
