/** What the canvas says of a change to people who do not see it. Pure but for the language. */
import { type Box, COLUMNS, type Grid } from '../../core/layout/model'
import { canvasWords } from '../words/en/canvas'

/** What became of the widget called `name`. */
export function changed(name: string, before: Box, after: Box, grid: Grid): string {
  const words = canvasWords()
  const moved = before.x !== after.x || before.y !== after.y
  const resized = before.w !== after.w || before.h !== after.h
  if (moved && resized) return words.movedAndResized(name, after, COLUMNS[grid])
  if (moved) return words.moved(name, after, COLUMNS[grid])
  return resized ? words.resized(name, after) : words.stays(name)
}
