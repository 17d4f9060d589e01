/**
 * Two layouts on one grid: what is drawn where on either, and how each widget differs. Pure. Before: ./version-memory has them.
 * After: ./old-canvas draws it, ./said says it.
 */
import { compareLayouts } from '../../../core/history/compare'
import { deedsOf } from '../../../core/history/deeds'
import type { PlainLayout } from '../../../core/history/plain-layout'
import { askedBoxes } from '../../../core/layout/asked'
import { type Box, COLUMNS, type Grid, type Layout, type Widget } from '../../../core/layout/model'
import { place } from '../../../core/layout/place'
import type { WidgetChange } from '../../../core/wire/widget-change'

export const MARKS = ['added', 'removed', 'moved', 'resized', 'changed'] as const
export type Mark = (typeof MARKS)[number]

/** One widget as it is drawn. */
export interface Drawn {
  widget: Widget
  box: Box
  /** How it differs; none: it does not, on this grid. */
  marks: Mark[]
  /** It is not in this layout any more: where it was is shown. */
  isGone: boolean
  /** Where it was moved from, if it was. */
  from: Box | null
}

export interface Comparison {
  /** What leads from the one to the other, without words. */
  changes: WidgetChange[]
  before: Drawn[]
  after: Drawn[]
}

/** The boxes that the canvas draws of a layout (L1), by id. */
export const drawnBoxes = (layout: Layout, grid: Grid): Record<string, Box> =>
  place(askedBoxes(layout, grid), COLUMNS[grid])

/** A layout by itself. */
export function drawnAlone(layout: Layout, grid: Grid): Drawn[] {
  const boxes = drawnBoxes(layout, grid)
  return inReadingOrder(
    Object.values(layout).flatMap((widget) => {
      const box = boxes[widget.id]
      return box === undefined ? [] : [{ widget, box, marks: [], isGone: false, from: null }]
    }),
  )
}

/** Both, each with its marks. In `after` there are also those that are gone, where they were. */
export function compareOn(grid: Grid, before: Layout, after: Layout): Comparison {
  const changes = changesBetween(before, after)
  const marks = marksOf(changes, grid)
  const marked = (drawn: Drawn): Drawn => ({ ...drawn, marks: marks.get(drawn.widget.id) ?? [] })
  const was = drawnAlone(before, grid).map(marked)
  const is = drawnAlone(after, grid).map(marked)
  const boxesBefore = new Map(was.map(({ widget, box }) => [widget.id, box]))
  const gone = was.filter(({ widget }) => after[widget.id] === undefined).map((drawn) => ({ ...drawn, isGone: true }))
  const withFrom = is.map((drawn) => {
    const from = drawn.marks.includes('moved') ? boxesBefore.get(drawn.widget.id) : undefined
    return from === undefined || isSameBox(from, drawn.box) ? drawn : { ...drawn, from }
  })
  return { changes, before: was, after: inReadingOrder([...withFrom, ...gone]) }
}

/** What leads from `before` to `after`. */
export function changesBetween(before: Layout, after: Layout): WidgetChange[] {
  const is = plain(after)
  return deedsOf(compareLayouts(plain(before), is), is)
}

const plain = (layout: Layout): PlainLayout =>
  Object.fromEntries(Object.values(layout).map(({ id, fields }) => [id, fields]))

function marksOf(changes: readonly WidgetChange[], grid: Grid): Map<string, Mark[]> {
  const byWidget = new Map<string, Set<Mark>>()
  for (const change of changes) {
    const known = byWidget.get(change.widget) ?? new Set()
    byWidget.set(change.widget, known)
    for (const mark of marksFor(change, grid)) known.add(mark)
  }
  return new Map([...byWidget].map(([id, known]) => [id, MARKS.filter((mark) => known.has(mark))]))
}

/** A move on the other grid is to be read, not seen. */
function marksFor({ did, grid: on }: WidgetChange, grid: Grid): Mark[] {
  if (did === 'added' || did === 'brought-back') return ['added']
  if (did === 'removed') return ['removed']
  if (did === 'renamed' || did === 'edited') return ['changed']
  if (on !== grid) return []
  return did === 'moved-and-resized' ? ['moved', 'resized'] : [did]
}

const isSameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

/** From the top to the bottom, as it is read aloud. */
const inReadingOrder = (drawn: Drawn[]): Drawn[] => drawn.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
