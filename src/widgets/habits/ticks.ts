/**
 * Which days a habit was done. A day is a field of its own (`data/day:<habit>:2026-11-30`), because two devices tick different
 * days, and a month in one field would lose one of the two. Days that are long over are packed into one field a year
 * (`data/year:<habit>:2025`, a number a month with a bit a day), because a widget has 2,000 fields and a habit 365 days a year.
 * By then every device has sent its ticks; what comes later still stays a field of its own, which counts before the year's.
 *
 * Pure. Used by ./habits.
 */
import type { Json, Widget } from '../../../core/layout/model'
import { type Day, dayAfter, isDay } from '../days'
import { numberOr } from '../read-number'
import type { Fields } from '../use-edit'

const DAY = 'data/day:'
const YEAR = 'data/year:'

/** Days stay fields for so long. */
const PACKED_AFTER_DAYS = 92
/** So many are packed at once, and not one every day. */
const PACKED_FROM = 31

/** With 12 habits, at most 12 × (92 + 31) fields are days. */
export const MAX_HABITS = 12

/** Twelve numbers, one a month; bit 0 is its first day. */
function monthsOf(value: Json | undefined): number[] {
  const months = Array.isArray(value) ? value : []
  return Array.from({ length: 12 }, (_, i) => Math.floor(numberOr(months[i], 0, 0, 2 ** 31 - 1)))
}

const placeOf = (day: Day) => ({
  year: day.slice(0, 4),
  month: Number(day.slice(5, 7)) - 1,
  bit: Number(day.slice(8)) - 1,
})

/** The fields of single days of the habit, with a day that there is. */
function dayFields({ fields }: Widget, habit: string): { field: string; day: Day; done: boolean }[] {
  const prefix = `${DAY}${habit}:`
  return Object.entries(fields).flatMap(([field, value]) => {
    if (!field.startsWith(prefix)) return []
    const day = field.slice(prefix.length)
    return isDay(day) ? [{ field, day, done: value === true }] : []
  })
}

/** Every day on which the habit was done. */
export function daysDone(widget: Widget, habit: string): Set<Day> {
  const done = new Set<Day>()
  const prefix = `${YEAR}${habit}:`
  for (const [field, value] of Object.entries(widget.fields)) {
    const year = field.slice(prefix.length)
    if (!field.startsWith(prefix) || !/^\d{4}$/.test(year)) continue
    monthsOf(value).forEach((bits, month) => {
      for (let bit = 0; bit < 31; bit++) {
        const day = `${year}-${String(month + 1).padStart(2, '0')}-${String(bit + 1).padStart(2, '0')}`
        if ((bits & (1 << bit)) !== 0 && isDay(day)) done.add(day)
      }
    })
  }
  for (const { day, done: isDone } of dayFields(widget, habit)) {
    if (isDone) done.add(day)
    else done.delete(day)
  }
  return done
}

/** What packs the habit's old days, once there are enough of them; {}: nothing to do. */
function packed(widget: Widget, habit: string, today: Day): Fields {
  const old = dayFields(widget, habit).filter(({ day }) => day < dayAfter(today, -PACKED_AFTER_DAYS))
  if (old.length < PACKED_FROM) return {}
  const fields: Fields = {}
  for (const { field, day, done } of old) {
    const { year, month, bit } = placeOf(day)
    const name = `${YEAR}${habit}:${year}`
    const months = monthsOf(fields[name] ?? widget.fields[name])
    const bits = months[month] ?? 0
    months[month] = done ? bits | (1 << bit) : bits & ~(1 << bit)
    fields[name] = months
    fields[field] = undefined
  }
  return fields
}

/** The edit that ticks a day or takes the tick away. */
export function ticked(widget: Widget, habit: string, day: Day, done: boolean, today: Day): Fields {
  const { year, month, bit } = placeOf(day)
  const inYear = ((monthsOf(widget.fields[`${YEAR}${habit}:${year}`])[month] ?? 0) & (1 << bit)) !== 0
  // A no is written only where the year says yes.
  return { ...packed(widget, habit, today), [`${DAY}${habit}:${day}`]: done ? true : inYear ? false : undefined }
}

/** The edit that removes a habit and all its days. */
export function withoutHabit({ fields }: Widget, field: string, habit: string): Fields {
  const its = (name: string) => name.startsWith(`${DAY}${habit}:`) || name.startsWith(`${YEAR}${habit}:`)
  return Object.fromEntries([field, ...Object.keys(fields).filter(its)].map((name) => [name, undefined]))
}
