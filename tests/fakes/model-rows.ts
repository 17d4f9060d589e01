/**
 * What the model of the database holds of one account: the rows of its tables, and what one read sees of them, as
 * server/layouts/read-statement does in SQL. Pure. Used by ./model-database, which changes the rows.
 *
 * Rows, values and a widget's map of fields are never changed once they are here, but replaced: so a read hands them out, and
 * a backup keeps them, without a copy.
 */
import type { VersionEntry } from '../../core/merge/decision'
import {
  type LayoutHead,
  NEW_LAYOUT,
  type Presence,
  type StoredField,
  type StoredWidget,
} from '../../core/merge/stored'
import type { Conflict } from '../../core/wire/answer'
import type { Ask, KnownDevice, Read } from '../../server/layouts/store'

/** A widget with all its fields. `presence` null: only fields were ever written, which no decision does. */
export interface WidgetRows extends StoredWidget {
  /** The greatest `rev` in it: what did not change since is passed over without a look at the fields. */
  readonly latest: number
}

export interface ConflictRow {
  /** The layout's `seq` of the save that reported it. */
  readonly seq: number
  /** Its place among those of the save. */
  readonly part: number
  /** Server time, ms since 1970. */
  readonly at: number
  readonly conflict: Conflict
}

export interface VersionRow extends Readonly<VersionEntry> {
  /** Server time, ms since 1970. */
  readonly at: number
  readonly seq: number
}

export interface DeviceRow extends Readonly<KnownDevice> {
  readonly name: string | null
  /** The newest last, at most twenty. */
  readonly sessions: readonly string[]
}

/** Everything of one account. */
export interface AccountRows {
  /** `seq` 0: there is no row, nothing was ever saved. */
  readonly head: LayoutHead
  /** By writer. */
  readonly lastN: ReadonlyMap<string, number>
  readonly widgets: ReadonlyMap<string, WidgetRows>
  /** In the order in which a pull answers them: by save, writer, number and part. */
  readonly conflicts: readonly ConflictRow[]
  /** By revision, oldest first. */
  readonly versions: ReadonlyMap<number, VersionRow>
  readonly devices: ReadonlyMap<string, DeviceRow>
}

export const NO_ROWS: AccountRows = {
  head: NEW_LAYOUT,
  lastN: new Map(),
  widgets: new Map(),
  conflicts: [],
  versions: new Map(),
  devices: new Map(),
}

/** Exactly what the read statement answers to `ask`; where SQL leaves the order of things open, it is that of their making. */
export function readOf(rows: AccountRows, ask: Ask): Read {
  return {
    head: rows.head,
    baseTag: rows.versions.get(ask.since)?.tag ?? null,
    lastN: lastNOf(rows, ask),
    widgets: widgetsOf(rows, ask),
    conflicts: conflictsOf(rows, ask),
    device: deviceOf(rows, ask),
  }
}

function lastNOf({ lastN }: AccountRows, { writers }: Ask): Map<string, number> {
  const asked = new Map<string, number>()
  for (const { id } of writers) {
    const n = lastN.get(id)
    if (n !== undefined) asked.set(id, n)
  }
  return asked
}

/** How edits name a widget: not at all, by its id (`whole`: with all it has), by fields. */
interface Named {
  byId: boolean
  whole: boolean
  keys: string[]
}

const NOT_NAMED: Named = { byId: false, whole: false, keys: [] }

function namedBy({ widgets, fields }: Ask): Map<string, Named> {
  const named = new Map<string, Named>()
  const of = (id: string): Named => {
    const known = named.get(id) ?? { byId: false, whole: false, keys: [] }
    named.set(id, known)
    return known
  }
  for (const { id, whole } of widgets) {
    const widget = of(id)
    widget.byId = true
    widget.whole ||= whole
  }
  for (const { widget, key } of fields) of(widget).keys.push(key)
  return named
}

function widgetsOf({ head, widgets }: AccountRows, ask: Ask): Map<string, StoredWidget> {
  const after = ask.since < head.forgottenUpTo ? 0 : ask.since
  const named = namedBy(ask)
  const found = new Map<string, StoredWidget>()
  for (const [id, widget] of widgets) {
    const about = named.get(id)
    if (about === undefined && widget.latest <= after) continue
    const seen = seenOf(widget, about ?? NOT_NAMED, after, ask.revives)
    if (seen !== null) found.set(id, seen)
  }
  return found
}

/** What is read of a widget; null: nothing. */
function seenOf(widget: WidgetRows, named: Named, after: number, revives: boolean): StoredWidget | null {
  const { presence, fields } = widget
  const isChanged = presence !== null && presence.rev > after
  if (presence !== null && isWhole(presence, named, { isChanged, revives })) return { presence, fields }
  const seen = new Map<string, StoredField>()
  if (widget.latest > after) for (const [key, field] of fields) if (field.rev > after) seen.set(key, field)
  for (const key of named.keys) {
    const field = fields.get(key)
    if (field !== undefined) seen.set(key, field)
  }
  // Without being named, and not added, removed or brought back since, only its fields are read.
  const shown = isChanged || named.byId ? presence : null
  return shown === null && seen.size === 0 ? null : { presence: shown, fields: seen }
}

function isWhole(presence: Presence, named: Named, on: { isChanged: boolean; revives: boolean }): boolean {
  if (on.isChanged && !presence.removed) return true
  return named.byId && (named.whole || (on.revives && presence.removed))
}

function conflictsOf({ conflicts }: AccountRows, { writers }: Ask): Conflict[] {
  if (conflicts.length === 0 || writers.length === 0) return []
  const asked = new Map(writers.map((writer) => [writer.id, writer]))
  const isAsked = ({ conflict: { writer, n } }: ConflictRow) => {
    const about = asked.get(writer)
    return about !== undefined && n > about.after && n <= about.upTo
  }
  return conflicts.filter(isAsked).map(({ conflict }) => conflict)
}

/** The one that is named, else the one of the session that was heard of last. */
function deviceOf({ devices }: AccountRows, { device, session }: Ask): KnownDevice | null {
  let found = device === null ? undefined : devices.get(device)
  if (found === undefined && session !== null) {
    for (const row of devices.values()) {
      if (row.sessions.includes(session) && (found === undefined || row.lastSeen > found.lastSeen)) found = row
    }
  }
  return found === undefined ? null : { id: found.id, lastSeen: found.lastSeen, lastRevision: found.lastRevision }
}
