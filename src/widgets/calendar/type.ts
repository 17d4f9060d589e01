/** Registers the calendar. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const calendar: WidgetType = {
  type: 'calendar',
  words: () => widgetsWords().calendar,
  sizes: { desktop: { w: 4, h: 6 }, mobile: { w: 4, h: 7 } },
  fields: {},
  load: async () => (await import('./calendar')).calendarParts,
}
