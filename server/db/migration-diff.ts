/** What prisma/schema.prisma has that prisma/migrations do not, as SQL. Used to write a migration and to test that none is missing. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { repositoryRoot } from '../root'
import { migrationsFolder } from './migrate'
import { openEmbedded } from './open'
import { migrationList, withSchemaEngine } from './schema-engine'

/** SQL from the migrations to the schema; '' when they agree. Runs on databases in memory only. */
export async function migrationDiff(): Promise<string> {
  const path = join(repositoryRoot(), 'prisma', 'schema.prisma')
  mkdirSync(migrationsFolder(), { recursive: true })
  const database = await openEmbedded(await PGlite.create())
  try {
    const result = await withSchemaEngine(database.migrationAdapter(), (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...migrationList(migrationsFolder()) },
        to: { tag: 'schemaDatamodel', files: [{ path, content: readFileSync(path, 'utf8') }] },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      }),
    )
    return result.exitCode === 0 ? '' : (result.stdout ?? '')
  } finally {
    await database.close()
  }
}
