/** Where a new widget goes: the first free place of a grid, in reading order, where nobody has to give way. Pure. */
import { aim } from './aim'
import { askedBoxes } from './asked'
import { type Box, COLUMNS, type Grid, type Layout } from './model'
import { cutToGrid, place } from './place'

/** No widget has it: a new one's id is not known yet. */
const NEW = ''

function firstGap(drawn: readonly Box[], columns: number, w: number, h: number): Box {
  const rows: number[] = []
  for (const box of drawn) {
    const mask = ((1 << box.w) - 1) << box.x
    for (let row = box.y; row < box.y + box.h; row++) rows[row] = (rows[row] ?? 0) | mask
  }
  for (let y = 0; ; y++) {
    for (let x = 0; x + w <= columns; x++) {
      const mask = ((1 << w) - 1) << x
      let free = 0
      while (free < h && ((rows[y + free] ?? 0) & mask) === 0) free++
      if (free === h) return { x, y, w, h }
    }
  }
}

/**
 * The box to ask for, for a new widget of `size` (columns and rows, cut to the grid).
 * What is drawn already stays where it is.
 */
export function freePlace(layout: Layout, grid: Grid, size: { w: number; h: number }): Box {
  const columns = COLUMNS[grid]
  const { w, h } = cutToGrid({ x: 0, y: 0, ...size }, columns)
  const asked = askedBoxes(layout, grid)
  const before = place(asked, columns)
  const gap = aim(asked, columns, NEW, firstGap(Object.values(before), columns, w, h))
  const after = place([...asked, { id: NEW, box: gap }], columns)
  const nobodyMoved = asked.every(({ id }) => before[id]?.y === after[id]?.y)
  if (nobodyMoved) return gap
  const bottom = Math.max(0, ...Object.values(before).map((box) => box.y + box.h))
  return aim(asked, columns, NEW, { x: 0, y: bottom, w, h })
}
