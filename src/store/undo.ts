/** What this tab can take back and do again: pairs of changes, newest last. Knows no layouts. Used by actions. */
import type { Change } from '../../core/edits/diff'

/** More steps than a person goes back; bounds memory. */
const STEPS = 100

export interface Step {
  back: Change[]
  forth: Change[]
}

export interface UndoStack {
  push(step: Step): void
  /** The step to take back now, moved to the redo side; undefined: none. */
  takeBack(): Step | undefined
  /** The step to do again; undefined: none. */
  again(): Step | undefined
  clear(): void
  /** Oldest first, each. */
  all(): { done: readonly Step[]; undone: readonly Step[] }
  /** In the place of all there is. */
  put(steps: { done: Step[]; undone: Step[] }): void
  can(): { canUndo: boolean; canRedo: boolean }
}

export function createUndoStack(): UndoStack {
  let done: Step[] = []
  let undone: Step[] = []
  return {
    push(step) {
      done = [...done.slice(-(STEPS - 1)), step]
      undone = []
    },
    takeBack() {
      const step = done.pop()
      if (step !== undefined) undone.push(step)
      return step
    },
    again() {
      const step = undone.pop()
      if (step !== undefined) done.push(step)
      return step
    },
    clear() {
      done = []
      undone = []
    },
    all: () => ({ done, undone }),
    put(steps) {
      done = steps.done.slice(-STEPS)
      undone = steps.undone.slice(-STEPS)
    },
    can: () => ({ canUndo: done.length > 0, canRedo: undone.length > 0 }),
  }
}
