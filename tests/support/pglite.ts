/** Throw-away PGlite: a fresh migrated database in memory, loaded from a dump that is made once a test process. */
import { PGlite } from '@electric-sql/pglite'
import { migrate } from '../../server/db/migrate'
import { openEmbedded } from '../../server/db/open'

let dump: Promise<Blob | File> | undefined

async function makeDump(): Promise<Blob | File> {
  const pglite = await PGlite.create()
  const database = await openEmbedded(pglite)
  await migrate(database)
  const made = await pglite.dumpDataDir('none')
  await database.close()
  return made
}

/** A PGlite in memory with all tables and no rows. */
export async function freshPglite(): Promise<PGlite> {
  dump ??= makeDump()
  return PGlite.create({ loadDataDir: await dump })
}
