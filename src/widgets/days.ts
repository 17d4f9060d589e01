/** Days as people count them: "2026-11-30" of the device's own calendar, and how many lie between two. Pure. */

/** A day as text: year, month and day, which sorts as days do. */
export type Day = string

const DAY_MS = 86_400_000
const two = (n: number) => String(n).padStart(2, '0')

/** True for a day that there is. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayAfter(text, 0) === text
}

/** The day at `ms` since 1970 where this device is. */
export function dayOf(ms: number): Day {
  const at = new Date(ms)
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** Its noon in UTC, ms since 1970: to be shown with `timeZone: 'UTC'`. NaN for what is no day. */
export function noonOf(day: Day): number {
  return Date.parse(`${day}T12:00:00Z`)
}

/** The day `count` days after it; before it when negative. */
export function dayAfter(day: Day, count: number): Day {
  const at = noonOf(day) + count * DAY_MS
  return Number.isFinite(at) && Math.abs(at) < 8e15 ? new Date(at).toISOString().slice(0, 10) : ''
}

/** Days from `a` to `b`; negative when `b` is before `a`. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((noonOf(b) - noonOf(a)) / DAY_MS)
}

/** 1: Monday … 7: Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(noonOf(day)).getUTCDay() || 7
}
