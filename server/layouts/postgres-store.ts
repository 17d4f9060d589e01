/**
 * The store on PostgreSQL, embedded or not, through Prisma: one statement to read, one to write, and each takes what gathered
 * while the one before it was under way. So many accounts share one transaction, one flush to disk and one round trip, and a
 * lone save waits for nobody; a device that is up to date needs no read at all (./remember). Before: decide-and-write and pull.
 * After: read-statement and write-statement. Knows no rules.
 */
import type { PrismaClient } from '../db/client/client'
import { createGatherer } from '../db/gather'
import { isDatabaseAway } from '../db/is-away'
import { MOST_ASKS, readMany } from './read-statement'
import { type RememberingStore, remember } from './remember'
import type { Ask, Commit, Read } from './store'
import { lockedAccounts, MOST_COMMITS, writeDevice, writeMany } from './write-statement'

/** A first pull of a large layout must not hold up everybody's reads. */
const READ_LANES = 2
/**
 * While one is under way the process prepares the next, and the database must not wait for that; but two small ones cost more
 * than one large one. (Measured: 64 clients are saved a tenth faster than with one lane, and with two from the first on.)
 */
const WRITE_LANES = 2
const CROWD = 32
/** Of a save that is no company for drags: a dashboard that was arranged offline, or added whole. */
const LARGE_FIELDS = 200
/** Statements under way at once where none is shared. */
const LANES_OF_ONE = 4

/** @param together accounts whose saves may share a statement; 1: every statement keeps to one account */
export function createPostgresStore(prisma: PrismaClient, together = MOST_ASKS): RememberingStore {
  const isAlone = together === 1
  const read = createGatherer<Ask, Read>({
    most: together,
    lanes: isAlone ? LANES_OF_ONE : READ_LANES,
    run: (asks) => readMany(prisma, asks),
    failsAll: isDatabaseAway,
  })
  const write = createGatherer<Commit, boolean>({
    most: Math.min(together, MOST_COMMITS),
    lanes: isAlone ? LANES_OF_ONE : WRITE_LANES,
    crowd: isAlone ? 1 : CROWD,
    failsAll: isDatabaseAway,
    // Two of one account in one statement would write the same row twice, which PostgreSQL refuses.
    keyOf: (commit) => commit.account,
    isLarge: ({ writes }) => writes.fields.length > LARGE_FIELDS,
    run: async (commits) => {
      const lost = await writeMany(prisma, commits)
      return commits.map(({ account }) => !lost.has(account))
    },
    // Many may be locked at once (somebody's transaction over all of them): tried one by one they would hold up the others.
    toBlame: async (commits) => {
      const locked = await lockedAccounts(
        prisma,
        commits.map(({ account }) => account),
      )
      return new Set(commits.filter(({ account }) => locked.has(account)))
    },
  })
  return remember({ read, write, see: (account, device) => writeDevice(prisma, account, device) })
}
