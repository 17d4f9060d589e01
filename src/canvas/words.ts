/** What the canvas says to people who do not see it. Columns and rows count from 1. Pure. */
import type { Box } from '../../core/layout/model'

const columns = (n: number) => (n === 1 ? '1 column' : `${n} columns`)
const rows = (n: number) => (n === 1 ? '1 row' : `${n} rows`)

export const HOW_TO_MOVE =
  'Press Enter to pick it up, then the arrow keys to move it, Shift and the arrow keys to resize it, Enter to drop it, Escape to put it back. Delete removes it.'

export function pickedUp(name: string, at: Box): string {
  return `Picked up ${name} at column ${at.x + 1}, row ${at.y + 1}. Arrow keys move, Shift and arrow keys resize, Enter drops, Escape cancels.`
}

/** After an arrow key or a pointer's drop: what became of the widget. */
export function changed(name: string, before: Box, after: Box): string {
  const moved = before.x !== after.x || before.y !== after.y
  const resized = before.w !== after.w || before.h !== after.h
  if (moved && resized) {
    return `${name} moved to column ${after.x + 1}, row ${after.y + 1}, now ${columns(after.w)} wide and ${rows(after.h)} high`
  }
  if (moved) return `${name} moved to column ${after.x + 1}, row ${after.y + 1}`
  if (resized) return `${name} is now ${columns(after.w)} wide and ${rows(after.h)} high`
  return `${name} stays where it was`
}

export const cannotGoFurther = (name: string) => `${name} cannot go further`
export const dropped = (name: string, at: Box) => `${name} dropped at column ${at.x + 1}, row ${at.y + 1}`
export const putBack = (name: string) => `${name} put back`
export const removed = (name: string) => `${name} removed`
