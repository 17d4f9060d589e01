/** Registers the widget that shows how syncing goes. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const syncHealth: WidgetType = {
  type: 'sync-health',
  words: () => widgetsWords()['sync-health'],
  sizes: { desktop: { w: 4, h: 5 }, mobile: { w: 4, h: 5 } },
  fields: {},
  load: async () => (await import('./sync-health')).syncHealthParts,
}
