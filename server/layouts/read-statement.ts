/**
 * The first of the two statements of a save, and the only one of a pull: all that it touches, in one statement and so of one
 * moment (S13). It takes any number of asks, of one account each. Used by ./postgres-store.
 *
 * `offset 0` keeps the planner from turning look-ups by key into a scan of the whole layout (S9).
 */
import type { Json } from '../../core/layout/model'
import { NEW_LAYOUT, type Presence, type StoredField, type StoredWidget } from '../../core/merge/stored'
import type { Conflict } from '../../core/wire/answer'
import { Prisma } from '../db/client/client'
import type { Ask, Read } from './store'

/** As many asks as one statement takes. */
export const MOST_ASKS = 64

/**
 * @param asks as JSON text; `i` is the ask's place, so that answers can come in any order.
 * @param most in the text of the statement, so that the planner knows it. It takes any JSON for 100 rows, which makes one
 *   ask look so dear that PostgreSQL would compile the plan (JIT), for a second, each time.
 */
const statement = (asks: string, most: 1 | typeof MOST_ASKS) => Prisma.sql`
with ask as materialized (
  select a.*, l.revision, l.tag, l.seq, l.live_widgets, l.value_bytes, l.forgotten_up_to,
    case when a.since < l.forgotten_up_to then 0 else a.since end as after_rev
  from (
    select * from json_to_recordset(${asks}::json) as a(
      i int, account text, since int, writers json, widgets json, fields json, revives boolean, device text, session text
    ) limit ${Prisma.raw(`${most}`)}
  ) a left join lateral (select * from layout l where l.account = a.account offset 0) l on true
)
select json_build_object(
  'i', ask.i,
  'head', case when ask.seq is not null then
    json_build_array(ask.revision, ask.tag, ask.seq, ask.live_widgets, ask.value_bytes, ask.forgotten_up_to) end,
  'baseTag', (select v.tag from version v where v.account = ask.account and v.revision = ask.since),
  'lastN', (
    select json_agg(json_build_array(w.id, w.last_n))
    from json_to_recordset(ask.writers) as x(id text)
    cross join lateral (select * from writer w where w.account = ask.account and w.id = x.id offset 0) w
  ),
  'widgets', (
    select json_agg(json_build_array(w.id, w.removed, w.live_fields, w.rev, w.at, w.device_at, w.device, w.writer))
    from (
      select w.* from json_to_recordset(ask.widgets) as x(id text)
      cross join lateral (select * from widget w where w.account = ask.account and w.id = x.id offset 0) w
      union
      select w.* from widget w where w.account = ask.account and w.rev > ask.after_rev
    ) w
  ),
  'fields', (
    select json_agg(json_build_array(f.widget, f.key, f.value, f.rev, f.at, f.device_at, f.device, f.writer))
    from (
      select f.* from json_to_recordset(ask.fields) as x(widget text, key text)
      cross join lateral (
        select * from field f where f.account = ask.account and f.widget = x.widget and f.key = x.key offset 0
      ) f
      union
      select f.* from field f where f.account = ask.account and f.rev > ask.after_rev
      union
      select f.* from (
        select w.id from widget w where w.account = ask.account and w.rev > ask.after_rev and not w.removed
        union
        select w.id from json_to_recordset(ask.widgets) as x(id text, whole boolean)
        cross join lateral (select * from widget w where w.account = ask.account and w.id = x.id offset 0) w
        where x.whole or (ask.revives and w.removed)
      ) w
      cross join lateral (select * from field f where f.account = ask.account and f.widget = w.id offset 0) f
    ) f
  ),
  'conflicts', (
    select json_agg(json_build_array(c.writer, c.n, c.widget, c.field, c.rule, c.kept, c.lost) order by c.seq, c.writer, c.n, c.part)
    from json_to_recordset(ask.writers) as x(id text, "after" int, "upTo" int)
    cross join lateral (
      select * from conflict c
      where c.account = ask.account and c.writer = x.id and c.n > x."after" and c.n <= x."upTo" offset 0
    ) c
  ),
  'device', (
    select json_build_array(d.id, d.last_seen, d.last_revision) from device d
    where d.account = ask.account and (d.id = ask.device or ask.session = any(d.sessions))
    order by d.id = ask.device desc, d.last_seen desc limit 1
  )
)::text as found
from ask`

type HeadRow = [revision: number, tag: string | null, seq: number, live: number, bytes: number, forgotten: number]
type StampRow = [rev: number, at: number, deviceAt: number, device: string, writer: string]
type WidgetRow = [id: string, removed: boolean, liveFields: number, ...StampRow]
type FieldRow = [widget: string, key: string, value: string | null, ...StampRow]
type ConflictRow = [
  writer: string,
  n: number,
  widget: string,
  field: string | null,
  rule: Conflict['rule'],
  kept: string,
  lost: string,
]

interface Found {
  i: number
  head: HeadRow | null
  baseTag: string | null
  lastN: [id: string, lastN: number][] | null
  widgets: WidgetRow[] | null
  fields: FieldRow[] | null
  conflicts: ConflictRow[] | null
  device: [id: string, lastSeen: number, lastRevision: number] | null
}

/** Runs raw SQL: PrismaClient, or a part of it. */
export interface RawSql {
  $queryRaw<T>(statement: Prisma.Sql): Promise<T>
}

/** Reads for every ask, in their order. Throws RangeError for more than 64. */
export async function readMany(database: RawSql, asks: readonly Ask[]): Promise<Read[]> {
  if (asks.length > MOST_ASKS) throw new RangeError(`at most ${MOST_ASKS} asks at once`)
  const text = JSON.stringify(asks.map((ask, i) => ({ i, ...ask })))
  const rows = await database.$queryRaw<{ found: string }[]>(statement(text, asks.length === 1 ? 1 : MOST_ASKS))
  const reads: Read[] = []
  for (const { found } of rows) {
    const parsed = JSON.parse(found) as Found
    reads[parsed.i] = readOf(parsed)
  }
  return reads
}

function readOf({ head, baseTag, lastN, widgets, fields, conflicts, device }: Found): Read {
  return {
    head: head === null ? NEW_LAYOUT : headOf(head),
    baseTag,
    lastN: new Map(lastN),
    widgets: widgetsOf(widgets ?? [], fields ?? []),
    conflicts: (conflicts ?? []).map(conflictOf),
    device: device === null ? null : { id: device[0], lastSeen: device[1], lastRevision: device[2] },
  }
}

function headOf([revision, tag, seq, liveWidgets, valueBytes, forgottenUpTo]: HeadRow): Read['head'] {
  return { revision, tag, seq, liveWidgets, valueBytes, forgottenUpTo }
}

function widgetsOf(widgetRows: readonly WidgetRow[], fieldRows: readonly FieldRow[]): Map<string, StoredWidget> {
  const widgets = new Map<string, { presence: Presence | null; fields: Map<string, StoredField> }>()
  for (const [id, removed, liveFields, ...stamp] of widgetRows) {
    widgets.set(id, { presence: { removed, liveFields, ...stampOf(stamp) }, fields: new Map() })
  }
  for (const [id, key, value, ...stamp] of fieldRows) {
    const widget = widgets.get(id) ?? { presence: null, fields: new Map() }
    widgets.set(id, widget)
    widget.fields.set(key, value === null ? stampOf(stamp) : { ...stampOf(stamp), value: JSON.parse(value) as Json })
  }
  return widgets
}

function stampOf([rev, at, deviceAt, device, writer]: StampRow) {
  return { rev, at, deviceAt, device, writer }
}

function conflictOf([writer, n, widget, field, rule, kept, lost]: ConflictRow): Conflict {
  return { widget, field, rule, writer, n, kept: JSON.parse(kept), lost: JSON.parse(lost) }
}
