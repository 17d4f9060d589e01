/**
 * How far the server's clock is off from this device's, from when the server was asked, what its clock said, and when the
 * answer came. Pure. Used by server-faults, so that the timeline puts no answer before its request.
 */
import { numberText } from '../words/formats'

/** One question: the device's clock before and after it, and the server's in between. In ms since 1970. */
export interface ClockAsked {
  askedAt: number
  serverNow: number
  answeredAt: number
}

/** What is at least and at most to be added to a time of the server's to make it one of this device's, ms. */
export interface ClockBounds {
  least: number
  most: number
}

/** What is known after one more question; where that contradicts what was known, one of the clocks was set. */
export function clockBounds(
  { askedAt, serverNow, answeredAt }: ClockAsked,
  known: ClockBounds | null,
): ClockBounds | null {
  const now = { least: askedAt - serverNow, most: answeredAt - serverNow }
  // The device's clock was set back meanwhile.
  if (now.least > now.most) return known
  if (known === null) return now
  const both = { least: Math.max(now.least, known.least), most: Math.min(now.most, known.most) }
  return both.least > both.most ? now : both
}

/** What to add to the server's times, ms; 0 as long as the clocks may agree. */
export function clockOffMs(bounds: ClockBounds | null): number {
  if (bounds === null || (bounds.least <= 0 && bounds.most >= 0)) return 0
  return Math.round((bounds.least + bounds.most) / 2)
}

/** How long that is, roughly, whichever way. */
export function spanWords(ms: number): string {
  const span = Math.abs(ms)
  const of = (perUnit: number) => numberText(Math.round(span / perUnit))
  // Symbols of the SI, the same in every language.
  if (span < 10_000) return `${of(1)} ms`
  if (span < 600_000) return `${of(1_000)} s`
  return span < 36_000_000 ? `${of(60_000)} min` : `${of(3_600_000)} h`
}
