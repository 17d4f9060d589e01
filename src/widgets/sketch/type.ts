/** Registers the sketch pad. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const sketch: WidgetType = {
  type: 'sketch',
  words: () => widgetsWords().sketch,
  sizes: { desktop: { w: 4, h: 5 }, mobile: { w: 4, h: 5 } },
  fields: {},
  load: async () => (await import('./sketch')).sketchParts,
}
