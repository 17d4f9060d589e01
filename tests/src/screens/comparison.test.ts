/** Two layouts on the canvas: what is marked how, and where what is gone is shown. */
import { expect, it } from 'vitest'
import type { Json, Layout } from '../../../core/layout/model'
import { compareOn, type Drawn } from '../../../src/screens/history/comparison'
import { previewOf } from '../../../src/screens/history/preview'

const box = (x: number, y = 0, w = 4) => ({ x, y, w, h: 3 })
const layout = (widgets: Record<string, Record<string, Json>>): Layout =>
  Object.fromEntries(Object.entries(widgets).map(([id, fields]) => [id, { id, fields }]))

const BEFORE = layout({
  note: { type: 'note', title: 'Notes', desktop: box(0), mobile: box(0, 0, 2) },
  clock: { type: 'clock', desktop: box(4) },
  todo: { type: 'todo', desktop: box(8) },
})
const AFTER = layout({
  note: { type: 'note', title: 'Notes', desktop: box(8), mobile: box(2, 0, 2) },
  todo: { type: 'todo', title: 'To do', desktop: box(0) },
  links: { type: 'links', desktop: box(4) },
})

const seen = (drawn: Drawn[]) =>
  drawn.map(({ widget, box: { x }, marks, isGone, from }) =>
    [widget.id, x, ...marks, ...(isGone ? ['gone'] : []), ...(from === null ? [] : [`from ${from.x}`])].join(' '),
  )

it('marks what was added, removed, moved and changed; what is gone is shown where it was', () => {
  const { before, after, changes } = compareOn('desktop', BEFORE, AFTER)
  expect(seen(before)).toEqual(['note 0 moved', 'clock 4 removed', 'todo 8 moved changed'])
  expect(seen(after)).toEqual([
    'todo 0 moved changed from 8',
    'links 4 added',
    'clock 4 removed gone',
    'note 8 moved from 0',
  ])
  expect(changes.map(({ widget, did, grid }) => [widget, did, grid].filter(Boolean).join(' '))).toEqual([
    'clock removed',
    'note moved desktop',
    'note moved mobile',
    'todo moved desktop',
    'todo renamed',
    'links added',
  ])
})

it('[L2] a move on one grid is no mark on the other', () => {
  const after = layout({ note: { ...BEFORE.note?.fields, mobile: box(2, 0, 2) } })
  const before = layout({ note: { ...BEFORE.note?.fields } })
  expect(seen(compareOn('desktop', before, after).after)).toEqual(['note 0'])
  expect(seen(compareOn('mobile', before, after).after)).toEqual(['note 2 moved from 0'])
})

it('a widget that nobody moved is not marked, though another one pushed it', () => {
  const before = layout({ note: { type: 'note', desktop: box(0) } })
  const after = layout({ ...{ note: { type: 'note', desktop: box(0) } }, a: { type: 'clock', desktop: box(0) } })
  expect(seen(compareOn('desktop', before, after).after)).toEqual(['a 0 added', 'note 0'])
})

it.each<[string, Record<string, Json>, string[]]>([
  ['a note', { 'data/text': 'Bread\n\nOlives' }, ['Bread', 'Olives']],
  [
    'a list, in its order',
    {
      'data/item:b': { text: 'Second', done: true, order: 2 },
      'data/item:a': { text: 'First', done: false, order: 1 },
    },
    ['[ ] First', '[x] Second'],
  ],
  ['links', { 'data/link:a': { title: '', url: 'https://example.org' } }, ['https://example.org']],
  [
    'rubbish',
    { 'data/text': { a: 1 }, 'data/item:1': 7, 'data/item:2': { text: {}, done: 'yes' }, 'data/x:': null, title: [] },
    [],
  ],
])('previews %s', (_, fields, lines) => {
  const shown = previewOf({ id: 'w', fields })
  expect(shown.map(({ text, isDone }) => (isDone === null ? text : `[${isDone ? 'x' : ' '}] ${text}`))).toEqual(lines)
})
