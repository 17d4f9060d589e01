/**
 * Lets the process forget about asynchronous contexts between two calls of better-auth. It and ./database-failure know which
 * call they serve by AsyncLocalStorage, and from the first use of one on Node 20 and 22 follow every promise of the process,
 * those of saves too, which then go a sixth slower for ever (measured). Used by accounts.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** Where better-auth keeps its own, for all copies of itself in a process; were they elsewhere one day, saves would only be slower. */
const BETTER_AUTH = Symbol.for('better-auth:global')

/**
 * @param own storages that are used within the work beside better-auth's
 * @returns runs work that may use contexts, any number at once; after the last one they are switched off, until one is used again
 */
export function createContextSwitch(
  own: readonly AsyncLocalStorage<unknown>[],
): <T>(work: () => Promise<T>) => Promise<T> {
  let underWay = 0
  return async (work) => {
    underWay += 1
    try {
      return await work()
    } finally {
      underWay -= 1
      if (underWay === 0) for (const storage of [...own, ...storagesOfBetterAuth()]) storage.disable()
    }
  }
}

function storagesOfBetterAuth(): AsyncLocalStorage<unknown>[] {
  const found = (globalThis as { [BETTER_AUTH]?: { context?: object } })[BETTER_AUTH]
  return Object.values(found?.context ?? {}).filter((value) => value instanceof AsyncLocalStorage)
}
