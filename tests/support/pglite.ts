/** Throw-away PGlite: a fresh migrated database in memory, loaded from a dump that is made once a run, or once a process. */
import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { migrate } from '../../server/db/migrate'
import { openEmbedded } from '../../server/db/open'

/** Names a file with the dump. */
export const PGLITE_DUMP = 'TEST_PGLITE_DUMP'

let dump: Promise<Blob | File> | undefined

/** A migrated database with no rows, as PGlite loads one. */
export async function dumpPglite(): Promise<Blob | File> {
  const pglite = await PGlite.create()
  const database = await openEmbedded(pglite)
  await migrate(database)
  const made = await pglite.dumpDataDir('none')
  await database.close()
  return made
}

/** A PGlite in memory with all tables and no rows. */
export async function freshPglite(): Promise<PGlite> {
  const file = process.env[PGLITE_DUMP]
  dump ??= file === undefined ? dumpPglite() : Promise.resolve(new Blob([readFileSync(file)]))
  return PGlite.create({ loadDataDir: await dump })
}
