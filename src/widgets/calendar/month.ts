/** A month as weeks of days, and where a key moves to in it. Pure. */
import { type Day, dayAfter, daysBetween, isDay, noonOf, weekdayOf } from '../days'

/** "2026-11-01" with the month of `day`. */
const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01`

/** Every week that has a day of the month, seven days each, also those of the months around it. */
export function weeksOf(day: Day, firstWeekday: number): Day[][] {
  const first = firstOf(day)
  const start = dayAfter(first, -((weekdayOf(first) - firstWeekday + 7) % 7))
  const last = dayAfter(monthsAfter(first, 1), -1)
  const weeks = Math.floor(daysBetween(start, last) / 7) + 1
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, i) => dayAfter(start, week * 7 + i)))
}

/** The same day `count` months after it, or the last one of that month when it is shorter. Stays within the years 1 to 9998. */
export function monthsAfter(day: Day, count: number): Day {
  const [year = 1, month = 1, of = 1] = day.split('-').map(Number)
  const months = Math.min(9998 * 12 + 11, Math.max(12, year * 12 + month - 1 + count))
  const prefix = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
  const candidates = [of, 30, 29, 28].filter((n) => n <= of).map((n) => `${prefix}-${String(n).padStart(2, '0')}`)
  return candidates.find(isDay) ?? `${prefix}-28`
}

/** Where a key moves the focus from `day`, as in the date grid of WAI-ARIA; null: it is no key of the grid. */
export function movedBy(key: string, shift: boolean, day: Day, firstWeekday: number, rtl: boolean): Day | null {
  const inWeek = (weekdayOf(day) - firstWeekday + 7) % 7
  const forward = rtl ? -1 : 1
  switch (key) {
    case 'ArrowLeft':
      return dayAfter(day, -forward)
    case 'ArrowRight':
      return dayAfter(day, forward)
    case 'ArrowUp':
      return dayAfter(day, -7)
    case 'ArrowDown':
      return dayAfter(day, 7)
    case 'Home':
      return dayAfter(day, -inWeek)
    case 'End':
      return dayAfter(day, 6 - inWeek)
    case 'PageUp':
      return monthsAfter(day, shift ? -12 : -1)
    case 'PageDown':
      return monthsAfter(day, shift ? 12 : 1)
    default:
      return null
  }
}

/** The ISO number of the week that the day is in. */
export function weekNumber(day: Day): number {
  const thursday = dayAfter(day, 4 - weekdayOf(day))
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
}

/** True where `noonOf` gives a time that can be shown. */
export const canShow = (day: Day): boolean => Number.isFinite(noonOf(day))
