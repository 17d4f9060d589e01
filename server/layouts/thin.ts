/**
 * Thins out old versions of one account: what they changed goes into the next version that is kept, and they keep their tags
 * only (S14). Any number of processes may do it at once: what was read is compared with what is written. No save waits for
 * it: a save writes new versions and never an old one. Before: ./daily-history. Knows no ages: core/history/thin-plan does.
 */
import { createHash } from 'node:crypto'
import { compose } from '../../core/history/compose'
import { type Ages, type Group, thinPlan } from '../../core/history/thin-plan'
import type { HistoryChange } from '../../core/merge/history-change'
import { Prisma } from '../db/client/client'
import { keptVersions, SLICE } from './kept-versions'
import type { RawSql } from './read-statement'

/** What one statement puts together at most. */
const AT_ONCE = { versions: 200, bytes: 4 * 1024 * 1024 }

/** Resolves to the number of versions that were thinned out. Rejects when the database is away; what was done stays done. */
export async function thinAccount(prisma: RawSql, account: string, ages: Ages): Promise<number> {
  let thinned = 0
  for (let from = 0; ; ) {
    const kept = await keptVersions(prisma, account, from)
    for (const group of thinPlan(kept, ages, AT_ONCE)) thinned += await putTogether(prisma, account, group)
    const last = kept.at(-1)
    if (kept.length < SLICE || last === undefined || last.at >= ages.hoursBefore) return thinned
    // The last of this slice may be of one hour with the first of the next.
    from = last.revision
  }
}

/** Makes one version of a group's. Resolves to the number thinned out: none, if another process was at them meanwhile. */
async function putTogether(prisma: RawSql, account: string, group: Group): Promise<number> {
  const first = group[0].revision
  const last = (group.at(-1) ?? group[0]).revision
  const rows = await prisma.$queryRaw<{ revision: number; changes: string }[]>(Prisma.sql`
    select revision, changes from version
    where account = ${account} and revision between ${first} and ${last} and changes is not null order by revision`)
  if (rows.at(-1)?.revision !== last || rows.length < 2) return 0
  const changes = rows.flatMap((row) => JSON.parse(row.changes) as HistoryChange[])
  const [done] = await prisma.$queryRaw<{ thinned: number }[]>(
    replace(account, { first, last }, { seen: hashOf(rows), changes: JSON.stringify(compose(changes)) }),
  )
  return done?.thinned ?? 0
}

/** The same as the statement's: what was read must still be there. */
const hashOf = (rows: readonly { revision: number; changes: string }[]): string =>
  createHash('sha256')
    .update(rows.map(({ revision, changes }) => `${revision} ${changes}`).join('\n'))
    .digest('hex')

/** A checkpoint of what is thinned out goes too: nothing leads to it any more. */
const replace = (
  account: string,
  { first, last }: { first: number; last: number },
  { seen, changes }: { seen: string; changes: string },
) => Prisma.sql`
with locked as materialized (
  select revision, changes from version
  where account = ${account} and revision between ${first} and ${last} and changes is not null
  order by revision for update skip locked
), same as materialized (
  select count(*) from locked
  having encode(sha256(convert_to(string_agg(revision || ' ' || changes, E'\n' order by revision), 'UTF8')), 'hex') = ${seen}
), thinned as (
  update version v set changes = case when v.revision = ${last} then ${changes} end
  where v.account = ${account} and v.revision = any(array(select revision from locked)) and exists (select from same)
  returning v.revision
), dropped as (
  delete from checkpoint c where c.account = ${account} and c.revision >= ${first} and c.revision < ${last}
    and exists (select from same)
)
select greatest(count(*) - 1, 0)::int as thinned from thinned`
