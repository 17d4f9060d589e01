/** Registers the countdown. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const countdown: WidgetType = {
  type: 'countdown',
  words: () => widgetsWords().countdown,
  sizes: { desktop: { w: 3, h: 2 }, mobile: { w: 4, h: 2 } },
  fields: { 'data/mode': 'until', 'data/units': 'days' },
  load: async () => (await import('./countdown')).countdownParts,
}
