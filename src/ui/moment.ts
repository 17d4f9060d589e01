/** When something was, as a list of versions or conflicts names it: "today", "14:03", "today at 14:03". Pure but for the language and the time zone. */
import { momentsWords } from '../words/en/moments'
import { dateText, relativeText } from '../words/formats'

const DAY_MS = 86_400_000

/** Whole days of this time zone between two moments; of 23 or 25 hours each is one. */
function daysBetween(then: number, now: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(then)) / DAY_MS)
}

/** Two moments of one day have the same. */
export const dayKey = (ms: number): string => String(new Date(ms).setHours(0, 0, 0, 0))

/** "today", "yesterday", "Monday, 2 November", of another year with that. In ms since 1970. */
export function dayText(then: number, now: number): string {
  const days = daysBetween(then, now)
  if (days === 0 || days === 1) return relativeText(-days, 'day')
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear()
  return dateText(then, { weekday: 'long', day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) })
}

/** "14:03" */
export const timeText = (ms: number): string => dateText(ms, { timeStyle: 'short' })

/** "today at 14:03" */
export const momentText = (then: number, now: number): string => momentsWords().at(dayText(then, now), timeText(then))

/** With a capital, as a line or a heading begins. */
export function sentence(text: string): string {
  const [first = '', ...rest] = text
  return first.toLocaleUpperCase() + rest.join('')
}
