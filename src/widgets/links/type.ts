/** Registers the links. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const links: WidgetType = {
  type: 'links',
  words: () => widgetsWords().links,
  sizes: { desktop: { w: 3, h: 4 }, mobile: { w: 4, h: 5 } },
  fields: { 'data/look': 'list' },
  load: async () => (await import('./links')).linksParts,
}
