/** Does what a person asked for, and says so in a toast when a limit forbids it (LayoutActions throw RangeError then). */
import type { Toasts } from './toasts'

/** Key of the toast that offers to undo the last thing done. */
export const UNDO_OFFER = 'undo'

/**
 * True when it was done. An undo that is offered goes, for it would now take back this instead.
 * Anything but a RangeError is a bug and is thrown on.
 */
export function attempt(toasts: Toasts, action: () => void): boolean {
  toasts.dismiss(UNDO_OFFER)
  try {
    action()
    return true
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    toasts.push({ kind: 'error', text: error.message })
    return false
  }
}
