/** Registers the timer, which is a stopwatch and a pomodoro clock as well. What draws it is loaded with the first one. */
import { widgetsWords } from '../../words/en/widgets'
import type { WidgetType } from '../widget-type'

export const timer: WidgetType = {
  type: 'timer',
  words: () => widgetsWords().timer,
  sizes: { desktop: { w: 3, h: 4 }, mobile: { w: 4, h: 4 } },
  fields: { 'data/mode': 'timer' },
  load: async () => (await import('./timer')).timerParts,
}
