import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aim } from '../../../core/layout/aim'
import { freePlace } from '../../../core/layout/free-place'
import type { Box, Layout } from '../../../core/layout/model'
import { type Asked, place } from '../../../core/layout/place'

const SEED = 20260118
const at = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h })

/** A dashboard as it comes about: widgets added one after the other, at the first free place. */
function added(sizes: { w: number; h: number }[]): Layout {
  const layout: Layout = {}
  for (const [i, size] of sizes.entries()) {
    const fields = {
      type: 'note',
      desktop: { ...freePlace(layout, 'desktop', size) },
      mobile: { ...freePlace(layout, 'mobile', size) },
    }
    layout[`w${i}`] = { id: `w${i}`, fields }
  }
  return layout
}
const askedOf = (layout: Layout): Asked[] =>
  Object.values(layout).map(({ id, fields }) => ({ id, box: fields.desktop as unknown as Box }))

const drop = (asked: Asked[], id: string, wanted: Box): Record<string, Box> =>
  place([...asked.filter((other) => other.id !== id), { id, box: aim(asked, 12, id, wanted) }], 12)

describe('aim', () => {
  const stack = askedOf(added([at(0, 0, 12, 3), at(0, 0, 12, 3), at(0, 0, 12, 3)]))

  it('[L1] one edit puts a widget above all others', () => {
    const drawn = drop(stack, 'w2', at(0, 0, 12, 3))
    expect([drawn.w2?.y, drawn.w0?.y, drawn.w1?.y]).toEqual([0, 3, 6])
  })

  it('[L1] one edit puts a widget between two others', () => {
    const drawn = drop(stack, 'w2', at(0, 2, 12, 3))
    expect([drawn.w0?.y, drawn.w2?.y, drawn.w1?.y]).toEqual([0, 3, 6])
  })

  it('a widget dropped on the upper half of another goes above it, on the lower half below it', () => {
    expect(drop(stack, 'w2', at(0, 1, 12, 3)).w2?.y).toBe(0)
    expect(drop(stack, 'w2', at(0, 2, 12, 3)).w2?.y).toBe(3)
  })

  it('a hundred times in turn to the top, and it still goes there', () => {
    let asked = stack
    for (let i = 0; i < 100; i++) {
      const id = `w${i % 3}`
      const box = aim(asked, 12, id, at(0, 0, 12, 3))
      asked = [...asked.filter((other) => other.id !== id), { id, box }]
      expect(place(asked, 12)[id]?.y).toBe(0)
    }
  })

  it('what was asked for far below what is drawn does not get in the way', () => {
    const asked = [
      { id: 'a', box: at(0, 900, 6, 3) },
      { id: 'b', box: at(0, 5000, 6, 3) },
      { id: 'c', box: at(6, 0, 6, 3) },
    ]
    const drawn = drop(asked, 'c', at(0, 6, 6, 3))
    expect([drawn.a?.y, drawn.b?.y, drawn.c?.y]).toEqual([0, 3, 6])
  })

  it('without room above, it goes as near as one edit can say', () => {
    const asked = [
      { id: 'a', box: at(0, 0, 12, 3) },
      { id: 'b', box: at(0, 3, 12, 3) },
    ]
    expect(drop(asked, 'b', at(0, 0, 12, 3)).b?.y).toBe(3)
    expect(drop(asked, 'a', at(0, 3, 12, 3)).a?.y).toBe(3)
  })

  it('always asks for a box within the limits', () => {
    const box = fc.record({ x: fc.nat(20), y: fc.nat(10_000), w: fc.integer({ min: 1, max: 12 }), h: fc.nat(100) })
    fc.assert(
      fc.property(fc.array(box, { maxLength: 12 }), box, (boxes, wanted) => {
        const asked = boxes.map((one, i) => ({ id: `w${i}`, box: one }))
        const { x, y, w, h } = aim(asked, 12, 'new', wanted)
        expect(x >= 0 && w >= 1 && x + w <= 12 && y >= 0 && y <= 10_000 && h >= 1 && h <= 100).toBe(true)
      }),
      { seed: SEED },
    )
  })
})

describe('freePlace', () => {
  const anySize = fc.record({ w: fc.integer({ min: 1, max: 12 }), h: fc.integer({ min: 1, max: 6 }) })

  it('fills the first gap, row by row', () => {
    const layout = added([
      { w: 4, h: 3 },
      { w: 4, h: 3 },
      { w: 4, h: 3 },
      { w: 4, h: 3 },
    ])
    const drawn = place(askedOf(layout), 12)
    expect(drawn).toEqual({ w0: at(0, 0, 4, 3), w1: at(4, 0, 4, 3), w2: at(8, 0, 4, 3), w3: at(0, 3, 4, 3) })
  })

  it('moves nobody', () => {
    fc.assert(
      fc.property(fc.array(anySize, { minLength: 1, maxLength: 15 }), (sizes) => {
        const before = place(askedOf(added(sizes.slice(0, -1))), 12)
        expect(place(askedOf(added(sizes)), 12)).toMatchObject(before)
      }),
      { seed: SEED },
    )
  })
})
