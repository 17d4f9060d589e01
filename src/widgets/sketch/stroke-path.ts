/** A stroke as SVG paths: one where the pressure stays the same, else one for each stretch of about the same width. Pure. */
import type { Point } from './points'
import { type Stroke, WIDTH_UNITS } from './strokes'

export interface StrokePath {
  d: string
  /** In units of the paper. */
  width: number
}

/** 0 to 9 in four steps: more is not seen, and costs paths. */
const level = ({ p }: Point) => Math.min(3, Math.floor(p / 2.5))
const SCALE = [0.5, 0.8, 1, 1.45]

/** A curve through the middles between points, so that corners of the simplified line do not show. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  const start = `M${first.x} ${first.y}`
  const last = rest.at(-1)
  // No length, but round ends: a dot.
  if (last === undefined) return `${start}h0`
  const bends = rest.slice(0, -1).map(({ x, y }, i) => {
    const next = rest[i + 1] ?? last
    return `Q${x} ${y} ${(x + next.x) / 2} ${(y + next.y) / 2}`
  })
  return `${start}${bends.join('')}L${last.x} ${last.y}`
}

export function strokePaths({ points, width }: Pick<Stroke, 'points' | 'width'>): StrokePath[] {
  const units = WIDTH_UNITS[width]
  const paths: StrokePath[] = []
  let from = 0
  for (let i = 1; i <= points.length; i++) {
    const [here, before] = [points[i], points[i - 1]]
    if (before === undefined || (here !== undefined && level(here) === level(before))) continue
    // The next stretch begins where this one ends.
    paths.push({ d: curve(points.slice(from, i + 1)), width: units * (SCALE[level(before)] ?? 1) })
    from = i
    if (i === points.length - 1) break
  }
  return paths
}
