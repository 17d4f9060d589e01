/** Random widgets with boxes for the property tests of the layout, and what must be true of every drawing. */
import fc from 'fast-check'
import { MAX_ROW, MAX_ROWS_HIGH } from '../../../core/layout/limits'
import type { Box } from '../../../core/layout/model'
import type { Asked } from '../../../core/layout/place'

/** Mostly small and near the top, so that they get in each other's way; now and then anything. */
export const anyBox = (columns: number): fc.Arbitrary<Box> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        x: fc.integer({ min: 0, max: columns - 1 }),
        y: fc.integer({ min: 0, max: 12 }),
        w: fc.integer({ min: 1, max: columns }),
        h: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        x: fc.oneof(fc.integer(), fc.double()),
        y: fc.oneof(fc.integer({ min: -5, max: MAX_ROW }), fc.double()),
        w: fc.oneof(fc.integer(), fc.double()),
        h: fc.oneof(fc.integer({ min: -5, max: MAX_ROWS_HIGH }), fc.double()),
      }),
    },
  )

export const anyAsked = (columns: number, most = 25): fc.Arbitrary<Asked[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: most })
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) => fc.option(anyBox(columns), { nil: undefined }).map((box) => ({ id: `w${id}`, box }))),
      ),
    )

/** The pairs of ids whose boxes overlap. */
export function overlaps(drawn: Record<string, Box>): string[] {
  const found: string[] = []
  const all = Object.entries(drawn)
  for (const [i, [a, p]] of all.entries()) {
    for (const [b, q] of all.slice(i + 1)) {
      if (p.x < q.x + q.w && q.x < p.x + p.w && p.y < q.y + q.h && q.y < p.y + p.h) found.push(`${a} ${b}`)
    }
  }
  return found
}
