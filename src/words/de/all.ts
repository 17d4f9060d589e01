/** German: every area of ../en. What lacks one does not compile. */
import type { widgetsWords } from '../en/widgets'
import { widgets } from './widgets'

/** An area here is a line here and a file beside this one. */
interface Areas {
  widgets: ReturnType<typeof widgetsWords>
}

export const german: Areas = { widgets }
