import { describe, expect, it } from 'vitest'
import type { Layout, Replica } from '../../../core/layout/model'
import { leaveOthers } from '../../../core/merge/leave-others'
import { mergeLines } from '../../../core/merge/merge-lines'
import { bothTexts, type KeptConflict, textConflict, textMadeOn } from '../../../core/merge/text-conflict'

const TEXT = 'data/text'
const WAS = 'milk\nbread\neggs\ntea\nrice'
const MINE = WAS.replace('milk', 'oat milk')
const THEIRS = WAS.replace('rice', 'rice and beans')
const BOTH = 'oat milk\nbread\neggs\ntea\nrice and beans'

const holding = (value: string, removed = false): Replica => ({
  revision: 4,
  tag: 'k3f9x2pq',
  widgets: { w: { removed, fields: { [TEXT]: { value, rev: 3, at: 1, device: 'd' } } } },
})
const typing = (value: string) => ({ widget: 'w', field: TEXT, value })

describe('what a text was made on', () => {
  it('is what the server had then, where there are lines to be merged', () => {
    expect(textMadeOn(typing(MINE), holding(WAS))).toEqual({ was: WAS })
    expect(textMadeOn(typing('milk\nbread'), holding('milk'))).toEqual({ was: 'milk' })
  })

  it.each([
    ['of one line that is another now', typing('Saturday'), holding('Friday')],
    ['where nobody knows what there was', typing(MINE), undefined],
    ['of a new widget', typing(MINE), { revision: 0, tag: null, widgets: {} }],
    ['of one that was removed', typing(MINE), holding(WAS, true)],
    ['of what is no text', { widget: 'w', field: TEXT, value: { text: MINE } }, holding(WAS)],
    ['of what is taken away', { widget: 'w', field: TEXT, unset: true as const }, holding(WAS)],
  ])('is not kept %s', (_, change, held) => {
    expect(textMadeOn(change, held)).toEqual({})
  })
})

const conflict = (over: Partial<KeptConflict> = {}): KeptConflict => ({
  widget: 'w',
  field: TEXT,
  rule: 'later',
  writer: 'x',
  n: 2,
  kept: { value: THEIRS, at: 2, device: 'other' },
  lost: { value: MINE, at: 1, device: 'own' },
  was: WAS,
  ...over,
})

describe('a conflict of a text', () => {
  it('says which text is whose, whichever was kept', () => {
    const { kept, lost } = conflict()
    const texts = { widget: 'w', field: TEXT, was: WAS, mine: MINE, theirs: THEIRS }
    expect(textConflict(conflict(), 'own')).toEqual({ ...texts, kept: THEIRS })
    expect(textConflict(conflict({ kept: lost, lost: kept }), 'own')).toEqual({ ...texts, kept: MINE })
  })

  it.each([
    ['[S4] decided by what a person has set', conflict({ rule: 'local' })],
    ['[S6] of a removal', conflict({ field: null })],
    ['[S12] of what the server does not know', conflict({ rule: 'unknown' })],
    ['made on nobody knows what', (({ was: _, ...rest }) => rest)(conflict())],
    ['of which one side was taken away', conflict({ lost: { unset: true, at: 1, device: 'own' } })],
    ['between two others', conflict({ lost: { value: MINE, at: 1, device: 'third' } })],
  ])('is none %s', (_, other) => {
    expect(textConflict(other, 'own')).toBeNull()
  })
})

describe('both texts', () => {
  const text = { widget: 'w', field: TEXT, was: WAS, mine: MINE, theirs: THEIRS, kept: THEIRS }

  it('take the place of the one that was kept', () => {
    expect(bothTexts(text, THEIRS, null, mergeLines)).toBe(BOTH)
    expect(bothTexts({ ...text, kept: MINE }, MINE, null, mergeLines)).toBe(BOTH)
  })

  it.each([
    ['mine', MINE],
    ['theirs', THEIRS],
  ])('leave what was typed on since, from %s, as it is', (_, typedOn) => {
    const now = typedOn.replace('eggs', 'eggs\ncheese')
    expect(bothTexts(text, now, typedOn, mergeLines)).toBe(BOTH.replace('eggs', 'eggs\ncheese'))
  })

  it('are none where somebody else has changed it since, or the lines cannot be merged', () => {
    expect(bothTexts(text, 'something else\nby now', null, mergeLines)).toBeNull()
    expect(bothTexts({ ...text, mine: 'salt' }, THEIRS, null, mergeLines)).toBeNull()
    expect(bothTexts(text, MINE.replace('rice', 'salt'), MINE, mergeLines)).toBeNull()
  })
})

describe('undo of a text', () => {
  const now = (text: string): Layout => ({ w: { id: 'w', fields: { [TEXT]: text } } })
  const undo = (is: string) => leaveOthers(typing(WAS), [typing(MINE)], now(is), mergeLines)

  it('takes back what was typed here, and leaves what others have done since', () => {
    expect(undo(BOTH)).toEqual(typing(THEIRS))
  })

  it('is as ever where nobody has done anything, or the same lines', () => {
    expect(undo(MINE)).toEqual(typing(WAS))
    expect(undo(MINE.replace('oat milk', 'soy milk'))).toEqual(typing(WAS))
  })
})
