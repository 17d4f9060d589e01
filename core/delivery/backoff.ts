/** How long to wait after a try in vain (D5). Pure. Used by schedule. */

/** The wait after the first try in vain; each further one doubles it. */
export const RETRY_BASE_MS = 1_000
/** 1 s, 2 s and 4 s: the quick retries, after which a person is told that saving fails. */
export const QUICK_RETRIES = 3
/** No wait is longer, but for a server's Retry-After. */
export const RETRY_MAX_MS = 300_000
/** A wait is longer than its step by up to this share, so that devices that failed together do not come back together. */
export const RETRY_JITTER = 0.25

/**
 * ms to wait after the `attempts`-th try in vain: never less than the step, never more than RETRY_MAX_MS but for the floor.
 * @param attempts tries in vain so far, from 1
 * @param random from 0 up to 1
 * @param floorMs the server's Retry-After, 0 when it named none; devices that were all told the same are spread after it
 */
export function backoffMs(attempts: number, random: number, floorMs = 0): number {
  const jitter = 1 + RETRY_JITTER * random
  const step = Math.min(RETRY_BASE_MS * 2 ** (Math.max(attempts, 1) - 1), RETRY_MAX_MS / (1 + RETRY_JITTER))
  return Math.round(Math.max(step * jitter, floorMs * jitter))
}
