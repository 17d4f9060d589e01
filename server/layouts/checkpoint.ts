/**
 * Writes checkpoints: whole layouts along the history, so that ./rebuild never goes a long way. Never within a save: after
 * it, when somebody has time (./history-keeper). Any number of processes may do it at once. Knows no requests.
 */
import { checkpointPlan, MOST_REVISIONS, mostBytes, WAY_BEGINS, type Way } from '../../core/history/checkpoint-plan'
import { Prisma } from '../db/client/client'
import { keptVersions, SLICE } from './kept-versions'
import { layoutText } from './layout-text'
import type { RawSql } from './read-statement'
import { rebuildLayout } from './rebuild'

/**
 * Keeps the layout as it stands, if the way from the last checkpoint has become long. One statement; the layout itself is
 * read only if so, and does not leave the database. Resolves to whether it was kept.
 */
export async function checkpointHead(prisma: RawSql, account: string): Promise<boolean> {
  const made = await prisma.$queryRaw<object[]>(Prisma.sql`
    with head as materialized (
      select l.revision, l.value_bytes,
        (select coalesce(max(c.revision), 0) from checkpoint c where c.account = ${account}) as last
      from layout l where l.account = ${account}
    ), due as materialized (
      select head.revision from head where head.revision - head.last > ${MOST_REVISIONS} or (
        select sum(octet_length(v.changes)) from version v where v.account = ${account} and v.revision > head.last
      ) > greatest(head.value_bytes, ${mostBytes(0)})
    )
    insert into checkpoint (account, revision, layout)
    select ${account}, due.revision, ${layoutText(Prisma.sql`${account}`)} from due where due.revision > 0
    on conflict do nothing returning 1 as made`)
  return made.length > 0
}

/**
 * Goes along an account's whole history: makes the checkpoints that are missing, and drops those that stand close together
 * since versions between them were thinned out.
 */
export async function tidyCheckpoints(prisma: RawSql, account: string): Promise<void> {
  const [layout] = await prisma.$queryRaw<{ bytes: number }[]>(
    Prisma.sql`select value_bytes as bytes from layout where account = ${account}`,
  )
  if (layout === undefined) return
  let way: Way = WAY_BEGINS
  for (let from = 0; ; ) {
    const kept = await keptVersions(prisma, account, from)
    const plan = checkpointPlan(kept, way, layout.bytes)
    for (const revision of plan.make) await makeCheckpoint(prisma, account, revision)
    if (plan.drop.length > 0) {
      await prisma.$queryRaw(
        Prisma.sql`delete from checkpoint where account = ${account} and revision = any(${plan.drop})`,
      )
    }
    way = plan.way
    const last = kept.at(-1)
    if (kept.length < SLICE || last === undefined) return
    from = last.revision + 1
  }
}

/** What another process has thinned out meanwhile is left out; one that comes to stand on a version being thinned out is not used. */
async function makeCheckpoint(prisma: RawSql, account: string, revision: number): Promise<void> {
  const layout = await rebuildLayout(prisma, account, revision)
  if (layout === null) return
  await prisma.$queryRaw(Prisma.sql`
    insert into checkpoint (account, revision, layout) values (${account}, ${revision}, ${JSON.stringify(layout)})
    on conflict do nothing`)
}
