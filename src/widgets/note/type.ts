/** Registers the note. What draws it is loaded with the first one. */
import StickyNote from 'lucide/dist/esm/icons/sticky-note.mjs'
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const note: WidgetType = {
  type: 'note',
  words: () => widgetsWords().note,
  icon: StickyNote,
  sizes: { desktop: { w: 3, h: 3 }, mobile: { w: 4, h: 3 } },
  fields: { 'data/colour': 'yellow' },
  load: async () => (await import('./note')).noteParts,
}
