import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { place } from '../../../core/layout/place'
import { anyAsked, overlaps } from './boxes'

const SEED = 20260117
const forBothGrids = (check: (columns: number) => void) => {
  for (const columns of [4, 12]) check(columns)
}

describe('place', () => {
  it('[L1] what is drawn never overlaps and never leaves the grid', () => {
    forBothGrids((columns) => {
      fc.assert(
        fc.property(anyAsked(columns), (asked) => {
          const drawn = place(asked, columns)
          expect(Object.keys(drawn).sort()).toEqual(asked.map((widget) => widget.id).sort())
          expect(overlaps(drawn)).toEqual([])
          for (const { x, y, w, h } of Object.values(drawn)) {
            expect([x, y, w, h].every(Number.isInteger)).toBe(true)
            expect(x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= columns).toBe(true)
          }
        }),
        { seed: SEED },
      )
    })
  })

  it('[L1] placing what was placed changes nothing', () => {
    forBothGrids((columns) => {
      fc.assert(
        fc.property(anyAsked(columns), (asked) => {
          const drawn = place(asked, columns)
          const again = Object.entries(drawn).map(([id, box]) => ({ id, box }))
          expect(place(again, columns)).toEqual(drawn)
        }),
        { seed: SEED },
      )
    })
  })

  it('[L1] the same widgets give the same picture in whatever order they come', () => {
    forBothGrids((columns) => {
      const shuffled = anyAsked(columns).chain((asked) =>
        fc.tuple(fc.constant(asked), fc.shuffledSubarray(asked, { minLength: asked.length })),
      )
      fc.assert(
        fc.property(shuffled, ([asked, other]) => {
          expect(place(other, columns)).toEqual(place(asked, columns))
        }),
        { seed: SEED },
      )
    })
  })

  it('leaves no gap that a widget could fall up into', () => {
    fc.assert(
      fc.property(anyAsked(12), (asked) => {
        const drawn = place(asked, 12)
        for (const [id, box] of Object.entries(drawn)) {
          if (box.y > 0) expect(overlaps({ ...drawn, [id]: { ...box, y: box.y - 1 } })).not.toEqual([])
        }
      }),
      { seed: SEED },
    )
  })

  it('keeps a widget in a free place below which others were pushed', () => {
    const drawn = place(
      [
        { id: 'a', box: { x: 0, y: 0, w: 4, h: 3 } },
        { id: 'wide', box: { x: 0, y: 0, w: 8, h: 2 } },
        { id: 'small', box: { x: 4, y: 0, w: 4, h: 3 } },
      ],
      12,
    )
    expect(drawn).toEqual({
      a: { x: 0, y: 0, w: 4, h: 3 },
      small: { x: 4, y: 0, w: 4, h: 3 },
      wide: { x: 0, y: 3, w: 8, h: 2 },
    })
  })

  it('draws 500 of the highest widgets one below the other', () => {
    const asked = Array.from({ length: 500 }, (_, i) => ({ id: `w${i}`, box: { x: 0, y: 10_000, w: 12, h: 100 } }))
    const rows = Object.values(place(asked, 12)).map((box) => box.y)
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i * 100))
  })
})
