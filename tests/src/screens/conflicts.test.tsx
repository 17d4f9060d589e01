/** The review of conflicts: both values in readable form, the choice, and what counts as seen. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json, Layout } from '../../../core/layout/model'
import type { Conflict } from '../../../core/wire/answer'
import ConflictsScreen from '../../../src/screens/conflicts/conflicts-screen'
import { lineDiff } from '../../../src/screens/conflicts/line-diff'
import { isChangedSince, theOther } from '../../../src/screens/conflicts/the-other'
import { ConflictsBar } from '../../../src/ui/conflicts-bar'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices, type FakeServices } from '../ui/fake-services'
import { createFakeHistory } from './fake-history'

const layout = (fields: Record<string, Json>): Layout => ({ w: { id: 'w', fields } })
const LAYOUT = layout({ type: 'note', title: 'Shopping', 'data/text': 'Bread\nWine', 'data/item:1': { text: 'Paint' } })
let n = 0
const conflict = (
  field: string | null,
  kept: Partial<Conflict['kept']>,
  lost: Partial<Conflict['lost']>,
  rule: Conflict['rule'] = 'later',
): Conflict => ({
  widget: 'w',
  field,
  rule,
  writer: 'x',
  n: ++n,
  kept: { at: 1_790_000_000_000, device: 'phone', ...kept },
  lost: { at: 1_790_000_000_000, device: 'own', ...lost },
})
const TEXT = () => conflict('data/text', { value: 'Bread\nWine' }, { value: 'Bread\nCheese' })
const TITLE = () => conflict('title', { value: 'Shopping' }, { value: 'Friday' })

let drawn: Drawn
let services: FakeServices
beforeEach(() => {
  services = createFakeServices(LAYOUT)
  services.history = async () => createFakeHistory([])
})
afterEach(() => drawn.undraw())

async function open(...conflicts: Conflict[]): Promise<void> {
  services.sync.setState({ conflicts })
  drawn = await draw(services, <ConflictsScreen />)
  for (let i = 0; i < 4; i++) {
    await new Promise((done) => setTimeout(done))
    await drawn.act(() => {})
  }
}
const texts = (selector: string) =>
  [...drawn.root.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim() ?? '')
const press = (label: string, at = 0) =>
  drawn.act(() =>
    [...drawn.root.querySelectorAll('button')].filter(({ textContent }) => textContent === label)[at]?.click(),
  )
const left = () => services.sync.getState().conflicts.map(({ field }) => field)

it('names a choice of the settings as the settings do, and one that it does not know as it is', async () => {
  await open(conflict('data/face', { value: 'analogue' }, { value: 'sundial' }))
  const [kept, lost] = texts('.conflict-side')
  expect(kept).toContain('With hands')
  expect(lost).toContain('sundial')
})

it('shows both values side by side: whose they are, and which lines they do not share', async () => {
  await open(TEXT())
  expect(texts('.conflict h4')).toEqual(['“Shopping”: text'])
  expect(texts('.conflict-whose strong')).toEqual(['Kept', 'Lost'])
  expect(texts('.conflict-whose .hint').map((text) => text.split(',')[0])).toEqual(['Pixel 9', 'This device'])
  expect(texts('.side-text p')).toEqual(['Bread', 'only here: Wine', 'Bread', 'only here: Cheese'])
})

it('calls a device whose name nobody can say another one', async () => {
  services.history = async () => {
    throw new Error('not loaded')
  }
  await open(TEXT())
  expect(texts('.conflict-whose .hint').map((text) => text.split(',')[0])).toEqual(['Another device', 'Another device'])
})

it('[D11] only what the person keeps or swaps is seen; the others stay', async () => {
  const [text, title] = [TEXT(), TITLE()]
  await open(text, title)
  await press('Keep')
  expect(left()).toEqual(['title'])
  await press('Keep')
  expect(left()).toEqual([])
  expect(texts('[role=status]')).toEqual(['There is nothing left to look at.'])
})

it('[S7] the other value is an ordinary edit, which can be undone, and its conflict is seen', async () => {
  await open(TEXT(), TITLE())
  await press('Use the other')
  expect(services.layout.getState().widgets.w?.fields['data/text']).toBe('Bread\nCheese')
  expect(left()).toEqual(['title'])
  const [toast] = drawn.toasts.store.getState().toasts
  await drawn.act(() => toast?.action?.run())
  expect(services.layout.getState().widgets.w?.fields['data/text']).toBe('Bread\nWine')
})

it('[D11] all of them are kept at once only by a press', async () => {
  await open(TEXT(), TITLE())
  expect(left()).toHaveLength(2)
  await press('Keep all')
  expect(left()).toEqual([])
})

it('[S7] what lost earlier is below, once, and can still be used', async () => {
  const [text, title] = [TEXT(), TITLE()]
  services.lostInConflicts = async () => ({
    conflicts: [text, title].map((one) => ({ ...one, decidedAt: 1_790_000_000_000 })),
    next: null,
  })
  await open(text)
  expect(texts('.conflict h4')).toEqual(['“Shopping”: text', '“Shopping”: title'])
  await press('Use the other', 1)
  expect(services.layout.getState().widgets.w?.fields.title).toBe('Friday')
  expect(left()).toEqual(['data/text'])
})

it('says below of a text that both changes were kept, and leaves the other one to be used', async () => {
  const text = conflict('data/text', { value: 'Bread' }, { value: 'Wine' })
  services.lostInConflicts = async () => ({ conflicts: [{ ...text, decidedAt: 1_790_000_000_000 }], next: null })
  services.sync.setState({ bothKept: [text] })
  await open()
  expect(texts('.conflict .hint:not(.small)')).toEqual(['Both changes were kept, line by line.'])
  await press('Use the other')
  expect(services.layout.getState().widgets.w?.fields['data/text']).toBe('Wine')
})

it('says plainly that what lost earlier is on the server, where that cannot be reached', async () => {
  services.lostInConflicts = async () => null
  await open(TEXT())
  expect(texts('.notice p')).toEqual([expect.stringContaining('is kept on the server, which cannot be reached now')])
  expect(texts('.conflict')).toHaveLength(1)
})

it.each<[string, Conflict, string[]]>([
  [
    'a to-do item',
    conflict('data/item:1', { value: { text: 'Paint', done: true } }, { unset: true }),
    ['PaintDone', 'Nothing'],
  ],
  [
    'a place',
    conflict('desktop', { value: { x: 2, y: 9, w: 4, h: 3 } }, { value: { x: 0, y: 0, w: 1, h: 1 } }),
    ['Column 3, 4 columns wide and 3 rows high', 'Column 1, 1 column wide and 1 row high'],
  ],
  ['a yes and a number', conflict('data/x', { value: true }, { value: 1234.5 }), ['Yes', '1,234.5']],
  ['a removal that won', conflict(null, { removed: true }, { value: 'New' }, 'removed'), ['Removed', 'New']],
  ['a removal that lost', conflict(null, {}, { removed: true }, 'removed'), ['Stays on the dashboard', 'Removed']],
  ['a place that is none', conflict('desktop', { value: 'here' }, { value: [1] }), ['here', '[1]']],
  ['no text', conflict('data/text', { value: '' }, { value: null }), ['Empty text', 'null']],
  ['nothing at all', conflict('data/x', {}, {}, 'unknown'), ['Nothing', 'Nothing']],
])('reads %s', async (_, one, values) => {
  await open(one)
  const said = [...drawn.root.querySelectorAll('.conflict-side')].map(({ children: [, value] }) => value?.textContent)
  expect(said).toEqual(values)
})

describe('the other value', () => {
  it.each<[string, Layout, Conflict, object]>([
    ['is set', LAYOUT, TITLE(), { kind: 'edit', field: 'title', value: 'Friday' }],
    [
      'is taken away',
      LAYOUT,
      conflict('data/text', { value: 'a' }, { unset: true }),
      { kind: 'edit', field: 'data/text' },
    ],
    ['removes the widget', LAYOUT, conflict(null, {}, { removed: true }, 'removed'), { kind: 'remove' }],
    ['is in use', layout({ title: 'Friday' }), TITLE(), { kind: 'in-use' }],
    ['has no widget', {}, TITLE(), { kind: 'none' }],
    ['is a type, which is set once', LAYOUT, conflict('type', { value: 'a' }, { value: 'b' }), { kind: 'none' }],
  ])('%s', (_, shown, one, other) => {
    expect(theOther(shown, one)).toEqual(other)
  })

  it('says when neither is shown any more', () => {
    expect(isChangedSince(LAYOUT, TITLE())).toBe(false)
    expect(isChangedSince(layout({ title: 'Saturday' }), TITLE())).toBe(true)
  })
})

it.each([
  ['a\nb\nc', 'a\nc', ['b'], []],
  ['a\nb', 'b\na', ['a'], ['a']],
  ['', 'a', [''], ['a']],
  ['same', 'same', [], []],
])('of %j and %j, the lines that the other lacks', (a, b, left, right) => {
  const lines = lineDiff(a, b)
  const only = (side: typeof lines.a) => side.filter(({ isOnlyHere }) => isOnlyHere).map(({ text }) => text)
  expect([only(lines.a), only(lines.b)]).toEqual([left, right])
})

it('compares texts of many lines in no time', () => {
  const many = (from: number) => Array.from({ length: 8_000 }, (_, i) => `${from + i}`).join('\n')
  const { a, b } = lineDiff(many(0), many(1))
  expect(a.filter(({ isOnlyHere }) => isOnlyHere).map(({ text }) => text)).toEqual(['0'])
  expect(b.filter(({ isOnlyHere }) => isOnlyHere).map(({ text }) => text)).toEqual(['8000'])
})

it('[D11] the bar stays for as long as something is unseen, and leads to the review', async () => {
  services.sync.setState({ conflicts: [TEXT(), TITLE()] })
  drawn = await draw(services, <ConflictsBar />)
  expect(texts('.bar-words')[0]).toMatch(/^2 things were changed on two devices/)
  expect(drawn.root.querySelector('a')?.getAttribute('href')).toBe('#/conflicts')
  await drawn.act(() => services.dismissConflicts())
  expect(texts('.bar')).toEqual([])
})
