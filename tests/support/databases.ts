/**
 * Both databases behind one name, so that one suite runs on each:
 * `onBothDatabases((kind) => { it('…', async () => { const { database, drop } = await freshDatabase(kind) … }) })`.
 */
import { describe } from 'vitest'
import { findPostgres } from '../../scripts/setup/postgres.mjs'
import { type Database, openEmbedded, openPostgres } from '../../server/db/open'
import { freshPglite } from './pglite'
import { freshPostgres } from './postgres'

export type DatabaseKind = 'pglite' | 'postgres'

/** Runs a suite on each database; on PostgreSQL it is skipped where there is no server and none can be had. */
export function onBothDatabases(suite: (kind: DatabaseKind) => void): void {
  describe('pglite', () => suite('pglite'))
  describeOnPostgres('postgres', () => suite('postgres'))
}

/** A suite that needs a real PostgreSQL server. Its name must say so: skipped tests are counted by it. */
export const describeOnPostgres = describe.skipIf(
  process.env.TEST_POSTGRES_URL === undefined && findPostgres() === null,
)

export interface FreshDatabase {
  database: Database
  /** Closes it and throws it away. */
  drop(): Promise<void>
}

/** A fresh migrated database with no rows. */
export async function freshDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  if (kind === 'pglite') {
    const database = await openEmbedded(await freshPglite())
    return { database, drop: () => database.close() }
  }
  const fresh = await freshPostgres()
  const database = await openPostgres(fresh.url)
  return {
    database,
    drop: async () => {
      await database.close()
      await fresh.drop()
    },
  }
}
