/** Registers the counter. What draws it is loaded with the first one. */
import Diff from 'lucide/dist/esm/icons/diff.mjs'
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const counter: WidgetType = {
  type: 'counter',
  words: () => widgetsWords().counter,
  icon: Diff,
  sizes: { desktop: { w: 3, h: 3 }, mobile: { w: 4, h: 3 } },
  fields: {},
  load: async () => (await import('./counter')).counterParts,
}
