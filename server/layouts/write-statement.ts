/**
 * The second of the two statements of a save: everything it changes, as one statement and so one transaction (S1), and only
 * if the layout is still where it was read. It takes many saves at once, at most one an account. Used by ./postgres-store.
 *
 * Why no lock is needed: whoever comes second waits for the first one's row of `layout`, then finds another `seq` there and
 * writes nothing; every other part of the statement writes for winners only.
 */
import type { Stamp } from '../../core/merge/stored'
import { Prisma } from '../db/client/client'
import type { RawSql } from './read-statement'
import type { Commit, SeenDevice } from './store'

/** As many commits as one statement takes. */
export const MOST_COMMITS = 64

/** Half a pair: no database's text can hold it. */
const LONE_SURROGATE = /\p{Surrogate}/gu

/** What a device's sessions become: the one it uses now is there, and the newest twenty are enough. */
const SESSIONS = Prisma.sql`case when excluded.sessions <@ d.sessions then d.sessions
  else (d.sessions || excluded.sessions)[greatest(1, cardinality(d.sessions) - 18):] end`

/** What a statement writes, by kind. */
interface Rows<T> {
  /** One a commit, with what there is at most one of: its version and its device. */
  layouts: T
  widgets: T
  fields: T
  writers: T
  conflicts: T
}

/**
 * Rows of each kind as JSON text, flat: to unnest lists within rows costs the database a fifth of a shared statement. `i` is
 * the commit's place. Layouts go in order of account, so that two batches cannot wait for each other. Answered is who was
 * not written: mostly nobody.
 * @param most in the text of the statement, so that the planner knows it: a lone save then needs no hash tables
 */
const statement = (rows: Rows<string>, most: 1 | typeof MOST_COMMITS) => Prisma.sql`
with ask as materialized (
  select * from json_to_recordset(${rows.layouts}::json) as a(
    i int, account text, "onTag" text, at bigint, revision int, tag text, seq int, "liveWidgets" int, "valueBytes" int,
    device text, "deviceName" text, session text, held int, trigger text, changes text
  ) limit ${Prisma.raw(`${most}`)}
), won as (
  insert into layout as l (account, revision, tag, seq, live_widgets, value_bytes)
  -- No row, and yet something was read: the database is an older one (S14), in which a part of a layout must not begin one.
  select account, revision, tag, seq, "liveWidgets", "valueBytes" from ask
  where (seq = 1 and "onTag" is null) or (select true from layout held where held.account = ask.account)
  order by account
  on conflict (account) do update set revision = excluded.revision, tag = excluded.tag, seq = excluded.seq,
    live_widgets = excluded.live_widgets, value_bytes = excluded.value_bytes
  where l.seq = excluded.seq - 1 and l.tag is not distinct from (select "onTag" from ask where ask.account = l.account)
  returning l.account
), done as materialized (
  select ask.* from ask join won on won.account = ask.account
), write_widgets as (
  insert into widget as w (account, id, removed, live_fields, rev, at, device_at, device, writer)
  select done.account, x.id, x.removed, x."liveFields", x.rev, x.at, x."deviceAt", x.device, x.writer
  from done join json_to_recordset(${rows.widgets}::json) as x(
    i int, id text, removed boolean, "liveFields" int, rev int, at bigint, "deviceAt" bigint, device text, writer text
  ) on x.i = done.i
  on conflict (account, id) do update set removed = excluded.removed, live_fields = excluded.live_fields,
    rev = excluded.rev, at = excluded.at, device_at = excluded.device_at, device = excluded.device, writer = excluded.writer
), write_fields as (
  insert into field as f (account, widget, key, value, rev, at, device_at, device, writer)
  select done.account, x.widget, x.key, x.value, x.rev, x.at, x."deviceAt", x.device, x.writer
  from done join json_to_recordset(${rows.fields}::json) as x(
    i int, widget text, key text, value text, rev int, at bigint, "deviceAt" bigint, device text, writer text
  ) on x.i = done.i
  on conflict (account, widget, key) do update set value = excluded.value,
    rev = excluded.rev, at = excluded.at, device_at = excluded.device_at, device = excluded.device, writer = excluded.writer
), write_writers as (
  insert into writer as w (account, id, last_n)
  select done.account, x.id, x."lastN" from done join json_to_recordset(${rows.writers}::json) as x(i int, id text, "lastN" int) on x.i = done.i
  on conflict (account, id) do update set last_n = excluded.last_n
), write_conflicts as (
  insert into conflict (account, writer, n, part, seq, widget, field, rule, kept, lost, at)
  select done.account, x.writer, x.n, x.part, done.seq, x.widget, x.field, x.rule, x.kept, x.lost, done.at
  from done join json_to_recordset(${rows.conflicts}::json) as x(
    i int, writer text, n int, part int, widget text, field text, rule text, kept text, lost text
  ) on x.i = done.i
), write_versions as (
  insert into version (account, revision, tag, at, device, trigger, seq, changes)
  select account, revision, tag, at, device, trigger, seq, changes from done where changes is not null
), write_devices as (
  insert into device as d (account, id, name, last_seen, last_revision, sessions)
  select account, device, "deviceName", at, held, case when session is null then '{}' else array[session] end from done
  on conflict (account, id) do update set name = coalesce(excluded.name, d.name),
    last_seen = greatest(d.last_seen, excluded.last_seen), last_revision = greatest(d.last_revision, excluded.last_revision),
    sessions = ${SESSIONS}
)
select account from ask where not exists (select from won where won.account = ask.account)`

/**
 * Writes every commit whose layout is still where it was read; resolves to the accounts of the others, of which nothing was
 * written. Throws RangeError for more than 64.
 */
export async function writeMany(database: RawSql, commits: readonly Commit[]): Promise<Set<string>> {
  if (commits.length > MOST_COMMITS) throw new RangeError(`at most ${MOST_COMMITS} commits at once`)
  const { layouts, widgets, fields, writers, conflicts } = rowsOf(commits)
  const texts = {
    layouts: JSON.stringify(layouts),
    widgets: JSON.stringify(widgets),
    fields: JSON.stringify(fields),
    writers: JSON.stringify(writers),
    conflicts: JSON.stringify(conflicts),
  }
  const rows = await database.$queryRaw<{ account: string }[]>(
    statement(texts, commits.length === 1 ? 1 : MOST_COMMITS),
  )
  return new Set(rows.map((row) => row.account))
}

/** Those of the accounts whose layout somebody else holds locked at this moment. Waits for nobody. */
export async function lockedAccounts(database: RawSql, accounts: readonly string[]): Promise<Set<string>> {
  const rows = await database.$queryRaw<{ account: string }[]>(Prisma.sql`
    with free as materialized (select account from layout where account = any(${accounts}) for update skip locked)
    select account from layout where account = any(${accounts}) and account not in (select account from free)`)
  return new Set(rows.map(({ account }) => account))
}

/** Notes that a device was heard of, without a save. */
export async function writeDevice(database: RawSql, account: string, device: SeenDevice): Promise<void> {
  const sessions = device.session === null ? [] : [device.session]
  await database.$queryRaw(Prisma.sql`
    insert into device as d (account, id, name, last_seen, last_revision, sessions)
    values (${account}, ${device.id}, ${device.name}, ${device.at}, ${device.revision}, ${sessions})
    on conflict (account, id) do update set name = coalesce(excluded.name, d.name),
      last_seen = greatest(d.last_seen, excluded.last_seen), last_revision = greatest(d.last_revision, excluded.last_revision),
      sessions = ${SESSIONS}`)
}

/** Of many commits; each row knows its commit by place. */
function rowsOf(commits: readonly Commit[]): Rows<object[]> {
  const rows: Rows<object[]> = { layouts: [], widgets: [], fields: [], writers: [], conflicts: [] }
  for (const [i, { account, onTag, writes, device }] of commits.entries()) {
    const { head, version } = writes
    rows.layouts.push({
      i,
      account,
      onTag,
      at: device.at,
      revision: head.revision,
      tag: head.tag,
      seq: head.seq,
      liveWidgets: head.liveWidgets,
      valueBytes: head.valueBytes,
      device: device.id,
      deviceName: device.name?.replace(LONE_SURROGATE, '\uFFFD') ?? null,
      session: device.session,
      held: device.revision,
      trigger: version?.trigger ?? null,
      changes: version === null ? null : JSON.stringify(version.changes),
    })
    for (const { id, presence } of writes.widgets) {
      const { removed, liveFields } = presence
      rows.widgets.push({ i, id, removed, liveFields, ...stampOf(presence) })
    }
    // Values travel as text within the text: PostgreSQL's own JSON cannot hold every string (\u0000, half a surrogate pair).
    for (const { widget, key, field } of writes.fields) {
      const value = field.value === undefined ? null : JSON.stringify(field.value)
      rows.fields.push({ i, widget, key, value, ...stampOf(field) })
    }
    for (const { id, lastN } of writes.writers) rows.writers.push({ i, id, lastN })
    for (const [part, { kept, lost, ...conflict }] of writes.conflicts.entries()) {
      rows.conflicts.push({ i, part, ...conflict, kept: JSON.stringify(kept), lost: JSON.stringify(lost) })
    }
  }
  return rows
}

function stampOf({ rev, at, deviceAt, device, writer }: Stamp): Stamp {
  return { rev, at, deviceAt, device, writer }
}
