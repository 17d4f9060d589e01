/**
 * Vitest's global set-up: one PostgreSQL server with a migrated template, and one migrated PGlite, for all test files of a
 * run; each file would spend seconds on its own. Told to the test processes by their environment. Before: vitest.config.
 * After: ./postgres and ./pglite, which make their own where nothing was told.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres } from '../../scripts/setup/postgres.mjs'
import { dumpPglite, PGLITE_DUMP } from './pglite'
import { makeTemplate, POSTGRES_TEMPLATE, POSTGRES_URL, startPostgres } from './postgres'

/** @returns what ends it */
export default async function share(): Promise<(() => Promise<void>) | undefined> {
  // Another project of this run was first.
  if (process.env[PGLITE_DUMP] !== undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-databases-'))
  const file = join(folder, 'pglite.tar')
  process.env[PGLITE_DUMP] = file
  writeFileSync(file, Buffer.from(await (await dumpPglite()).arrayBuffer()))
  let stop = async () => {}
  if (process.env[POSTGRES_URL] === undefined && findPostgres() !== null) {
    const server = await startPostgres()
    stop = server.stop
    process.env[POSTGRES_URL] = server.url
    process.env[POSTGRES_TEMPLATE] = await makeTemplate(server.url)
  }
  return async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
