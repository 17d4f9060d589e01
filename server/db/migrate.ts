/**
 * Brings a database to the tables of this version. Before: open. After: the server listens. The engine is started only when
 * a migration is missing, which a cheap look at `_prisma_migrations` tells; processes that start at once take turns.
 */
import { join } from 'node:path'
import pg from 'pg'
import { repositoryRoot } from '../root'
import { StartFailure } from '../start-failure'
import { type MigrationFile, readMigrations } from './migration-files'
import type { Database } from './open'
import { migrationList, withSchemaEngine } from './schema-engine'

/** Any number of ours. The engine takes a lock too, but gives up after 10 s, and has not looked again after waiting. */
const LOCK_KEY = 4_803_151

/** Where the migrations of this version are. */
export const migrationsFolder = (): string => join(repositoryRoot(), 'prisma', 'migrations')

/**
 * Applies what is missing; resolves to the names applied now ([]: the database was up to date).
 * A database that is ahead (a newer version has run on it) is left as it is. Rejects when a migration fails, with
 * StartFailure where the database is somebody else's.
 */
export async function migrate(database: Database, folder = migrationsFolder()): Promise<string[]> {
  if (await isMigrated(database, folder)) return []
  return inTurn(database, async () => {
    if (await isMigrated(database, folder)) return []
    if (await isSomebodyElses(database)) {
      throw new StartFailure(
        'The database has tables, and they are not Holdfast’s. Nothing was changed: give Holdfast an empty database of its own.',
      )
    }
    const input = { migrationsList: migrationList(folder), filters: { externalTables: [], externalEnums: [] } }
    const done = await withSchemaEngine(database.migrationAdapter(), (engine) => engine.applyMigrations(input))
    return done.appliedMigrationNames
  })
}

/** True when every migration of this version is applied, as it stands in the folder. */
export async function isMigrated(database: Database, folder = migrationsFolder()): Promise<boolean> {
  const [table] = await database.prisma.$queryRaw<{ there: boolean }[]>`
    select to_regclass('_prisma_migrations') is not null as there`
  if (table?.there !== true) return false
  const rows = await database.prisma.$queryRaw<Pick<MigrationFile, 'name' | 'checksum'>[]>`
    select migration_name as name, checksum from _prisma_migrations
    where finished_at is not null and rolled_back_at is null`
  const applied = new Map(rows.map((row) => [row.name, row.checksum]))
  return readMigrations(folder).every(({ name, checksum }) => applied.get(name) === checksum)
}

/** Has it tables, but none of ours? The engine would refuse it too, in words for developers. */
async function isSomebodyElses(database: Database): Promise<boolean> {
  const [found] = await database.prisma.$queryRaw<{ others: boolean }[]>`
    select to_regclass('_prisma_migrations') is null
      and exists (select 1 from pg_tables where schemaname = current_schema()) as others`
  return found?.others === true
}

/** Runs `work` while no other process migrates the same database. The embedded database has one process anyway. */
async function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.kind === 'pglite') return work()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY])
    return await work()
  } finally {
    // The lock is the connection's: it goes with it, also when this process is killed.
    await client.end()
  }
}
