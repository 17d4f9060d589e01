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

/** Half a pair: no database's text can hold it. */
const LONE_SURROGATE = /\p{Surrogate}/gu

/** What a device's sessions become: the one it uses now is there, and the newest twenty are enough. */
const SESSIONS = Prisma.sql`case when excluded.sessions <@ d.sessions then d.sessions
  else (d.sessions || excluded.sessions)[greatest(1, cardinality(d.sessions) - 18):] end`

/** @param commits as JSON text. Rows go in order of account, so that two batches cannot wait for each other. */
const statement = (commits: string) => Prisma.sql`
with ask as materialized (
  select * from json_to_recordset(${commits}::json) as a(
    account text, "onTag" text, at bigint, revision int, tag text, seq int, "liveWidgets" int, "valueBytes" int,
    widgets json, fields json, writers json, conflicts json, versions json, devices json
  )
), won as (
  insert into layout as l (account, revision, tag, seq, live_widgets, value_bytes)
  select account, revision, tag, seq, "liveWidgets", "valueBytes" from ask order by account
  on conflict (account) do update set revision = excluded.revision, tag = excluded.tag, seq = excluded.seq,
    live_widgets = excluded.live_widgets, value_bytes = excluded.value_bytes
  where l.seq = excluded.seq - 1 and l.tag is not distinct from (select "onTag" from ask where ask.account = l.account)
  returning l.account
), done as materialized (
  select ask.* from ask join won on won.account = ask.account
), write_widgets as (
  insert into widget as w (account, id, removed, live_fields, rev, at, device_at, device, writer)
  select done.account, x.id, x.removed, x."liveFields", x.rev, x.at, x."deviceAt", x.device, x.writer
  from done cross join lateral json_to_recordset(done.widgets) as x(
    id text, removed boolean, "liveFields" int, rev int, at bigint, "deviceAt" bigint, device text, writer text
  )
  on conflict (account, id) do update set removed = excluded.removed, live_fields = excluded.live_fields,
    rev = excluded.rev, at = excluded.at, device_at = excluded.device_at, device = excluded.device, writer = excluded.writer
), write_fields as (
  insert into field as f (account, widget, key, value, rev, at, device_at, device, writer)
  select done.account, x.widget, x.key, x.value, x.rev, x.at, x."deviceAt", x.device, x.writer
  from done cross join lateral json_to_recordset(done.fields) as x(
    widget text, key text, value text, rev int, at bigint, "deviceAt" bigint, device text, writer text
  )
  on conflict (account, widget, key) do update set value = excluded.value,
    rev = excluded.rev, at = excluded.at, device_at = excluded.device_at, device = excluded.device, writer = excluded.writer
), write_writers as (
  insert into writer as w (account, id, last_n)
  select done.account, x.id, x."lastN" from done cross join lateral json_to_recordset(done.writers) as x(id text, "lastN" int)
  on conflict (account, id) do update set last_n = excluded.last_n
), write_conflicts as (
  insert into conflict (account, writer, n, part, seq, widget, field, rule, kept, lost, at)
  select done.account, x.writer, x.n, x.part, done.seq, x.widget, x.field, x.rule, x.kept, x.lost, done.at
  from done cross join lateral json_to_recordset(done.conflicts) as x(
    writer text, n int, part int, widget text, field text, rule text, kept text, lost text
  )
), write_versions as (
  insert into version (account, revision, tag, at, device, trigger, seq, changes)
  select done.account, x.revision, x.tag, done.at, x.device, x.trigger, done.seq, x.changes
  from done cross join lateral json_to_recordset(done.versions) as x(
    revision int, tag text, device text, trigger text, changes text
  )
), write_devices as (
  insert into device as d (account, id, name, last_seen, last_revision, sessions)
  select done.account, x.id, x.name, x.at, x.revision, case when x.session is null then '{}' else array[x.session] end
  from done cross join lateral json_to_recordset(done.devices) as x(
    id text, name text, at bigint, revision int, session text
  )
  on conflict (account, id) do update set name = coalesce(excluded.name, d.name),
    last_seen = greatest(d.last_seen, excluded.last_seen), last_revision = greatest(d.last_revision, excluded.last_revision),
    sessions = ${SESSIONS}
)
select account from won`

/** Writes every commit whose layout is still where it was read; resolves to the accounts that were written. */
export async function writeMany(database: RawSql, commits: readonly Commit[]): Promise<Set<string>> {
  const rows = await database.$queryRaw<{ account: string }[]>(statement(JSON.stringify(commits.map(rowOf))))
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

function rowOf({ account, onTag, writes, device, at }: Commit) {
  const { head, widgets, fields, writers, conflicts, version } = writes
  const { revision, tag, seq, liveWidgets, valueBytes } = head
  return {
    account,
    onTag,
    at,
    revision,
    tag,
    seq,
    liveWidgets,
    valueBytes,
    widgets: widgets.map(({ id, presence: { removed, liveFields, ...stamp } }) => ({
      id,
      removed,
      liveFields,
      ...stamp,
    })),
    // Values travel as text within the text: PostgreSQL's own JSON cannot hold every string (\u0000, half a surrogate pair).
    fields: fields.map(({ widget, key, field: { value, ...stamp } }) => ({
      widget,
      key,
      value: value === undefined ? null : JSON.stringify(value),
      ...(stamp satisfies Stamp),
    })),
    writers,
    conflicts: conflicts.map(({ kept, lost, ...conflict }, part) => ({
      ...conflict,
      part,
      kept: JSON.stringify(kept),
      lost: JSON.stringify(lost),
    })),
    versions: version === null ? [] : [{ ...version, changes: JSON.stringify(version.changes) }],
    devices: [{ ...device, name: device.name?.replace(LONE_SURROGATE, '\uFFFD') ?? null }],
  }
}
