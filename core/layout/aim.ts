/**
 * Which box to ask for, so that a widget is drawn where a person puts it. Asked and drawn rows differ (widgets fall up,
 * widgets give way), and a gesture edits only the widget that it moved (L1): so its row must come after the rows of what
 * is above the place and before those of what is below. Beside: ./place. Used by: gestures, ./free-place.
 */
import { MAX_ROW } from './limits'
import type { Box } from './model'
import { type Asked, cutToGrid, FIRST_ROW, place } from './place'

interface Neighbour {
  asked: Box
  drawn: Box
}

const sharesColumns = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w
const middle = (box: Box) => box.y + box.h / 2

/** The row that keeps the distance to the neighbour which is drawn last above `row`. */
function sameDistance(neighbours: readonly Neighbour[], row: number): number {
  let nearest: Neighbour | undefined
  for (const other of neighbours) {
    if (other.drawn.y <= row && (nearest === undefined || other.drawn.y > nearest.drawn.y)) nearest = other
  }
  return nearest === undefined ? FIRST_ROW + row : nearest.asked.y + row - nearest.drawn.y
}

/**
 * The box to ask for, so that widget `id` is drawn at `wanted` (drawn rows), as nearly as one edit can say it.
 *
 * @param widgets what is asked for now; may hold `id` itself, which does not count
 * @param columns of the grid
 * @param wanted  cut to the grid; of what it covers, that stays above whose middle lies above its top
 */
export function aim(widgets: readonly Asked[], columns: number, id: string, wanted: Box): Box {
  const box = cutToGrid(wanted, columns)
  const others = widgets.filter((other) => other.id !== id)
  const drawn = place(others, columns)
  const neighbours: Neighbour[] = []
  for (const other of others) {
    const at = drawn[other.id]
    if (other.box !== undefined && at !== undefined)
      neighbours.push({ asked: cutToGrid(other.box, columns), drawn: at })
  }

  let least = 0
  let most = MAX_ROW
  let floor = 0
  let above = false
  let below: Box | undefined
  for (const other of neighbours) {
    if (!sharesColumns(other.drawn, box)) continue
    if (middle(other.drawn) < box.y) {
      above = true
      floor = Math.max(floor, other.drawn.y + other.drawn.h)
      least = Math.max(least, other.asked.x < box.x ? other.asked.y : other.asked.y + 1)
    } else {
      most = Math.min(most, other.asked.x > box.x ? other.asked.y : other.asked.y - 1)
      if (below === undefined || other.asked.y < below.y) below = other.asked
    }
  }

  const natural = !above && below !== undefined ? below.y - box.h : sameDistance(neighbours, box.y)
  if (least <= most) return { ...box, y: Math.min(Math.max(natural, least), Math.min(most, MAX_ROW)) }

  // No row lies between them: of the two next to it, the one that is drawn nearer to the place.
  const rows = [Math.max(0, most), Math.min(least, MAX_ROW)]
  const missedBy = rows.map((y) => {
    const at = place([...others, { id, box: { ...box, y } }], columns)[id]
    return Math.abs((at?.y ?? 0) - floor)
  })
  return { ...box, y: ((missedBy[0] ?? 0) <= (missedBy[1] ?? 0) ? rows[0] : rows[1]) ?? 0 }
}

/**
 * The boxes to ask for, so that several widgets are drawn at `wanted` (drawn rows) together: one after the other, from the
 * top, each among those that stay and those that came before it.
 *
 * @param widgets what is asked for now; of those in `wanted` it does not count
 */
export function aimTogether(
  widgets: readonly Asked[],
  columns: number,
  wanted: Readonly<Record<string, Box>>,
): Record<string, Box> {
  const placed = widgets.filter(({ id }) => wanted[id] === undefined)
  const boxes: Record<string, Box> = {}
  const inOrder = Object.entries(wanted).sort(
    ([a, one], [b, two]) => one.y - two.y || one.x - two.x || (a < b ? -1 : 1),
  )
  for (const [id, to] of inOrder) {
    const box = aim(placed, columns, id, to)
    boxes[id] = box
    placed.push({ id, box })
  }
  return boxes
}
