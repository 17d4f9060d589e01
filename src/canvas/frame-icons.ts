/**
 * The icons of every widget's frame, lucide's `grip-vertical` and `ellipsis` as one path each: a long dashboard would have a thousand
 * circles of them.
 */
import type { IconNode } from '../ui/icons'

/** A dot is a line of no length with round ends. */
const dots = (...places: [x: number, y: number][]): IconNode => [
  ['path', { d: places.map(([x, y]) => `M${x} ${y}h0`).join(''), 'stroke-width': 4 }],
]

export const GRIP = dots([9, 5], [9, 12], [9, 19], [15, 5], [15, 12], [15, 19])
export const ELLIPSIS = dots([5, 12], [12, 12], [19, 12])
