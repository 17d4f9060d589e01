/**
 * better-auth answers 500 for whatever its database could not do, or goes on as if it had been done, and drops the reason. This remembers it, so that the app
 * can say 503 when the database is only away (db/is-away). Used by accounts.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { PrismaClient } from '../db/client/client'

export interface FailureMemory {
  /** The same client; a query of it that fails is remembered for the work that asked it. */
  prisma: PrismaClient
  /** What `orReason` knows the work by. */
  storage: AsyncLocalStorage<unknown>
  /**
   * Runs `work`. When that fails, or answers 5xx, after a query failed: rejects with what the query failed with.
   * @param isAll every query must work, also those without which `work` goes on
   */
  orReason<T>(work: () => Promise<T>, isAll?: boolean): Promise<T>
}

export function rememberFailures(prisma: PrismaClient): FailureMemory {
  const storage = new AsyncLocalStorage<{ reason: unknown }>()
  const remembering = prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args)
        } catch (error) {
          const found = storage.getStore()
          if (found !== undefined) found.reason = error
          throw error
        }
      },
    },
  })
  return {
    prisma: remembering as unknown as PrismaClient,
    storage: storage as AsyncLocalStorage<unknown>,
    orReason: (work, isAll = false) => {
      const found: { reason: unknown } = { reason: null }
      return storage.run(found, async () => {
        const done = await work().catch((error) => {
          throw found.reason ?? error
        })
        const isInVain = isAll || (done instanceof Response && done.status >= 500)
        if (found.reason !== null && isInVain) throw found.reason
        return done
      })
    },
  }
}
