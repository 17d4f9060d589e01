/** Grid units to pixels and back, for a canvas of some width. Pure. The only file that knows how high a row is. */
import { type Box, COLUMNS, type Grid } from '../../core/layout/model'
import type { Density } from '../preferences/preferences'

/** Below this many pixels the canvas uses the mobile grid. */
export const MOBILE_BELOW_PX = 640

export interface Metrics {
  grid: Grid
  columns: number
  /** Pixels: of one column, of one row, between two of either. */
  column: number
  row: number
  gap: number
  /** 1: columns run from left to right; -1: from right to left. */
  direction: 1 | -1
}

/** `x` and `y`: how far to move it from the canvas's upper corner, where the line begins; `x` is negative from right to left. */
export interface PixelBox {
  x: number
  y: number
  width: number
  height: number
}

/** On a phone a finger says how large things are, not a wish. */
const MOBILE = { row: 60, gap: 12 }
const DESKTOP: Record<Density, { row: number; gap: number }> = {
  compact: { row: 50, gap: 10 },
  cosy: { row: 60, gap: 16 },
  roomy: { row: 72, gap: 24 },
}

/** For a canvas of `width` pixels. However dense, the layout stays what a person asked for (L1). */
export function metricsFor(width: number, direction: 1 | -1, density: Density = 'cosy'): Metrics {
  const grid = width < MOBILE_BELOW_PX ? 'mobile' : 'desktop'
  const { row, gap } = grid === 'mobile' ? MOBILE : DESKTOP[density]
  const columns = COLUMNS[grid]
  return { grid, columns, column: Math.max(1, (width - gap * (columns - 1)) / columns), row, gap, direction }
}

/** Where a box is drawn. */
export function toPixels(box: Box, { column, row, gap, direction }: Metrics): PixelBox {
  return {
    x: direction * box.x * (column + gap),
    y: box.y * (row + gap),
    width: box.w * (column + gap) - gap,
    height: box.h * (row + gap) - gap,
  }
}

/** The pixels' distance on the screen in whole columns and rows. */
export function toCells(dx: number, dy: number, metrics: Metrics): { columns: number; rows: number } {
  const { column, row, gap, direction } = metrics
  return { columns: Math.round((direction * dx) / (column + gap)), rows: Math.round(dy / (row + gap)) }
}
