/** Where copies of widgets go: each as large as it was, in the first free place of each grid. Pure. Before: what was copied. After: an addition. */
import { readBox } from './asked'
import { freePlace } from './free-place'
import { COLUMNS, type Grid, type Json, type Layout } from './model'

const GRIDS: readonly Grid[] = ['desktop', 'mobile']

/**
 * The same fields, each with new boxes; on a grid on which one had no box it gets none here.
 * @param layout what is there already
 */
export function inFreePlaces(layout: Layout, copied: readonly Record<string, Json>[]): Record<string, Json>[] {
  const grown = { ...layout }
  return copied.map((fields, i) => {
    const placed = { ...fields }
    for (const grid of GRIDS) {
      const box = readBox(fields[grid], COLUMNS[grid])
      if (box !== undefined) placed[grid] = { ...freePlace(grown, grid, box) }
    }
    // No id of a widget: those are UUIDs.
    grown[`copy ${i}`] = { id: `copy ${i}`, fields: placed }
    return placed
  })
}
