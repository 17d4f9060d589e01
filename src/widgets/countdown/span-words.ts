/** How a countdown is said: the largest unit big, the others small. By Intl throughout. Pure but for the language chosen. */
import { countdownWords } from '../../words/en/countdown'
import { dateText, listText, numberText, relativeText } from '../../words/formats'
import type { Moment, Part, Span } from './span'

export const MODES = ['until', 'since'] as const
export type Mode = (typeof MODES)[number]

/** More would be read by nobody, and change too often. */
const MOST_SMALL = 2

const unitText = ([amount, unit]: Part) => numberText(amount, { style: 'unit', unit, unitDisplay: 'long' })

/** "12 days", "3 days ago", "tomorrow"; and "4 hours and 12 minutes" or null. */
export function spanText(
  { isPast, parts }: Span,
  { hasTime }: Moment,
  mode: Mode,
): { big: string; small: string | null } {
  const [first, ...others] = parts
  if (first === undefined) return { big: relativeText(0, hasTime ? 'second' : 'day'), small: null }
  const [amount, unit] = first
  const small = others.length === 0 ? null : listText(others.slice(0, MOST_SMALL).map(unitText))
  const isTomorrow = !isPast && !hasTime && unit === 'day' && amount === 1 && others.length === 0
  // Counting the other way than asked has to be said: "3 days ago", "in 3 days".
  const isOdd = isPast === (mode === 'until') || isTomorrow
  return { big: isOdd ? relativeText(isPast ? -amount : amount, unit) : unitText(first), small }
}

/** The day, with its time if it has one. */
export function momentText({ at, hasTime }: Moment, mode: Mode): string {
  const time = hasTime ? ({ hour: 'numeric', minute: '2-digit' } as const) : {}
  const date = dateText(at, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...time })
  return mode === 'since' ? countdownWords().since(date) : date
}
