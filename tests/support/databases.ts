/**
 * Both databases behind one name, so that one suite runs on each:
 * `describe.each(DATABASES)('%s', (kind) => { … const { database, drop } = await freshDatabase(kind) … })`.
 */
import { type Database, openEmbedded, openPostgres } from '../../server/db/open'
import { freshPglite } from './pglite'
import { freshPostgres } from './postgres'

export const DATABASES = ['pglite', 'postgres'] as const
export type DatabaseKind = (typeof DATABASES)[number]

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
