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

/**
 * Straight from point to point: what was left out lies on that line as far as one sees, and a curve would round corners that were
 * drawn. One point has no length, but round ends: a dot.
 */
function line(points: readonly Point[]): string {
  if (points.length === 1) return `M${points[0]?.x} ${points[0]?.y}h0`
  return `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`
}

export function strokePaths({ points, width }: Pick<Stroke, 'points' | 'width'>): StrokePath[] {
  const units = WIDTH_UNITS[width]
  const paths: StrokePath[] = []
  let from = 0
  for (let i = 1; i <= points.length; i++) {
    const [here, before] = [points[i], points[i - 1]]
    if (before === undefined || (here !== undefined && level(here) === level(before))) continue
    // The next stretch begins where this one ends.
    paths.push({ d: line(points.slice(from, i + 1)), width: units * (SCALE[level(before)] ?? 1) })
    from = i
    if (i === points.length - 1) break
  }
  return paths
}
