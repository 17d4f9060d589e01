/** Measures of the canvas of an old version: as the dashboard's own, but lower, for there is more around it. Pure. */
import { COLUMNS } from '../../../core/layout/model'
import { type Metrics, metricsFor } from '../../canvas/metrics'

const ROW_PX = { desktop: 46, mobile: 34 }
const GAP_PX = 10

/** For a width in pixels. */
export function miniature(width: number, direction: 1 | -1): Metrics {
  const { grid } = metricsFor(width, direction)
  const columns = COLUMNS[grid]
  const column = Math.max(1, (width - GAP_PX * (columns - 1)) / columns)
  return { grid, columns, column, row: ROW_PX[grid], gap: GAP_PX, direction }
}
