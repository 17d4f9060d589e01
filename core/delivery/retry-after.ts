/** Reads a Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date. Pure. Used by outcome. */

/** A server's wish is a floor (D5), but no wish stops delivery for longer than this: a wrong clock or a typo must not. */
export const RETRY_AFTER_MAX_MS = 3_600_000

/**
 * How long to wait, in ms from `now`; undefined when the header is missing or makes no sense.
 * @param header the header's text, null when there is none
 * @param now ms since 1970; a date is compared with this device's clock, for want of a better one
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? ''
  // A date begins with the day of the week; Date.parse alone would take "-3" for one.
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN
  const wish = /^\d+$/.test(text) ? Number(text) * 1000 : date - now
  if (Number.isNaN(wish)) return undefined
  return Math.min(Math.max(wish, 0), RETRY_AFTER_MAX_MS)
}
