/**
 * Dashboards to begin with. Each is a list of widgets in the person's words, with a place on both grids. Pure but for the
 * language. Before: ./empty-canvas. After: actions.addWidgets.
 */

import type { Box, Json } from '../../core/layout/model'
import { FIRST_ROW } from '../../core/layout/place'
import type { NewWidget } from '../store/layout-actions'
import { startersWords } from '../words/en/starters'

export interface Starter {
  key: string
  words(): { name: string; about: string }
  /** Drawn in its picture, too: boxes of the desktop grid. */
  widgets(): NewWidget[]
}

const at = (x: number, y: number, w: number, h: number): Box => ({ x, y: FIRST_ROW + y, w, h })

function widget(type: string, desktop: Box, mobile: Box, fields: Record<string, Json> = {}): NewWidget {
  return { type, fields: { ...fields, desktop: { ...desktop }, mobile: { ...mobile } } }
}

/** The keys are the same on every device, so that two that begin alike do not differ in them. */
const todos = (texts: readonly string[]): Record<string, Json> =>
  Object.fromEntries(texts.map((text, i) => [`data/item:${i + 1}`, { text, done: false, order: i + 1 }]))

export const STARTERS: readonly Starter[] = [
  {
    key: 'everyday',
    words: () => startersWords().everyday,
    widgets() {
      const { today, todos: texts, shopping, shoppingText } = startersWords().everyday
      return [
        widget('todo', at(0, 0, 4, 6), at(0, 2, 4, 5), { title: today, ...todos(texts) }),
        widget('calendar', at(4, 0, 5, 6), at(0, 10, 4, 6)),
        widget('clock', at(9, 0, 3, 2), at(0, 0, 4, 2)),
        widget('note', at(9, 2, 3, 4), at(0, 7, 4, 3), {
          title: shopping,
          'data/text': shoppingText,
          'data/colour': 'yellow',
        }),
      ]
    },
  },
  {
    key: 'focus',
    words: () => startersWords().focus,
    widgets() {
      const { next, nextTodos, notes } = startersWords().focus
      return [
        widget('timer', at(0, 0, 4, 4), at(0, 0, 4, 4), { 'data/mode': 'pomodoro' }),
        widget('todo', at(4, 0, 4, 4), at(0, 4, 4, 4), { title: next, ...todos(nextTodos) }),
        widget('note', at(8, 0, 4, 4), at(0, 12, 4, 3), { title: notes, 'data/colour': 'blue' }),
        widget('habits', at(0, 4, 12, 4), at(0, 8, 4, 4)),
      ]
    },
  },
  {
    key: 'trip',
    words: () => startersWords().trip,
    widgets() {
      const { packing, packingTodos, ideas } = startersWords().trip
      return [
        widget('countdown', at(0, 0, 4, 3), at(0, 0, 4, 3)),
        widget('todo', at(4, 0, 4, 6), at(0, 3, 4, 5), { title: packing, ...todos(packingTodos) }),
        widget('links', at(8, 0, 4, 6), at(0, 8, 4, 4)),
        widget('note', at(0, 3, 4, 3), at(0, 12, 4, 3), { title: ideas, 'data/colour': 'green' }),
      ]
    },
  },
]
