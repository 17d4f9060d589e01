/** Waits for what a server or a page will do soon. Vitest's own second is too short for a machine that does much else. */
import { vi } from 'vitest'

const AT_MOST_MS = 20_000

/** Resolves to what `attempt` returns as soon as it does not throw; rejects with its last error after `timeout` ms. */
export function waitFor<T>(
  attempt: () => T | Promise<T>,
  { timeout = AT_MOST_MS, ...how }: { timeout?: number; interval?: number } = {},
): Promise<T> {
  return vi.waitFor(attempt, { timeout, ...how })
}
