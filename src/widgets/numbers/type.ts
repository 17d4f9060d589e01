/** Registers the number tracker. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const numbers: WidgetType = {
  type: 'numbers',
  words: () => widgetsWords().numbers,
  sizes: { desktop: { w: 4, h: 4 }, mobile: { w: 4, h: 5 } },
  fields: {},
  load: async () => (await import('./numbers')).numbersParts,
}
