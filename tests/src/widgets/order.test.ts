import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, Widget } from '../../../core/layout/model'
import { moved, orderBetween, placeAmongAll } from '../../../src/widgets/ordered/place'
import { shifts, slotAt } from '../../../src/widgets/ordered/slots'
import { readEntries } from '../../../src/widgets/read-field'

const SEED = 20261130
const PREFIX = 'data/item:'

const widgetWith = (fields: Record<string, Json>): Widget => ({ id: 'w', fields })
const withOrders = (orders: readonly (Json | undefined)[]): Widget =>
  widgetWith(
    Object.fromEntries(
      orders.map((order, i) => [`${PREFIX}${i}`, { text: `t${i}`, ...(order === undefined ? {} : { order }) }]),
    ),
  )
const keysOf = (widget: Widget) => readEntries(widget, PREFIX).map(({ field }) => field)

/** The order that a person asked for: the one at `from` taken out and put in at `to`. */
function asked(keys: string[], from: number, to: number): string[] {
  const others = keys.filter((_, i) => i !== from)
  return [...others.slice(0, to), keys[from] as string, ...others.slice(to)]
}

describe('the order of entries', () => {
  it('is what was asked for, whatever numbers were there, by fields that keep all else', () => {
    const anyOrder = fc.oneof(
      fc.double(),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 'first', null, undefined),
    )
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (orders, a, b) => {
        const widget = withOrders(orders)
        const entries = readEntries(widget, PREFIX)
        const [from, to] = [a % entries.length, b % entries.length]
        const fields = moved(entries, from, to)
        const after = widgetWith({ ...widget.fields, ...fields })
        expect(keysOf(after)).toEqual(asked(keysOf(widget), from, to))
        for (const [field, value] of Object.entries(fields)) {
          const { order, ...rest } = value as Record<string, Json>
          expect(Number.isFinite(order)).toBe(true)
          const { order: _, ...before } = widget.fields[field] as Record<string, Json>
          expect(rest).toEqual(before)
        }
      }),
      { seed: SEED, numRuns: 2_000 },
    )
  })

  it('changes the moved entry alone, so that two devices that move two do not conflict', () => {
    const entries = readEntries(withOrders([1, 2, 3, 4]), PREFIX)
    expect(moved(entries, 3, 1)).toEqual({ 'data/item:3': { text: 't3', order: 1.5 } })
    expect(moved(entries, 0, 3)).toEqual({ 'data/item:0': { text: 't0', order: 5 } })
    expect(moved(entries, 2, 0)).toEqual({ 'data/item:2': { text: 't2', order: 0 } })
    expect(moved(entries, 2, 2)).toEqual({})
  })

  it('numbers anew only where numbers have run out between two neighbours', () => {
    let widget = withOrders([1, 2, 3])
    let steps = 0
    for (; steps < 2_000; steps++) {
      // The last one goes between the first two, over and over.
      const fields = moved(readEntries(widget, PREFIX), 2, 1)
      widget = widgetWith({ ...widget.fields, ...fields })
      if (Object.keys(fields).length > 1) break
    }
    expect(steps).toBeGreaterThan(40)
    expect(steps).toBeLessThan(1_100)
    expect(readEntries(widget, PREFIX).map(({ order }) => order)).toEqual([1, 2, 3])
  })

  it('has a number between any two that are apart, and says so where there is none', () => {
    expect(orderBetween(undefined, undefined)).toBe(1)
    expect(orderBetween(undefined, 1)).toBe(0)
    expect(orderBetween(1, undefined)).toBe(2)
    expect(orderBetween(1, 1)).toBeNull()
    expect(orderBetween(1, 1 + Number.EPSILON)).toBeNull()
    expect(orderBetween(Number.MAX_VALUE, undefined)).toBeNull()
  })

  it('of those that are shown goes right after the one shown before, past what is hidden', () => {
    const all = readEntries(withOrders([1, 2, 3, 4, 5]), PREFIX)
    const shown = all.filter((_, i) => i !== 1 && i !== 3)
    // Shown are 0, 2, 4; 4 goes to the place after 0: before the hidden 1.
    expect(placeAmongAll(all, shown, 2, 1)).toBe(1)
    expect(placeAmongAll(all, shown, 0, 2)).toBe(4)
    expect(placeAmongAll(all, shown, 1, 0)).toBe(0)
  })
})

describe('slots of a list', () => {
  const slots = [
    { top: 0, height: 40 },
    { top: 44, height: 80 },
    { top: 128, height: 40 },
  ]

  it('an entry goes where its middle is nearest', () => {
    expect(slotAt(slots, 0, 0)).toBe(0)
    expect(slotAt(slots, 0, 50)).toBe(1)
    expect(slotAt(slots, 0, 5_000)).toBe(2)
    expect(slotAt(slots, 2, -5_000)).toBe(0)
  })

  it('the others make room of its height and its gap, and it stands in what is free then', () => {
    expect(shifts(slots, 0, 2)).toEqual([128, -44, -44])
    expect(shifts(slots, 2, 0)).toEqual([44, 44, -128])
    expect(shifts(slots, 1, 2)).toEqual([0, 44, -84])
    expect(shifts(slots, 1, 1)).toEqual([0, 0, 0])
  })
})
