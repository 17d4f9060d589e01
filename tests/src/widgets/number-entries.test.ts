import { describe, expect, it } from 'vitest'
import { MAX_VALUE_BYTES, valueBytes } from '../../../core/layout/limits'
import type { Json, Widget } from '../../../core/layout/model'
import { added, changed, readNumbers, removed } from '../../../src/widgets/numbers/entries'
import { plotted, summaryOf, thinned } from '../../../src/widgets/numbers/plot'
import { typedNumber } from '../../../src/widgets/read-number'
import type { Fields } from '../../../src/widgets/use-edit'

const DAY_MS = 86_400_000
const NOW = 1_790_000_000_000
const empty: Widget = { id: 'w', fields: { type: 'numbers' } }
const key = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

function withEdit(widget: Widget, edit: Fields): Widget {
  const fields: Record<string, Json> = {}
  for (const [field, value] of Object.entries({ ...widget.fields, ...edit }))
    if (value !== undefined) fields[field] = value
  return { ...widget, fields }
}

/** Two values a day until now. */
function tracked(count: number): Widget {
  let widget = empty
  for (let i = 0; i < count; i++) {
    widget = withEdit(widget, added(widget, i, NOW - (count - i) * (DAY_MS / 2), key(i)))
  }
  return widget
}

describe('values of a tracker', () => {
  it('are a field each, so that two devices that add one each lose none', () => {
    const here = added(empty, 72, NOW, key(1))
    const there = added(empty, 73, NOW + 1, key(2))
    expect(readNumbers(withEdit(withEdit(empty, here), there)).map(({ value }) => value)).toEqual([72, 73])
  })

  it('of years stay below the limits of a widget and of a value, and none is lost', () => {
    const widget = tracked(2_600)
    const read = readNumbers(widget)
    expect(read.map(({ value }) => value)).toEqual(Array.from({ length: 2_600 }, (_, i) => i))
    expect(Object.keys(widget.fields).length).toBeLessThan(600)
    for (const value of Object.values(widget.fields)) expect(valueBytes(value)).toBeLessThanOrEqual(MAX_VALUE_BYTES)
  })

  it('that are packed can be changed, moved to another month, and deleted', () => {
    let widget = tracked(600)
    const [first, second] = readNumbers(widget)
    if (first === undefined || second === undefined) throw new Error('there are none')
    expect(first.month).not.toBeNull()
    widget = withEdit(widget, changed(widget, first, { value: 99, at: NOW }))
    expect(readNumbers(widget).at(-1)?.value).toBe(99)
    widget = withEdit(widget, removed(widget, second))
    expect(readNumbers(widget)).toHaveLength(599)
    expect(readNumbers(widget).map(({ value }) => value)).not.toContain(second.value)
  })

  it('count once where one device packed what another one still has as a field', () => {
    const packed = tracked(600)
    const [first] = readNumbers(packed)
    const late = withEdit(packed, { [`data/entry:${first?.key}`]: { v: 5_000, at: first?.at ?? 0 } })
    expect(readNumbers(late)).toHaveLength(600)
    expect(readNumbers(late)[0]?.value).toBe(5_000)
  })
})

describe('a plot', () => {
  it('has time to the right and the largest value at the top', () => {
    const points = [
      { at: 0, value: 10 },
      { at: 50, value: 30 },
      { at: 100, value: 20 },
    ]
    expect(plotted(points, 200, 100)).toEqual([
      { x: 0, y: 100 },
      { x: 100, y: 0 },
      { x: 200, y: 50 },
    ])
    expect(summaryOf(points)).toEqual({ least: 10, most: 30, mean: 20 })
  })

  it('draws one value, and values that are all the same, in the middle', () => {
    expect(plotted([{ at: 5, value: 7 }], 200, 100)).toEqual([{ x: 100, y: 50 }])
    expect(
      plotted(
        [
          { at: 5, value: 7 },
          { at: 6, value: 7 },
        ],
        200,
        100,
      ).map(({ y }) => y),
    ).toEqual([50, 50])
    expect(plotted([], 200, 100)).toEqual([])
  })

  it('of thousands keeps the peaks', () => {
    const points = Array.from({ length: 5_000 }, (_, i) => ({ at: i, value: i === 3_333 ? 1_000 : Math.sin(i) }))
    const few = thinned(points, 300)
    expect(few.length).toBeLessThanOrEqual(300)
    expect(few.map(({ at }) => at)).toContain(3_333)
    expect([...few].sort((a, b) => a.at - b.at)).toEqual(few)
  })
})

describe('a typed number', () => {
  it.each([
    ['72.5', 72.5],
    ['72,5', 72.5],
    [' 1 234 ', 1234],
    ['−3', -3],
    ['.5', 0.5],
    ["1'000", 1000],
    ['1.2.3', null],
    ['12kg', null],
    ['', null],
    ['1e5', null],
    ['Infinity', null],
  ])('%j is %s', (text, value) => expect(typedNumber(text)).toBe(value))
})
