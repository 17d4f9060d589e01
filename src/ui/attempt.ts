/** Does what a person asked for, and says so in a toast when a limit forbids it (LayoutActions throw RangeError then). */
import type { Toasts } from './toasts'

/** True when it was done. Anything but a RangeError is a bug and is thrown on. */
export function attempt(toasts: Toasts, action: () => void): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    toasts.push({ kind: 'error', text: error.message })
    return false
  }
}
