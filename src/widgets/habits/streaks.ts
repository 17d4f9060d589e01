/** Days in a row. Pure. */
import { type Day, dayAfter } from '../days'

export interface Streaks {
  /** Up to today, or up to yesterday as long as today may still be ticked. */
  now: number
  longest: number
}

/** Both in days. Days that are still to come do not count. */
export function streaksOf(done: ReadonlySet<Day>, today: Day): Streaks {
  const days = [...done].filter((day) => day <= today).sort()
  let longest = 0
  let run = 0
  let last: Day | null = null
  for (const day of days) {
    run = last !== null && dayAfter(last, 1) === day ? run + 1 : 1
    longest = Math.max(longest, run)
    last = day
  }
  const isOn = last === today || last === dayAfter(today, -1)
  return { now: isOn ? run : 0, longest }
}
