/** Registers the clock. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const clock: WidgetType = {
  type: 'clock',
  words: () => widgetsWords().clock,
  sizes: { desktop: { w: 3, h: 2 }, mobile: { w: 4, h: 2 } },
  fields: { 'data/zone': '', 'data/hours': 'auto', 'data/seconds': false, 'data/face': 'digital' },
  load: async () => (await import('./clock')).clockParts,
}
