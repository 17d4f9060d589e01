/**
 * What was asked for on one grid, read out of a layout: a widget's own box there, else one made from its box on the other
 * grid. Fields come from other devices and other versions, so anything may be missing or of a wrong shape. After: ./place.
 */
import { MAX_ROW } from './limits'
import { type Box, COLUMNS, type Grid, type Json, type Layout, type Widget } from './model'
import { type Asked, cutToGrid, DEFAULT_SIZE } from './place'

/** The value as a box that fits `columns`; undefined when it is none. */
export function readBox(value: Json | undefined, columns: number): Box | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const { x, y, w, h } = value
  if (typeof x !== 'number' || typeof y !== 'number' || typeof w !== 'number' || typeof h !== 'number') return undefined
  return cutToGrid({ x, y, w, h }, columns)
}

/** Three columns of the desktop become one, in reading order: so rows take three times the room. */
function mobileFrom(box: Box): Box {
  const w = box.w <= 3 ? 2 : 4
  const x = w === 2 && box.x % 6 >= 3 ? 2 : 0
  return { x, y: Math.min(MAX_ROW, box.y * 3 + Math.floor(box.x / 4)), w, h: box.h }
}

/** Two columns side by side, filled in turns. */
function desktopFrom(box: Box): Box {
  const x = Math.floor(box.y / box.h) % 2 === 0 ? 0 : 6
  return { x, y: Math.floor(box.y / 2), w: Math.ceil(box.w * 1.5), h: box.h }
}

/** The widget's box on the grid, asked for or made; always one that fits. */
export function askedBox(widget: Widget, grid: Grid): Box {
  const columns = COLUMNS[grid]
  const own = readBox(widget.fields[grid], columns)
  if (own !== undefined) return own
  const other = grid === 'mobile' ? 'desktop' : 'mobile'
  const from = readBox(widget.fields[other], COLUMNS[other])
  if (from === undefined) return cutToGrid({ x: 0, y: MAX_ROW, ...DEFAULT_SIZE }, columns)
  return cutToGrid(grid === 'mobile' ? mobileFrom(from) : desktopFrom(from), columns)
}

/** Every widget with its box on the grid, ready for `place`. */
export function askedBoxes(layout: Layout, grid: Grid): Asked[] {
  return Object.values(layout).map((widget) => ({ id: widget.id, box: askedBox(widget, grid) }))
}
