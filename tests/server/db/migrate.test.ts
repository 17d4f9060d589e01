import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { isMigrated, migrate, migrationsFolder } from '../../../server/db/migrate'
import { migrationDiff } from '../../../server/db/migration-diff'
import { readMigrations } from '../../../server/db/migration-files'
import { openEmbedded, openPostgres } from '../../../server/db/open'
import { describeOnPostgres, freshDatabase, onBothDatabases } from '../../support/databases'
import { freshPostgres } from '../../support/postgres'

const NAMES = readMigrations(migrationsFolder()).map(({ name }) => name)

describe('migrations', () => {
  it('agree with prisma/schema.prisma', async () => {
    expect(await migrationDiff()).toBe('')
  })

  it('bring an empty embedded database to the tables, and leave a migrated one alone', async () => {
    const database = await openEmbedded(await PGlite.create())
    expect(await isMigrated(database)).toBe(false)
    expect(await migrate(database)).toEqual(NAMES)
    expect(await migrate(database)).toEqual([])
    expect(await database.prisma.layout.count()).toBe(0)
    await database.close()
  })
})

describeOnPostgres('migrations on PostgreSQL', () => {
  it('are applied once when two processes start at once on one PostgreSQL', async () => {
    const fresh = await freshPostgres({ migrated: false })
    const [one, two] = await Promise.all([openPostgres(fresh.url), openPostgres(fresh.url)])
    const done = await Promise.all([migrate(one), migrate(two)])
    expect(done.map((names) => names.length).sort()).toEqual([0, NAMES.length])
    await one.close()
    await two.close()
    await fresh.drop()
  })
})

describe('a database of somebody else', () => {
  it('is refused in a sentence, and left as it is', async () => {
    const pglite = await PGlite.create()
    await pglite.exec('create table theirs (id int)')
    const database = await openEmbedded(pglite)
    await expect(migrate(database)).rejects.toThrow(
      /^The database has tables, and they are not Holdfast’s\. .*empty database/,
    )
    const { rows } = await pglite.query("select tablename from pg_tables where schemaname = 'public'")
    expect(rows).toEqual([{ tablename: 'theirs' }])
    await database.close()
  })
})

onBothDatabases((kind) => {
  it('starts a test with every table and no row', async () => {
    const { database, drop } = await freshDatabase(kind)
    expect(await isMigrated(database)).toBe(true)
    expect(await database.prisma.widget.count()).toBe(0)
    await drop()
  })
})
