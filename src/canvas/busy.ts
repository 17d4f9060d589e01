/** Whether somebody is at work on the page: then a reload waits (D9). Read off the page, so that no part has to report. */
import { isTextField } from '../ui/use-undo-keys'

/**
 * True while something is dragged or picked up, or the caret of this window is in a text field. Never of a page in the
 * background, which may have missed the end of a drag: what was typed there was kept when it was hidden.
 */
export function isBusy(): boolean {
  if (document.visibilityState === 'hidden') return false
  if (document.querySelector('[data-lifted]') !== null) return true
  return document.hasFocus() && isTextField(document.activeElement)
}
