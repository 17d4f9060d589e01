/** Registers the habits. What draws them is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const habits: WidgetType = {
  type: 'habits',
  words: () => widgetsWords().habits,
  sizes: { desktop: { w: 4, h: 4 }, mobile: { w: 4, h: 5 } },
  fields: {},
  load: async () => (await import('./habits')).habitsParts,
}
