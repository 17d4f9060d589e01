/**
 * A faithful model of the database, for simulations: it answers every read with exactly what the SQL answers, and keeps what
 * the SQL keeps, synchronously and in memory. tests/server/layouts/store-contract.test.ts runs the same random scripts on it,
 * PGlite and PostgreSQL, so it cannot drift. (tests/server/layouts/memory-store answers more than was asked, on purpose.)
 * Not in it: names that people gave to devices, thinned versions, checkpoints, accounts and sessions, and what PostgreSQL refuses
 * beside keys that are there already (numbers too large, NUL in a name, one row twice in a commit). Before: a simulation's
 * routes. After: ./model-rows.
 */
import type { PlainLayout } from '../../core/history/plain-layout'
import { stepForward } from '../../core/history/step'
import type { Presence, Stamp, StoredField } from '../../core/merge/stored'
import type { Conflict } from '../../core/wire/answer'
import type { RevisionEvent } from '../../core/wire/event'
import type { Commit, LayoutStore, SeenDevice } from '../../server/layouts/store'
import {
  type AccountRows,
  type ConflictRow,
  type DeviceRow,
  NO_ROWS,
  readOf,
  type VersionRow,
  type WidgetRows,
} from './model-rows'

/** A backup: everything of the database as it was. It never changes, and can be gone back to any number of times. */
export interface Snapshot {
  readonly accounts: ReadonlyMap<string, Written>
}

export interface ModelDatabase {
  /** The layouts' port. Each call is done before it returns; its promise rejects where PostgreSQL would refuse a key that is there. */
  store(): LayoutStore
  /** As server/layouts/forget (S11). @param now server time, ms since 1970. @returns the number of widgets forgotten */
  forgetRemovals(now: number): number
  /** As server/layouts/rebuild: the layout after `revision`, the caller's to change; null where there is no such revision. Takes as long as the history is. */
  layoutAt(account: string, revision: number): PlainLayout | null
  /** As server/events/standing: an account without a layout is left out. */
  standing(accounts: readonly string[]): Map<string, RevisionEvent>
  /** As if `device` had last been seen so many ms earlier: a device that nobody waits for (S11). */
  notSeenFor(device: string, ms: number): void
  /** Costs a reference an account; the next write to each account then copies references to its widgets, versions and the like. */
  snapshot(): Snapshot
  /** Everything is again as it was at `snapshot` (S14); what was handed out or looked at stays as it was. */
  restore(snapshot: Snapshot): void
  /** Everything of an account, not copied: good until the next write, and not to be changed. */
  look(account: string): AccountRows
}

/** An account's rows as they can be written. */
interface Written extends AccountRows {
  head: AccountRows['head']
  readonly lastN: Map<string, number>
  readonly widgets: Map<string, WidgetRows>
  readonly conflicts: ConflictRow[]
  readonly versions: Map<number, VersionRow>
  readonly devices: Map<string, DeviceRow>
}

export function createModelDatabase(): ModelDatabase {
  let accounts = new Map<string, Written>()
  /** Accounts whose rows are no backup's; those of the others are copied before they are written to. */
  const own = new Set<string>()

  const look = (account: string): AccountRows => accounts.get(account) ?? NO_ROWS
  function toWrite(account: string): Written {
    const rows = accounts.get(account)
    if (rows !== undefined && own.has(account)) return rows
    const copy = copyOf(rows ?? NO_ROWS)
    accounts.set(account, copy)
    own.add(account)
    return copy
  }

  const store: LayoutStore = {
    read: async (ask) => readOf(look(ask.account), ask),
    write: async (commit) => {
      const { account, onTag, writes } = commit
      const { head } = look(account)
      if (writes.head.seq !== head.seq + 1 || onTag !== head.tag) return false
      refuseKnownKeys(look(account), commit)
      writeCommit(toWrite(account), commit)
      return true
    },
    see: async (account, device) => writeDevice(toWrite(account).devices, device),
  }

  return {
    store: () => store,
    look,
    forgetRemovals(now) {
      let forgotten = 0
      for (const [account, rows] of accounts) {
        const upTo = dueUpTo(rows, now)
        if (upTo !== null) forgotten += forget(toWrite(account), upTo)
      }
      return forgotten
    },
    layoutAt(account, revision) {
      const { versions } = look(account)
      if (revision !== 0 && !versions.has(revision)) return null
      const layout: PlainLayout = {}
      for (const version of versions.values()) {
        if (version.revision <= revision) stepForward(layout, version.changes)
      }
      return layout
    },
    standing(asked) {
      const standing = new Map<string, RevisionEvent>()
      for (const account of asked) {
        const { seq, revision, tag } = look(account).head
        if (seq > 0) standing.set(account, { revision, tag })
      }
      return standing
    },
    notSeenFor(device, ms) {
      for (const [account, { devices }] of accounts) {
        const row = devices.get(device)
        if (row !== undefined) toWrite(account).devices.set(device, { ...row, lastSeen: row.lastSeen - ms })
      }
    },
    snapshot() {
      own.clear()
      return { accounts: new Map(accounts) }
    },
    restore(snapshot) {
      own.clear()
      accounts = new Map(snapshot.accounts)
    },
  }
}

function copyOf({ head, lastN, widgets, conflicts, versions, devices }: AccountRows): Written {
  return {
    head,
    lastN: new Map(lastN),
    widgets: new Map(widgets),
    conflicts: [...conflicts],
    versions: new Map(versions),
    devices: new Map(devices),
  }
}

/** Throws for what is inserted, and never updated, under a key that is there. */
function refuseKnownKeys({ versions, conflicts }: AccountRows, { writes }: Commit): void {
  const { version } = writes
  if (version !== null && versions.has(version.revision)) throw new Error(`there is a version ${version.revision}`)
  for (const [part, { writer, n }] of writes.conflicts.entries()) {
    const isSame = (row: ConflictRow) => row.part === part && row.conflict.n === n && row.conflict.writer === writer
    if (conflicts.some(isSame)) throw new Error(`there is a conflict ${part} of edit ${n} of ${writer}`)
  }
}

function writeCommit(rows: Written, { writes, device }: Commit): void {
  const { revision, tag, seq, liveWidgets, valueBytes } = writes.head
  const { forgottenUpTo } = rows.head
  rows.head = { revision, tag, seq, liveWidgets, valueBytes, forgottenUpTo }
  for (const { id, lastN } of writes.writers) rows.lastN.set(id, lastN)
  writeWidgets(rows.widgets, writes)
  const conflicts = writes.conflicts.map((conflict, part) => ({
    seq,
    part,
    at: device.at,
    conflict: conflictOf(conflict),
  }))
  rows.conflicts.push(...conflicts.sort(byEdit))
  if (writes.version !== null) {
    const { revision, tag, device: by, trigger, changes } = writes.version
    rows.versions.set(revision, { revision, tag, device: by, trigger, changes: asText(changes), at: device.at, seq })
  }
  writeDevice(rows.devices, device)
}

function writeWidgets(held: Map<string, WidgetRows>, { widgets, fields }: Commit['writes']): void {
  for (const { id, presence } of widgets) {
    const before = held.get(id)
    const latest = Math.max(presence.rev, before?.latest ?? 0)
    held.set(id, { presence: presenceOf(presence), fields: before?.fields ?? new Map(), latest })
  }
  /** One copy of its fields for each widget that is written to. */
  const copies = new Map<string, Map<string, StoredField>>()
  for (const { widget: id, key, field } of fields) {
    const before = held.get(id)
    const copy = copies.get(id) ?? new Map(before?.fields)
    copies.set(id, copy)
    copy.set(key, fieldOf(field))
    const latest = Math.max(field.rev, before?.latest ?? 0)
    held.set(id, { presence: before?.presence ?? null, fields: copy, latest })
  }
}

const MOST_SESSIONS = 20
/** Half a pair: no database's text can hold it. */
const LONE_SURROGATE = /\p{Surrogate}/gu

function writeDevice(devices: Map<string, DeviceRow>, { id, name, session, at, revision }: SeenDevice): void {
  const known = devices.get(id)
  const sessions = known?.sessions ?? []
  devices.set(id, {
    id,
    name: name?.replace(LONE_SURROGATE, '\uFFFD') ?? known?.name ?? null,
    lastSeen: Math.max(at, known?.lastSeen ?? at),
    lastRevision: Math.max(revision, known?.lastRevision ?? revision),
    sessions: session === null || sessions.includes(session) ? sessions : [...sessions, session].slice(-MOST_SESSIONS),
  })
}

const DEVICE_COUNTS_MS = 90 * 86_400_000

/** The last removal that every device knows of; null: there is none. */
function dueUpTo({ head, widgets, devices }: AccountRows, now: number): number | null {
  if (head.seq === 0) return null
  const counting = [...devices.values()].filter(({ lastSeen }) => lastSeen >= now - DEVICE_COUNTS_MS)
  const known = counting.length === 0 ? head.revision : Math.min(...counting.map((device) => device.lastRevision))
  let upTo: number | null = null
  for (const { presence } of widgets.values()) {
    if (presence?.removed && presence.rev <= known) upTo = Math.max(presence.rev, upTo ?? 0)
  }
  return upTo
}

function forget(rows: Written, upTo: number): number {
  const { head, widgets } = rows
  rows.head = { ...head, seq: head.seq + 1, forgottenUpTo: Math.max(head.forgottenUpTo, upTo) }
  let forgotten = 0
  for (const [id, { presence }] of widgets) {
    if (!presence?.removed || presence.rev > upTo) continue
    widgets.delete(id)
    forgotten += 1
  }
  return forgotten
}

/** JSON as it comes back from a column of text: nobody else's, and without what JSON does not know (-0). */
function asText<T>(value: T): T {
  if (typeof value === 'number') return (value === 0 ? 0 : value) as T
  return typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as T) : value
}

function stampOf({ rev, at, deviceAt, device, writer }: Stamp): Stamp {
  return { rev, at, deviceAt, device, writer }
}

function presenceOf(presence: Presence): Presence {
  return { removed: presence.removed, liveFields: presence.liveFields, ...stampOf(presence) }
}

function fieldOf({ value, ...stamp }: StoredField): StoredField {
  return value === undefined ? stampOf(stamp) : { ...stampOf(stamp), value: asText(value) }
}

function conflictOf({ widget, field, rule, writer, n, kept, lost }: Conflict): Conflict {
  return { widget, field, rule, writer, n, kept: asText(kept), lost: asText(lost) }
}

/** Ids are lower-case UUIDs, which compare here as they do in SQL. */
function byEdit(a: ConflictRow, b: ConflictRow): number {
  const [one, other] = [a.conflict, b.conflict]
  if (one.writer !== other.writer) return one.writer < other.writer ? -1 : 1
  return one.n - other.n || a.part - b.part
}
