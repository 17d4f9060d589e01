/** Registers the habits. What draws them is loaded with the first one. */
import CalendarCheck from 'lucide/dist/esm/icons/calendar-check.mjs'
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const habits: WidgetType = {
  type: 'habits',
  words: () => widgetsWords().habits,
  icon: CalendarCheck,
  sizes: { desktop: { w: 4, h: 4 }, mobile: { w: 4, h: 5 } },
  fields: {},
  load: async () => (await import('./habits')).habitsParts,
}
