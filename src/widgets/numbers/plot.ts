/** Values in time as points of a plot, and what they amount to. Pure. */

export interface Point {
  at: number
  value: number
}

export interface Summary {
  least: number
  most: number
  mean: number
}

/** null: there are none. */
export function summaryOf(points: readonly Point[]): Summary | null {
  if (points.length === 0) return null
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let sum = 0
  for (const { value } of points) {
    least = Math.min(least, value)
    most = Math.max(most, value)
    sum += value
  }
  return { least, most, mean: sum / points.length }
}

/** Where each is drawn in a plot of `width` by `height`: time to the right, the largest value at the top. */
export function plotted(points: readonly Point[], width: number, height: number): { x: number; y: number }[] {
  const summary = summaryOf(points)
  if (summary === null) return []
  const first = points[0]?.at ?? 0
  const time = (points.at(-1)?.at ?? 0) - first
  const range = summary.most - summary.least
  const tenths = (n: number) => Math.round(n * 10) / 10
  return points.map(({ at, value }) => ({
    x: tenths(time === 0 ? width / 2 : ((at - first) / time) * width),
    y: tenths(range === 0 ? height / 2 : (1 - (value - summary.least) / range) * height),
  }))
}

/** The most and the fewest of each stretch of time, so that thousands of points draw as fast as hundreds and no peak is lost. */
export function thinned(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points]
  const stretch = Math.ceil((points.length * 2) / most)
  const kept: Point[] = []
  for (let i = 0; i < points.length; i += stretch) {
    const part = points.slice(i, i + stretch)
    const low = part.reduce((a, b) => (b.value < a.value ? b : a))
    const high = part.reduce((a, b) => (b.value > a.value ? b : a))
    kept.push(...(low === high ? [low] : low.at <= high.at ? [low, high] : [high, low]))
  }
  return kept
}
