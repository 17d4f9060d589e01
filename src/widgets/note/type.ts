/** Registers the note. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const note: WidgetType = {
  type: 'note',
  words: () => widgetsWords().note,
  sizes: { desktop: { w: 3, h: 3 }, mobile: { w: 4, h: 3 } },
  fields: { 'data/colour': 'yellow' },
  load: async () => (await import('./note')).noteParts,
}
