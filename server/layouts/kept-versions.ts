/** The versions of one account that are still there, oldest first, some at a time. Used by ./thin and ./checkpoint. */
import { Prisma } from '../db/client/client'
import type { RawSql } from './read-statement'

/** As many as are read at once. */
export const SLICE = 2_000

export interface KeptVersion {
  revision: number
  /** Server time, ms since 1970. */
  at: number
  /** Of its changes. */
  bytes: number
  hasCheckpoint: boolean
}

/** At most SLICE of those with a revision of at least `from`, in order of revision. */
export async function keptVersions(prisma: RawSql, account: string, from: number): Promise<KeptVersion[]> {
  return prisma.$queryRaw<KeptVersion[]>(Prisma.sql`
    select v.revision, v.at::float8 as at, octet_length(v.changes) as bytes, c.revision is not null as "hasCheckpoint"
    from version v left join checkpoint c on c.account = v.account and c.revision = v.revision
    where v.account = ${account} and v.revision >= ${from} and v.changes is not null
    order by v.revision limit ${SLICE}`)
}
