/** A widget of a type that this version does not know: kept and synced as it is, and said to the person. */
import { widgetsWords } from '../words/en/widgets'
import type { WidgetType } from './widget-type'

export const unknown: WidgetType = {
  type: '',
  words: () => widgetsWords().unknown,
  sizes: { desktop: { w: 4, h: 3 }, mobile: { w: 4, h: 3 } },
  fields: {},
  load: async () => (await import('./unknown-parts')).unknownParts,
}
