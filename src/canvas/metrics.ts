/** Grid units to pixels and back, for a canvas of some width. Pure. The only file that knows how high a row is. */
import { type Box, COLUMNS, type Grid } from '../../core/layout/model'

/** Below this many pixels the canvas uses the mobile grid. */
export const MOBILE_BELOW_PX = 640

export interface Metrics {
  grid: Grid
  columns: number
  /** Pixels: of one column, of one row, between two of either. */
  column: number
  row: number
  gap: number
}

export interface PixelBox {
  left: number
  top: number
  width: number
  height: number
}

/** For a canvas of `width` pixels. */
export function metricsFor(width: number): Metrics {
  const grid = width < MOBILE_BELOW_PX ? 'mobile' : 'desktop'
  const gap = grid === 'mobile' ? 12 : 16
  const columns = COLUMNS[grid]
  return { grid, columns, column: Math.max(1, (width - gap * (columns - 1)) / columns), row: 60, gap }
}

/** Where a box is drawn, in pixels from the canvas's corner. */
export function toPixels(box: Box, { column, row, gap }: Metrics): PixelBox {
  return {
    left: box.x * (column + gap),
    top: box.y * (row + gap),
    width: box.w * (column + gap) - gap,
    height: box.h * (row + gap) - gap,
  }
}

/** The pixels' distance in whole columns and rows. */
export function toCells(dx: number, dy: number, { column, row, gap }: Metrics): { columns: number; rows: number } {
  return { columns: Math.round(dx / (column + gap)), rows: Math.round(dy / (row + gap)) }
}
