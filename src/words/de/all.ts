/** German: every area of ../en. What lacks one does not compile. */
import type { canvasWords } from '../en/canvas'
import type { widgetsWords } from '../en/widgets'
import { canvas } from './canvas'
import { widgets } from './widgets'

/** An area here is a line here and a file beside this one. */
interface Areas {
  canvas: ReturnType<typeof canvasWords>
  widgets: ReturnType<typeof widgetsWords>
}

export const german: Areas = { canvas, widgets }
