/**
 * A gesture that is under way, what is drawn during it, and the one edit it ends in (station 1, L1, L2). Pure.
 * Before: ./use-gesture. After: LayoutActions. Knows no pixels, pointers or keys.
 */
import type { Seen } from '../../core/edits/edit'
import { aim } from '../../core/layout/aim'
import { askedBoxes, readBox } from '../../core/layout/asked'
import { type Box, COLUMNS, type Grid, type Json, type Layout } from '../../core/layout/model'
import { type Asked, place } from '../../core/layout/place'
import { sameJson } from '../../core/layout/same-json'

export interface Gesture {
  id: string
  by: 'move' | 'resize' | 'keyboard'
  grid: Grid
  /** What was seen of the server when it began (S3). */
  base: Seen
  /** How the widget was drawn then. */
  from: Box
  /** Where the person wants it now, in drawn rows. */
  wanted: Box
}

export type Boxes = Record<string, Box>

const sameBox = (a: Box | undefined, b: Box | undefined) =>
  a !== undefined && b !== undefined && sameJson({ ...a }, { ...b })
const sameSpot = (a: Box, b: Box) => a.x === b.x && a.y === b.y

/** What the widget would ask for if the gesture ended now. */
function askFor(gesture: Gesture, asked: readonly Asked[]): Box {
  const { id, grid, from, wanted } = gesture
  const now = asked.find((widget) => widget.id === id)?.box ?? from
  // Only pulled larger or smaller: whatever row it asked for stays, though it is drawn elsewhere.
  if (sameSpot(from, wanted)) return { ...now, w: Math.min(wanted.w, COLUMNS[grid] - now.x), h: wanted.h }
  return aim(asked, COLUMNS[grid], id, wanted)
}

/** What is drawn: the layout as it would be if the gesture (null: none) ended now. */
export function drawnWith(layout: Layout, grid: Grid, gesture: Gesture | null): Boxes {
  const asked = askedBoxes(layout, grid)
  if (gesture === null || layout[gesture.id] === undefined) return place(asked, COLUMNS[grid])
  const box = askFor(gesture, asked)
  return place(
    asked.map((widget) => (widget.id === gesture.id ? { id: widget.id, box } : widget)),
    COLUMNS[grid],
  )
}

export type Outcome =
  | { kind: 'nothing' }
  | { kind: 'move'; box: Box }
  | { kind: 'resize'; size: { w: number; h: number } }
  /** It has no box on this grid yet: what was drawn was made from the other one. */
  | { kind: 'first-box'; fields: Record<string, Json> }

/** The one edit that the gesture ends in; nothing, when everything is drawn as it was. */
export function outcomeOf(layout: Layout, gesture: Gesture): Outcome {
  const widget = layout[gesture.id]
  if (widget === undefined) return { kind: 'nothing' }
  const before = drawnWith(layout, gesture.grid, null)
  const after = drawnWith(layout, gesture.grid, gesture)
  if (Object.keys(after).every((id) => sameBox(before[id], after[id]))) return { kind: 'nothing' }
  const asked = askedBoxes(layout, gesture.grid)
  const box = askFor(gesture, asked)
  const own = readBox(widget.fields[gesture.grid], COLUMNS[gesture.grid])
  if (own === undefined) return { kind: 'first-box', fields: { [gesture.grid]: { ...box } } }
  return sameSpot(own, box) ? { kind: 'resize', size: { w: box.w, h: box.h } } : { kind: 'move', box }
}
