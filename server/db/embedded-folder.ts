/**
 * The embedded database's folder under DATA_DIR: made whole or not at all, and never opened by another major version of
 * PostgreSQL than made it. Before: folder-lock. Used by open.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { StartFailure } from '../start-failure'

/** The PostgreSQL that is inside the pinned PGlite. */
export const EMBEDDED_MAJOR = '18'

/** Opens the database under `dataDir`, and makes it first when there is none. Throws StartFailure when what is there cannot be used. */
export async function openEmbeddedFolder(dataDir: string): Promise<PGlite> {
  const folder = join(dataDir, 'pg')
  if (!existsSync(folder) || readdirSync(folder).length === 0) await makeFolder(dataDir, folder)
  refuseOtherMajor(folder)
  try {
    return await PGlite.create(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartFailure(
      `The database in ${folder} does not open (${reason}): put a backup of the folder in its place, or move it away to begin anew.`,
    )
  }
}

/** Under another name first: a process killed while it makes a database must not leave half of one. */
async function makeFolder(dataDir: string, folder: string): Promise<void> {
  const making = join(dataDir, 'pg-making')
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  const pglite = await PGlite.create(making)
  await pglite.close()
  rmSync(folder, { recursive: true, force: true })
  renameSync(making, folder)
}

function refuseOtherMajor(folder: string): void {
  const file = join(folder, 'PG_VERSION')
  if (!existsSync(file))
    throw new StartFailure(`${folder} is not a database: move it away, or choose another DATA_DIR.`)
  const major = readFileSync(file, 'utf8').trim()
  if (major === EMBEDDED_MAJOR) return
  throw new StartFailure(
    `The database in ${folder} was made by PostgreSQL ${major}, and this version of Holdfast has ${EMBEDDED_MAJOR}: start the version that made it, save every account's layout with GET /api/export (or the whole with pg_dump), and import that into a new DATA_DIR.`,
  )
}
