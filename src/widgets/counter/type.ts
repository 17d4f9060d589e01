/** Registers the counter. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const counter: WidgetType = {
  type: 'counter',
  words: () => widgetsWords().counter,
  sizes: { desktop: { w: 3, h: 3 }, mobile: { w: 4, h: 3 } },
  fields: {},
  load: async () => (await import('./counter')).counterParts,
}
