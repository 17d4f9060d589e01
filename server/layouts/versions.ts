/**
 * The history as people read it: page by page, and one version whole. Before: routes/versions. After: ./rebuild, and
 * core/history for the words. Knows no requests.
 */
import type { SaveTrigger } from '../../core/edits/edit'
import { deedsOf } from '../../core/history/deeds'
import { differencesBetween } from '../../core/history/differences'
import type { PlainLayout } from '../../core/history/plain-layout'
import { stepBack } from '../../core/history/step'
import { summaryOf } from '../../core/history/words'
import type { HistoryChange } from '../../core/merge/history-change'
import type { Conflict } from '../../core/wire/answer'
import type { ListedConflict } from '../../core/wire/conflict-list'
import { MAX_COUNT } from '../../core/wire/scalars'
import { type ListedVersion, MOST_CHANGES_LISTED, type VersionList } from '../../core/wire/version-list'
import type { VersionView } from '../../core/wire/version-view'
import { Prisma } from '../db/client/client'
import type { RawSql } from './read-statement'
import { rebuildLayout } from './rebuild'

/** Of one version in a list; all of them can be read in GET /api/conflicts, which goes page by page. */
const CONFLICTS_SHOWN = 10

/** So many bytes of changes make a page, however many versions were asked for: imports and restores may be large. */
const PAGE_BYTES = 4 * 1024 * 1024

/** `kept` and `lost` as JSON text. */
type ConflictRow = Omit<ListedConflict, 'kept' | 'lost'> & { kept: string; lost: string }

interface Row {
  /** Versions of the page, if there were no limit to its bytes. */
  found: number
  revision: number
  tag: string
  at: number
  device: string
  deviceName: string | null
  trigger: string
  changes: string
  conflictCount: number
  conflicts: ConflictRow[] | null
}

/**
 * The rows of a page. Of conflicts, a version has those from its save up to the next one's, and those of the versions that
 * were thinned out into it.
 * @param which a condition on `v`
 */
const statement = (account: string, which: Prisma.Sql, limit: number) => Prisma.sql`
with page as materialized (
  select v.*, sum(octet_length(v.changes)) over (
    order by v.revision desc rows between unbounded preceding and 1 preceding
  ) as newer from version v where v.account = ${account} and v.changes is not null and ${which}
  order by v.revision desc limit ${limit}
), bounds as materialized (
  select page.*, coalesce((
    select v.seq from version v where v.account = ${account} and v.seq > 0 and v.revision = 1 + coalesce((
      select v.revision from version v
      where v.account = ${account} and v.revision < page.revision and v.changes is not null order by v.revision desc limit 1
    ), 0)
  ), nullif(page.seq, 0)) as since,
  coalesce((select v.seq from version v where v.account = ${account} and v.revision = page.revision + 1), ${MAX_COUNT}) as until
  from page where page.newer is null or page.newer < ${PAGE_BYTES}
)
select (select count(*)::int from page) as found, b.revision, b.tag, b.at::float8 as at, b.device, b.trigger, b.changes,
  (select coalesce(d.given_name, d.name) from device d where d.account = ${account} and d.id = b.device) as "deviceName",
  (select count(*)::int from conflict c where c.account = ${account} and c.seq >= b.since and c.seq < b.until) as "conflictCount",
  (select json_agg(c) from (
    select c.widget, c.field, c.rule, c.writer, c.n, c.kept, c.lost, c.at as "decidedAt" from conflict c
    where c.account = ${account} and c.seq >= b.since and c.seq < b.until
    order by c.seq desc, c.writer desc, c.n desc limit ${CONFLICTS_SHOWN}
  ) c) as conflicts
from bounds b order by b.revision desc`

/**
 * One page, newest first. It ends early where versions are large; `next` leads on.
 * @param page.before only revisions lower than this; null: from the newest
 * Rejects when the database is away.
 */
export async function listVersions(
  prisma: RawSql,
  account: string,
  page: { before: number | null; limit: number },
): Promise<VersionList> {
  const which = page.before === null ? Prisma.sql`true` : Prisma.sql`v.revision < ${page.before}`
  const rows = await prisma.$queryRaw<Row[]>(statement(account, which, page.limit + 1))
  const shown = rows.slice(0, page.limit)
  const [newest] = shown
  // Widgets are called what they were called then. If the newest is thinned out at this very moment, some have no names.
  const layout = newest === undefined ? {} : ((await rebuildLayout(prisma, account, newest.revision)) ?? {})
  const versions = shown.map((row) => {
    const changes = JSON.parse(row.changes) as HistoryChange[]
    const version = versionOf(row, changes, layout)
    stepBack(layout, changes)
    return version
  })
  return { versions, next: (newest?.found ?? 0) > shown.length ? (shown.at(-1)?.revision ?? null) : null }
}

/**
 * One version whole; null: it was thinned out, or never was.
 * @param against another revision to compare it with
 */
export async function viewVersion(
  prisma: RawSql,
  account: string,
  revision: number,
  against: number | null,
): Promise<VersionView | null> {
  const layout = await rebuildLayout(prisma, account, revision)
  const other = against === null ? null : await rebuildLayout(prisma, account, against)
  if (layout === null || (against !== null && other === null)) return null
  const [row] =
    revision === 0 ? [] : await prisma.$queryRaw<Row[]>(statement(account, Prisma.sql`v.revision = ${revision}`, 1))
  if (row === undefined && revision !== 0) return null
  return {
    revision,
    version: row === undefined ? null : versionOf(row, JSON.parse(row.changes) as HistoryChange[], layout),
    widgets: Object.entries(layout).map(([id, fields]) => ({ id, fields })),
    ...(against !== null && other !== null && { comparison: { against, ...differencesBetween(other, layout) } }),
  }
}

function versionOf(row: Row, changes: readonly HistoryChange[], after: PlainLayout): ListedVersion {
  const { changes: _, found: __, conflicts, trigger, ...rest } = row
  const deeds = deedsOf(changes, after)
  return {
    ...rest,
    trigger: trigger as SaveTrigger,
    summary: summaryOf(deeds),
    changes: deeds.slice(0, MOST_CHANGES_LISTED),
    moreChanges: Math.max(0, deeds.length - MOST_CHANGES_LISTED),
    widgetsChanged: new Set(deeds.map(({ widget }) => widget)).size,
    conflicts: (conflicts ?? []).map((conflict) => ({
      ...conflict,
      rule: conflict.rule as Conflict['rule'],
      kept: JSON.parse(conflict.kept),
      lost: JSON.parse(conflict.lost),
    })),
  }
}
