/**
 * The store on PostgreSQL, embedded or not, through Prisma: one statement to read, one to write, and each takes what gathered
 * while the one before it was under way. So many accounts share one transaction, one flush to disk and one round trip, and a
 * lone save waits for nobody; a device that is up to date needs no read at all (./remember). Before: save and pull. After: read-statement and write-statement. Knows no rules.
 */
import type { PrismaClient } from '../db/client/client'
import { isDatabaseAway } from '../db/is-away'
import { createGatherer } from './gather'
import { MOST_ASKS, readMany } from './read-statement'
import { type RememberingStore, remember } from './remember'
import type { Ask, Commit, Read } from './store'
import { writeDevice, writeMany } from './write-statement'

export function createPostgresStore(prisma: PrismaClient): RememberingStore {
  const read = createGatherer<Ask, Read>({
    most: MOST_ASKS,
    run: (asks) => readMany(prisma, asks),
    failsAll: isDatabaseAway,
  })
  const write = createGatherer<Commit, boolean>({
    most: MOST_COMMITS,
    // Two of one account in one statement would write the same row twice, which PostgreSQL refuses.
    failsAll: isDatabaseAway,
    keyOf: (commit) => commit.account,
    run: async (commits) => {
      const written = await writeMany(prisma, commits)
      return commits.map(({ account }) => written.has(account))
    },
  })
  return remember({ read, write, see: (account, device) => writeDevice(prisma, account, device) })
}

/** As many saves as one transaction takes: more of them make nobody faster, and let all wait for the slowest. */
const MOST_COMMITS = 64
