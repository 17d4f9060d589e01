/** What a key means while a widget is picked up, and where an arrow takes it. Pure. Used by ./use-gesture. */
import { type Box, COLUMNS, type Layout } from '../../core/layout/model'
import { drawnWith, type Gesture, movedBy } from './gesture'

export type KeyMeaning =
  | { kind: 'drop' }
  | { kind: 'cancel' }
  | { kind: 'move'; dx: number; dy: number }
  | { kind: 'resize'; dw: number; dh: number }

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * null: a key that means nothing here.
 * @param direction 1: the columns run from left to right; -1: from right to left
 */
export function meaningOf(key: string, shift: boolean, direction: 1 | -1): KeyMeaning | null {
  if (key === 'Enter' || key === ' ') return { kind: 'drop' }
  if (key === 'Escape') return { kind: 'cancel' }
  const arrow = ARROWS[key]
  if (arrow === undefined) return null
  const dx = arrow[0] * direction
  const dy = arrow[1]
  return shift ? { kind: 'resize', dw: dx, dh: dy } : { kind: 'move', dx, dy }
}

/** Further than this down the page, nothing is looked for. */
const ROWS_TO_TRY = 60

/** The gesture with the widget at the next place in that direction at which it is drawn elsewhere than now; the same when there is none. */
function nextSpot(layout: Layout, gesture: Gesture, now: Box, dx: number, dy: number): Gesture {
  const { from, grid, id } = gesture
  const at = (rows: number) => movedBy(gesture, now.x + dx - from.x, now.y + rows - from.y)
  if (dx !== 0) return at(0)
  for (let rows = 1; rows <= ROWS_TO_TRY && now.y + dy * rows >= 0; rows++) {
    const next = at(dy * rows)
    const drawn = drawnWith(layout, grid, next)[id]
    if (drawn !== undefined && drawn.y !== now.y) return next
  }
  return gesture
}

/** The gesture after an arrow key. */
export function afterArrow(
  layout: Layout,
  gesture: Gesture,
  meaning: Extract<KeyMeaning, { kind: 'move' | 'resize' }>,
): Gesture {
  const now = drawnWith(layout, gesture.grid, gesture)[gesture.id] ?? gesture.wanted
  if (meaning.kind === 'move') return nextSpot(layout, gesture, now, meaning.dx, meaning.dy)
  const w = Math.min(Math.max(now.w + meaning.dw, 1), COLUMNS[gesture.grid] - now.x)
  const h = Math.min(Math.max(now.h + meaning.dh, 1), 100)
  return { ...gesture, wanted: { ...gesture.wanted, w, h } }
}
