/**
 * From now to a moment, in whole units of the calendar: a day is from one midnight to the next, also where clocks are set
 * forward in between. Pure but for the device's time zone.
 */

/** What a countdown counts to. Local: on a journey it stays the same day and hour. */
export interface Moment {
  /** ms since 1970; the start of the day where it has no time. */
  at: number
  hasTime: boolean
}

export const UNITS = ['days', 'weeks', 'calendar'] as const
export type Units = (typeof UNITS)[number]

type Unit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'
/** So many of a unit, never none. */
export type Part = readonly [amount: number, unit: Unit]

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/
const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** @returns null where `date` is no day of the calendar; a `time` that is none is left out */
export function readMoment(date: string, time: string): Moment | null {
  const day = DATE.exec(date)
  if (day === null) return null
  const [year, month, dayOfMonth] = day.slice(1).map(Number) as [number, number, number]
  const clock = TIME.exec(time)
  const at = new Date(year, month - 1, dayOfMonth, Number(clock?.[1] ?? 0), Number(clock?.[2] ?? 0))
  if (at.getFullYear() !== year || at.getMonth() !== month - 1 || at.getDate() !== dayOfMonth) return null
  return { at: at.getTime(), hasTime: clock !== null }
}

const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0)

function addDays(ms: number, days: number): number {
  const date = new Date(ms)
  return date.setDate(date.getDate() + days)
}

/** The same day of another month, or that month's last. */
function addMonths(ms: number, months: number): number {
  const date = new Date(ms)
  const day = date.getDate()
  date.setDate(1)
  date.setMonth(date.getMonth() + months)
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate()
  return date.setDate(Math.min(day, last))
}

/** How often `step` fits between; `guess` may be one too many. */
function fitting(from: number, to: number, guess: number, step: (ms: number, times: number) => number): number {
  let times = Math.max(guess, 0)
  while (times > 0 && step(from, times) > to) times--
  return times
}

/** `seconds`: how what is less than a minute is rounded. */
function partsBetween(from: number, to: number, units: Units, seconds: (amount: number) => number): Part[] {
  const [a, b] = [new Date(from), new Date(to)]
  const apart = (b.getFullYear() - a.getFullYear()) * 12 + b.getMonth() - a.getMonth()
  const months = units === 'calendar' ? fitting(from, to, apart, addMonths) : 0
  const afterMonths = addMonths(from, months)
  const days = fitting(afterMonths, to, Math.ceil((to - afterMonths) / DAY_MS) + 1, addDays)
  const rest = to - addDays(afterMonths, days)
  const weeks = units === 'weeks' ? Math.floor(days / 7) : 0
  const all: Part[] = [
    [Math.floor(months / 12), 'year'],
    [months % 12, 'month'],
    [weeks, 'week'],
    [days - weeks * 7, 'day'],
    [Math.floor(rest / HOUR_MS), 'hour'],
    [Math.floor((rest % HOUR_MS) / MINUTE_MS), 'minute'],
  ]
  const parts = all.filter(([amount]) => amount > 0)
  const whole = Math.min(seconds(rest / SECOND_MS), 59)
  return parts.length === 0 && whole > 0 ? [[whole, 'second']] : parts
}

export interface Span {
  /** It is over, or has begun. Of a whole day: once the day is over. */
  isPast: boolean
  /** The largest first; []: it is this very day, or moment. */
  parts: Part[]
}

/** From `now`, ms since 1970. */
export function spanTo({ at, hasTime }: Moment, now: number, units: Units): Span {
  const from = hasTime ? now : midnight(now)
  return from < at || (!hasTime && from === at)
    ? { isPast: false, parts: partsBetween(from, at, units, Math.ceil) }
    : { isPast: true, parts: partsBetween(at, from, units, Math.floor) }
}

/** When the span is next another one: at midnight; with a time at a full minute, or second near the moment. For `useNow`. */
export function nextChange({ at, hasTime }: Moment, now: number): number {
  if (!hasTime) return addDays(midnight(now), 1)
  const away = Math.abs(at - now)
  if (at <= now) {
    const step = away < MINUTE_MS ? SECOND_MS : MINUTE_MS
    return now + step - (away % step)
  }
  // Of 12 minutes and no second twelve are left, a moment later eleven; seconds are told up to their end.
  return away < MINUTE_MS ? now + (away % SECOND_MS || SECOND_MS) : now + (away % MINUTE_MS) + 1
}
