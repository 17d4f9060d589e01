/** The dates of a calendar: each a field of its own (`data/date:2026-12-24:<key>`), so that two devices that add two never conflict. Pure. */
import type { Json, Widget } from '../../../core/layout/model'
import { type Day, isDay } from '../days'
import { partsOf } from '../read-field'

const DATE = 'data/date:'

export interface OwnDate {
  field: string
  day: Day
  text: string
}

export const dateField = (day: Day, key: string): string => `${DATE}${day}:${key}`

export const dateText = (value: Json | undefined): string => {
  const { text } = partsOf(value)
  return typeof text === 'string' ? text : ''
}

/** All of them, by day; those of one day in the order of their keys. */
export function readDates({ fields }: Widget): OwnDate[] {
  return Object.entries(fields)
    .flatMap(([field, value]): OwnDate[] => {
      if (!field.startsWith(DATE)) return []
      const day = field.slice(DATE.length, DATE.length + 10)
      const isOne = isDay(day) && field[DATE.length + 10] === ':'
      return isOne ? [{ field, day, text: dateText(value) }] : []
    })
    .sort((a, b) => (a.field < b.field ? -1 : 1))
}
