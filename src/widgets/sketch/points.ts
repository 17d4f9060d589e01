/** Points of a stroke on the paper: fewer of them that look the same, pieces small enough for a field, and what an eraser hits. Pure. */

/** The paper is so many units, whatever size the widget has; its shape never changes, so a sketch looks the same everywhere. */
export const PAPER = { width: 1600, height: 1200 } as const

export interface Point {
  x: number
  y: number
  /** Pressure of the pen, 0 to 9; 5: a device that knows none. */
  p: number
}

/** A point takes at most 16 characters as JSON, and a value may have 16 KiB. */
export const MOST_POINTS = 900

/** How far `c` is from the line between `a` and `b`, units. */
export function distance(c: Point, a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((c.x - a.x) * dx + (c.y - a.y) * dy) / length))
  return Math.hypot(c.x - a.x - along * dx, c.y - a.y - along * dy)
}

/** Without the points that lie within `tolerance` of the line through the others (Ramer, Douglas and Peucker). */
export function simplified(points: readonly Point[], tolerance: number): Point[] {
  const keep = new Set([0, points.length - 1])
  const spans: [number, number][] = [[0, points.length - 1]]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span
    const [a, b] = [points[from], points[to]]
    if (a === undefined || b === undefined) continue
    let farthest = 0
    let most = tolerance
    for (let i = from + 1; i < to; i++) {
      const point = points[i]
      if (point === undefined) continue
      const far = distance(point, a, b)
      if (far > most) [most, farthest] = [far, i]
    }
    if (farthest === 0) continue
    keep.add(farthest)
    spans.push([from, farthest], [farthest, to])
  }
  return points.filter((_, i) => keep.has(i))
}

/** Pieces of at most `most` points; each begins where the one before ends. */
export function pieces(points: readonly Point[], most = MOST_POINTS): Point[][] {
  const all: Point[][] = []
  for (let i = 0; i === 0 || i < points.length - 1; i += most - 1) all.push(points.slice(i, i + most))
  return all
}

/** Does an eraser of `radius` that moves from `a` to `b` touch the stroke? */
export function touches(points: readonly Point[], a: Point, b: Point, radius: number): boolean {
  return points.some((point, i) => {
    const next = points[i + 1] ?? point
    return distance(point, a, b) <= radius || distance(a, point, next) <= radius || crosses(a, b, point, next)
  })
}

const side = (a: Point, b: Point, c: Point) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x))

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
