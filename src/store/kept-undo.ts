/**
 * Keeps the undo stack of a tab over a reload, in the tab's own storage (session storage): another tab has an undo of its own.
 * Written when the page hides, which a reload does, for the whole stack at every edit would cost more than the edit. Knows
 * no actions. Used by ./actions.
 */
import type { Change } from '../../core/edits/diff'
import { isFieldKey } from '../../core/layout/limits'
import type { StringStorage } from '../env'
import type { Step, UndoStack } from './undo'

const KEY = 'holdfast:undo'
/** Session storage holds some 5 million characters; older steps give way. */
const MOST_CHARS = 1_000_000

function isChange(value: unknown): value is Change {
  if (value === null || typeof value !== 'object') return false
  const change = value as Record<string, unknown>
  if (typeof change.widget !== 'string') return false
  if (change.remove === true || change.revive === true) return true
  return typeof change.field === 'string' && isFieldKey(change.field) && ('value' in change || change.unset === true)
}

const isStep = (value: unknown): value is Step =>
  value !== null &&
  typeof value === 'object' &&
  [(value as Step).back, (value as Step).forth].every((part) => Array.isArray(part) && part.every(isChange))

const stepsOf = (value: unknown): Step[] => (Array.isArray(value) ? value.filter(isStep) : [])

/** Puts what an earlier life of this tab kept for `account` on the stack. Never throws. */
export function restoreUndo(stack: UndoStack, storage: StringStorage | null, account: string): void {
  try {
    const kept: unknown = JSON.parse(storage?.get(KEY) ?? 'null')
    if (kept === null || typeof kept !== 'object' || (kept as { account?: unknown }).account !== account) return
    const { done, undone } = kept as Record<string, unknown>
    stack.put({ done: stepsOf(done), undone: stepsOf(undone) })
  } catch {
    // Without it nothing but convenience is lost.
  }
}

/** Keeps the stack for `account`; what does not fit, oldest first, is left out. Never throws. */
export function keepUndo(stack: UndoStack, storage: StringStorage | null, account: string): void {
  const { done, undone } = stack.all()
  const textOf = (steps: readonly Step[]) => JSON.stringify({ account, done: steps, undone })
  try {
    let text = textOf(done)
    for (let from = 1; text.length > MOST_CHARS && from <= done.length; from *= 2) text = textOf(done.slice(from))
    if (text.length > MOST_CHARS || done.length + undone.length === 0) storage?.remove(KEY)
    else storage?.set(KEY, text)
  } catch {
    // As above.
  }
}
