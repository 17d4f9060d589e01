/** Whether the browser's own copy, cut and paste mean widgets. Used by ./use-copies and ./use-paste-first. */
import { isTextField } from '../ui/use-undo-keys'

/** Tells the text of widgets from any other; see ./clipboard-text. */
export const KIND = 'holdfast-widgets'

/** Text is selected, or typed, or a dialog lies over the page: then they are none of the canvas's. */
export const isTextMeant = (): boolean =>
  isTextField(document.activeElement) ||
  document.getSelection()?.isCollapsed === false ||
  document.querySelector('dialog[open]') !== null
