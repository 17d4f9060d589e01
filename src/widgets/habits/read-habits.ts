/** The habits of a widget, in their order, whatever another version wrote. Pure. */
import type { Json, Widget } from '../../../core/layout/model'
import { habitsWords } from '../../words/en/habits'
import { DOT_COLOURS, type DotColour } from '../colours'
import { readEntries } from '../read-field'

export const HABIT = 'data/habit:'

export interface Habit {
  /** What its days are named after. */
  key: string
  field: string
  name: string
  colour: DotColour
  parts: Record<string, Json>
  order: number
}

export function readHabits(widget: Widget): Habit[] {
  return readEntries(widget, HABIT).map(({ field, parts, order }) => ({
    key: field.slice(HABIT.length),
    field,
    name: typeof parts.name === 'string' && parts.name.trim() !== '' ? parts.name.trim() : habitsWords().unnamed,
    colour: DOT_COLOURS.find((colour) => colour === parts.colour) ?? 'green',
    parts,
    order,
  }))
}
