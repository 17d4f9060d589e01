/**
 * How a layout is drawn on one grid (L1): what people asked for may overlap, hang in the air or not fit; what is drawn
 * never overlaps, never leaves the grid and has no gap that a widget could fall up into. Nothing here changes what was
 * asked for. Before: ./asked reads the boxes out of a layout. Beside: ./aim says what to ask for. Knows no pixels.
 */
import { MAX_ROW, MAX_ROWS_HIGH } from './limits'
import type { Box } from './model'

/** A widget and the box somebody asked for; undefined: nobody did. */
export interface Asked {
  id: string
  box: Box | undefined
}

/** Size of a widget that nobody gave one, in columns and rows; cut to the grid. */
export const DEFAULT_SIZE = { w: 4, h: 3 }

/**
 * Where the first widget of a layout goes. Rows only say the order, so the empty ones above cost nothing, and later
 * widgets can be put on top of it.
 */
export const FIRST_ROW = 1000

const within = (value: number, least: number, most: number) =>
  Number.isFinite(value) ? Math.min(Math.max(Math.floor(value), least), most) : least

/**
 * The box cut to a grid of `columns`: whole numbers, in bounds. Its row has no upper limit here: a stack of very high
 * widgets may be drawn below the last row that anybody can ask for.
 */
export function cutToGrid(box: Box, columns: number): Box {
  const w = within(box.w, 1, columns)
  const y = within(box.y, 0, Number.MAX_SAFE_INTEGER)
  return { x: within(box.x, 0, columns - w), y, w, h: within(box.h, 1, MAX_ROWS_HIGH) }
}

/** Who is placed first: the upper, then the more left, then the lesser id. */
function byPlace(a: { id: string; box: Box }, b: { id: string; box: Box }): number {
  if (a.box.y !== b.box.y) return a.box.y - b.box.y
  if (a.box.x !== b.box.x) return a.box.x - b.box.x
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * The boxes to draw, by id, in a grid of `columns` (at most 30). A widget without a box comes last.
 *
 * One after the other, in order of row, column and id: a widget whose place is free falls up until something is in the
 * way; one whose place is taken goes down to the first free one. So the same widgets give the same picture in whatever
 * order they come, and placing what was placed changes nothing.
 */
export function place(widgets: readonly Asked[], columns: number): Record<string, Box> {
  const ordered = widgets
    .map(({ id, box }) => ({ id, box: cutToGrid(box ?? { x: 0, y: MAX_ROW, ...DEFAULT_SIZE }, columns) }))
    .sort(byPlace)
  /** Bit c of row r: that cell is taken. */
  const rows: number[] = []
  /** By column, the first row below everything. */
  const skyline = new Array<number>(columns).fill(0)
  const drawn: Record<string, Box> = {}

  for (const { id, box } of ordered) {
    const mask = ((1 << box.w) - 1) << box.x
    const floor = Math.max(...skyline.slice(box.x, box.x + box.w))
    const y = box.y >= floor ? floor : insideY(rows, mask, box, floor)
    for (let row = y; row < y + box.h; row++) rows[row] = (rows[row] ?? 0) | mask
    for (let x = box.x; x < box.x + box.w; x++) skyline[x] = Math.max(skyline[x] ?? 0, y + box.h)
    drawn[id] = { ...box, y }
  }
  return drawn
}

/** The row for a box that was asked to be above the skyline's `floor`: a hole there that it fits, or else the floor. */
function insideY(rows: readonly number[], mask: number, box: Box, floor: number): number {
  const taken = (row: number) => ((rows[row] ?? 0) & mask) !== 0
  let y = box.y
  /** Rows from `y` that are known to be free. */
  let free = 0
  while (free < box.h && y < floor) {
    if (taken(y + free)) {
      y += free + 1
      free = 0
    } else free++
  }
  while (y > 0 && !taken(y - 1)) y--
  return y
}
