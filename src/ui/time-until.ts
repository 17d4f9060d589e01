/** How soon something will be, in words that count down. Pure but for the language. What was is in ./time-ago. */
import { relativeText } from '../words/formats'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

const left = (then: number, now: number) => Math.max(0, then - now)
const unitOf = (ms: number) => (ms > MINUTE_MS ? MINUTE_MS : SECOND_MS)

/** "in 4 minutes", in the last minute "in 30 seconds", and "now". `then` and `now` in ms since 1970. */
export function timeUntil(then: number, now: number): string {
  const ms = left(then, now)
  const unit = unitOf(ms)
  return relativeText(Math.ceil(ms / unit), unit === MINUTE_MS ? 'minute' : 'second')
}

/** When timeUntil says something else than it does now, for `useNow`: never, once it is "now". */
export const nextUntil = (then: number) => (now: number) => {
  const ms = left(then, now)
  if (ms === 0) return Number.POSITIVE_INFINITY
  const unit = unitOf(ms)
  return then - (Math.ceil(ms / unit) - 1) * unit
}
