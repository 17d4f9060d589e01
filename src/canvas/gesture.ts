/**
 * A gesture that is under way, what is drawn during it, and the edits it ends in: one for each widget in the hand (station 1,
 * L1, L2). Pure. Before: ./use-gesture. After: LayoutActions. Knows no pixels, pointers or keys.
 */
import type { Seen } from '../../core/edits/edit'
import { aim, aimTogether } from '../../core/layout/aim'
import { askedBoxes, readBox } from '../../core/layout/asked'
import { type Box, COLUMNS, type Grid, type Json, type Layout } from '../../core/layout/model'
import { type Asked, place } from '../../core/layout/place'
import { sameJson } from '../../core/layout/same-json'

export type Boxes = Record<string, Box>

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
  /** The other selected widgets, which go the same way, as they were drawn then. */
  along: Boxes
}

/** The side by which a widget is resized: `x` -1 its start, 1 its end; `y` 1 its bottom; 0 neither. */
export interface Edge {
  x: -1 | 0 | 1
  y: 0 | 1
}

const sameBox = (a: Box | undefined, b: Box | undefined) =>
  a !== undefined && b !== undefined && sameJson({ ...a }, { ...b })
const sameSpot = (a: Box, b: Box) => a.x === b.x && a.y === b.y

/** The gesture with its widget moved by whole columns and rows from where it began, as far as the grid lets all of them go. */
export function movedBy(gesture: Gesture, columns: number, rows: number): Gesture {
  const { from, along, grid } = gesture
  const all = [from, ...Object.values(along)]
  const least = -Math.min(...all.map(({ x }) => x))
  const most = COLUMNS[grid] - Math.max(...all.map(({ x, w }) => x + w))
  const x = from.x + Math.min(Math.max(columns, least), most)
  return { ...gesture, wanted: { ...gesture.wanted, x, y: Math.max(from.y + rows, 0) } }
}

/** The gesture with one edge, or the corner of two, pulled by whole columns and rows from where it began. */
export function resizedBy(gesture: Gesture, edge: Edge, columns: number, rows: number): Gesture {
  const { from, grid } = gesture
  const end = from.x + from.w
  const x = edge.x === -1 ? Math.min(Math.max(from.x + columns, 0), end - 1) : from.x
  const w = edge.x === 0 ? from.w : edge.x === -1 ? end - x : Math.min(Math.max(from.w + columns, 1), COLUMNS[grid] - x)
  const h = edge.y === 0 ? from.h : Math.min(Math.max(from.h + rows, 1), 100)
  return { ...gesture, wanted: { x, y: from.y, w, h } }
}

/** What each widget in the hand would ask for if the gesture ended now. */
function askFor(gesture: Gesture, asked: readonly Asked[]): Boxes {
  const { id, grid, from, wanted, along } = gesture
  const others = asked.filter((one) => along[one.id] !== undefined)
  if (others.length === 0 || gesture.by === 'resize') {
    const now = asked.find((widget) => widget.id === id)?.box ?? from
    // Only pulled larger or smaller: whatever row it asked for stays, though it is drawn elsewhere.
    if (sameSpot(from, wanted)) return { [id]: { ...now, w: Math.min(wanted.w, COLUMNS[grid] - now.x), h: wanted.h } }
    return { [id]: aim(asked, COLUMNS[grid], id, wanted) }
  }
  const [dx, dy] = [wanted.x - from.x, wanted.y - from.y]
  const going: Boxes = { [id]: wanted }
  for (const other of others) {
    const box = along[other.id] as Box
    going[other.id] = { ...box, x: box.x + dx, y: Math.max(box.y + dy, 0) }
  }
  return aimTogether(asked, COLUMNS[grid], going)
}

/** What is drawn: the layout as it would be if the gesture (null: none) ended now. */
export function drawnWith(layout: Layout, grid: Grid, gesture: Gesture | null): Boxes {
  const asked = askedBoxes(layout, grid)
  if (gesture === null || layout[gesture.id] === undefined) return place(asked, COLUMNS[grid])
  const boxes = askFor(gesture, asked)
  return place(
    asked.map((widget) => ({ id: widget.id, box: boxes[widget.id] ?? widget.box })),
    COLUMNS[grid],
  )
}

export type Outcome =
  | { kind: 'nothing' }
  | { kind: 'move'; box: Box }
  | { kind: 'resize'; size: { w: number; h: number } }
  /** It has no box on this grid yet: what was drawn was made from the other one. */
  | { kind: 'first-box'; fields: Record<string, Json> }
  /** Several went along: the boxes of those that ask for another one now. */
  | { kind: 'move-several'; boxes: Boxes }

/** What the gesture ends in; nothing, when everything is drawn as it was. */
export function outcomeOf(layout: Layout, gesture: Gesture): Outcome {
  const { id, grid } = gesture
  const widget = layout[id]
  if (widget === undefined) return { kind: 'nothing' }
  const before = drawnWith(layout, grid, null)
  const after = drawnWith(layout, grid, gesture)
  if (Object.keys(after).every((one) => sameBox(before[one], after[one]))) return { kind: 'nothing' }
  const own = (one: string) => readBox(layout[one]?.fields[grid], COLUMNS[grid])
  const boxes = askFor(gesture, askedBoxes(layout, grid))
  const several = Object.keys(boxes)
  if (several.length > 1) {
    return {
      kind: 'move-several',
      boxes: Object.fromEntries(Object.entries(boxes).filter(([one, to]) => !sameBox(own(one), to))),
    }
  }
  const box = boxes[id] as Box
  const now = own(id)
  if (now === undefined) return { kind: 'first-box', fields: { [grid]: { ...box } } }
  return sameSpot(now, box) ? { kind: 'resize', size: { w: box.w, h: box.h } } : { kind: 'move', box }
}
