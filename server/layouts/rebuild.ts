/**
 * Rebuilds a layout as it was at any revision: from the nearest whole one there is (a checkpoint on either side, the layout
 * as it stands, or the empty one before the first save), through the changes in between. All is read in one statement and so
 * of one moment. Used by the history routes and by restore. Knows no requests.
 */
import type { PlainLayout } from '../../core/history/plain-layout'
import { stepBack, stepForward } from '../../core/history/step'
import type { HistoryChange } from '../../core/merge/history-change'
import { Prisma } from '../db/client/client'
import { layoutText } from './layout-text'
import type { RawSql } from './read-statement'

/** What a step costs beside the bytes of its changes, in bytes. */
const STEP_BYTES = 200

interface Found {
  base: string
  isAbove: boolean
  /** Of each step, oldest first, as JSON text of a list. */
  changes: string
}

/** Sum of what the steps from `low` (excluded) to `high` cost. */
const costOf = (account: string, low: Prisma.Sql, high: Prisma.Sql) => Prisma.sql`(
  select coalesce(sum(octet_length(v.changes) + ${STEP_BYTES}), 0) from version v
  where v.account = ${account} and v.revision > ${low} and v.revision <= ${high} and v.changes is not null
)`

/**
 * The nearest checkpoint on one side. One of a revision that was thinned out since is none: the changes around it have been
 * put together. Looked up one by one (`offset 0`), because a planner that has not counted the account's versions would go
 * through all of them for each checkpoint.
 */
const nearest = (account: string, side: Prisma.Sql, order: 'asc' | 'desc') => Prisma.sql`(
  select c.revision from checkpoint c cross join lateral (
    select from version v where v.account = c.account and v.revision = c.revision and v.changes is not null offset 0
  ) kept where c.account = ${account} and c.revision ${side} order by c.revision ${Prisma.raw(order)} limit 1
)`

const statement = (account: string, revision: number) => Prisma.sql`
with head as materialized (
  select ${revision}::int as target, l.revision as head, l.value_bytes,
    ${nearest(account, Prisma.sql`<= ${revision}`, 'desc')} as below,
    ${nearest(account, Prisma.sql`>= ${revision}`, 'asc')} as above
  from layout l where l.account = ${account} and l.revision >= ${revision} and exists (
    select 1 from version v where v.account = ${account} and v.revision = ${revision} and v.changes is not null
  )
), sides as materialized (
  -- The layout as it stands is put together first, which takes about as long as steps of as many bytes.
  select *, ${costOf(account, Prisma.sql`target`, Prisma.sql`coalesce(above, head)`)} + case when above is null then value_bytes else 0 end
    < ${costOf(account, Prisma.sql`coalesce(below, 0)`, Prisma.sql`target`)} as is_above
  from head
), way as materialized (
  select *, case when is_above then target else coalesce(below, 0) end as low,
    case when is_above then coalesce(above, head) else target end as high,
    case when is_above then above else below end as checkpoint
  from sides
)
select is_above as "isAbove",
  case when checkpoint is not null
    then (select c.layout from checkpoint c where c.account = ${account} and c.revision = way.checkpoint)
    when is_above then ${layoutText(Prisma.sql`${account}`)} else '{}' end as base,
  (select '[' || coalesce(string_agg(v.changes, ',' order by v.revision), '') || ']' from version v
    where v.account = ${account} and v.revision > way.low and v.revision <= way.high and v.changes is not null) as changes
from way`

/**
 * The layout of `account` as it was at `revision`; 0 is the empty one before the first save. null: that revision was thinned
 * out, or never was. Rejects when the database is away.
 */
export async function rebuildLayout(prisma: RawSql, account: string, revision: number): Promise<PlainLayout | null> {
  if (revision === 0) return {}
  const [found] = await prisma.$queryRaw<Found[]>(statement(account, revision))
  if (found === undefined) return null
  const layout = JSON.parse(found.base) as PlainLayout
  const steps = JSON.parse(found.changes) as HistoryChange[][]
  if (found.isAbove) for (const changes of steps.reverse()) stepBack(layout, changes)
  else for (const changes of steps) stepForward(layout, changes)
  return layout
}
