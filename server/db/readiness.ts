/** Can the database serve this version now? For /readyz (routes/ops). */
import { isMigrated } from './migrate'
import type { Database } from './open'

/** `read-only`: it answers and takes no changes, as a primary does that has become a standby. */
export type Readiness = 'ready' | 'not-migrated' | 'read-only'

/** Rejects when the database cannot be reached. */
export async function readinessOf(database: Database): Promise<Readiness> {
  if (!(await isMigrated(database))) return 'not-migrated'
  const [found] = await database.prisma.$queryRaw<{ readOnly: boolean }[]>`
    select current_setting('transaction_read_only') = 'on' as "readOnly"`
  return found?.readOnly === true ? 'read-only' : 'ready'
}
