/** Registers the to-do list. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const todo: WidgetType = {
  type: 'todo',
  words: () => widgetsWords().todo,
  sizes: { desktop: { w: 3, h: 4 }, mobile: { w: 4, h: 5 } },
  fields: {},
  load: async () => (await import('./todo')).todoParts,
}
