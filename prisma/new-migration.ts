/**
 * Writes the migration that brings prisma/migrations to prisma/schema.prisma: `npx tsx prisma/new-migration.ts add-passkeys`.
 * Prints a sentence and writes nothing when both agree.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsFolder } from '../server/db/migrate'
import { migrationDiff } from '../server/db/migration-diff'

const name = process.argv[2]
if (name === undefined || !/^[a-z0-9-]+$/.test(name)) {
  console.error('Name the migration: npx tsx prisma/new-migration.ts add-passkeys')
  process.exit(1)
}
const sql = await migrationDiff()
if (sql === '') {
  console.log('The migrations and the schema agree: nothing was written.')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder(), `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`)
}
process.exit(0)
