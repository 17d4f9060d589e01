import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFieldKey, valueProblems } from '../../../core/layout/limits'
import type { Json } from '../../../core/layout/model'
import {
  distance,
  MOST_POINTS,
  PAPER,
  type Point,
  pieces,
  simplified,
  touches,
} from '../../../src/widgets/sketch/points'
import { strokePaths } from '../../../src/widgets/sketch/stroke-path'
import { readStrokes, strokeField, strokeValue } from '../../../src/widgets/sketch/strokes'

const PEN = { colour: 'blue', width: 'medium' } as const
const anyPoint: fc.Arbitrary<Point> = fc.record({
  x: fc.integer({ min: 0, max: PAPER.width }),
  y: fc.integer({ min: 0, max: PAPER.height }),
  p: fc.integer({ min: 0, max: 9 }),
})
const at = (x: number, y: number): Point => ({ x, y, p: 5 })

describe('a stroke', () => {
  it('is read as it was drawn, and always fits a field', () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 1, maxLength: 3_000, size: 'max' }), (points) => {
        const fields: Record<string, Json> = {}
        pieces(points).forEach((piece, i) => {
          const field = strokeField(1_790_000_000_000 + i, '0a1b2c3d-ffff')
          const value = strokeValue(PEN, piece)
          expect(isFieldKey(field)).toBe(true)
          expect(valueProblems(field, value)).toEqual([])
          fields[field] = value
        })
        const read = readStrokes({ id: 'w', fields })
        const all = read.flatMap((stroke, i) => (i === 0 ? stroke.points : stroke.points.slice(1)))
        expect(all).toEqual(points)
        for (const stroke of read) expect(stroke).toMatchObject(PEN)
      }),
      { numRuns: 30 },
    )
  })

  it('that is long goes in pieces, each from where the one before ends', () => {
    const long = Array.from({ length: 2 * MOST_POINTS }, (_, i) => at(i % 1_600, 5))
    const parts = pieces(long)
    expect(parts).toHaveLength(3)
    expect(parts[1]?.[0]).toEqual(parts[0]?.at(-1))
    expect(pieces([at(1, 1)])).toEqual([[at(1, 1)]])
  })

  it('loses only points that nobody sees', () => {
    const line = Array.from({ length: 100 }, (_, i) => at(i, i))
    expect(simplified(line, 1)).toEqual([at(0, 0), at(99, 99)])
    expect(simplified([at(0, 0), at(50, 40), at(100, 0)], 1)).toHaveLength(3)
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 2, maxLength: 60 }), (points) => {
        const few = simplified(points, 10)
        for (const point of points) {
          const nearest = Math.min(...few.slice(1).map((b, i) => distance(point, few[i] ?? b, b)))
          expect(nearest).toBeLessThanOrEqual(10)
        }
      }),
    )
  })

  it('is in one path, but for where the pressure changes; a dot has a path as well', () => {
    const even = [at(0, 0), at(10, 10), at(20, 0)]
    expect(strokePaths({ points: even, width: 'medium' })).toHaveLength(1)
    expect(strokePaths({ points: [at(5, 5)], width: 'medium' })).toEqual([{ d: 'M5 5h0', width: 11 }])
    const pressed = even.map((point, i) => ({ ...point, p: i === 0 ? 1 : 9 }))
    const widths = strokePaths({ points: pressed, width: 'medium' }).map(({ width }) => width)
    expect(widths).toHaveLength(2)
    expect(widths[0]).toBeLessThan(widths[1] ?? 0)
  })

  it('lies above those that were drawn before, whoever drew them', () => {
    const fields = {
      [strokeField(20, 'aaaaaaaa')]: strokeValue(PEN, [at(2, 2)]),
      [strokeField(9, 'bbbbbbbb')]: strokeValue(PEN, [at(1, 1)]),
    }
    expect(readStrokes({ id: 'w', fields }).map(({ points }) => points[0]?.x)).toEqual([1, 2])
  })
})

describe('the eraser', () => {
  const line = [at(0, 100), at(200, 100)]

  it('takes what it touches and what it crosses between two moves', () => {
    expect(touches(line, at(100, 110), at(100, 110), 18)).toBe(true)
    expect(touches(line, at(100, 0), at(100, 400), 18)).toBe(true)
    expect(touches([at(50, 50)], at(0, 50), at(100, 50), 18)).toBe(true)
  })

  it('leaves what is further away', () => {
    expect(touches(line, at(100, 130), at(150, 130), 18)).toBe(false)
    expect(touches(line, at(260, 0), at(260, 200), 18)).toBe(false)
  })
})
