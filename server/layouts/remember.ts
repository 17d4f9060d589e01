/**
 * A store that remembers what the last reads and writes of this process showed, so that the next save of a device that is
 * (nearly) up to date needs no read. What is remembered may be out of date, which does no harm: whoever decides on it may only
 * write, and the write happens only where the layout is still at the `seq` and the tag that were remembered.
 * Before: save. After: postgres-store.
 */
import type { LayoutHead, Presence, StoredField, StoredWidget } from '../../core/merge/stored'
import type { Ask, Commit, KnownDevice, LayoutStore, Read } from './store'

export interface RememberLimits {
  /** Widgets, fields, writers and devices kept of all accounts together, about 300 bytes each. */
  mostThings: number
  /** A longer text is read again each time. */
  mostValueChars: number
}

const LIMITS: RememberLimits = { mostThings: 100_000, mostValueChars: 1_000 }

/** What is known of one account's layout, all of one moment: that of `head.seq`. */
interface Known {
  head: LayoutHead
  lastN: Map<string, number>
  widgets: Map<string, Presence>
  /** By widget and key; null: there never was such a field. */
  fields: Map<string, StoredField | null>
  devices: Map<string, KnownDevice>
  /** The latest revisions, without a gap, as far as this process made them: what a device has missed that is a few behind. */
  recent: Recent[]
  things: number
}

interface Recent {
  revision: number
  /** The tag of the revision before. */
  onTag: string | null
  /** Fields that it set or took away. */
  fields: { widget: string; key: string }[]
}

/** Who is further behind is read for, and who missed a large save. */
const MOST_RECENT = 16
const MOST_RECENT_FIELDS = 32

const nameOf = (widget: string, key: string): string => `${widget} ${key}`

export interface RememberingStore extends Required<LayoutStore> {
  /** Another process has made this revision: what is known of an older one would only lose a race. */
  forget(account: string, revision: number): void
}

export function remember(
  store: LayoutStore,
  { mostThings, mostValueChars }: RememberLimits = LIMITS,
): RememberingStore {
  /** In the order of use, the latest last. */
  const accounts = new Map<string, Known>()
  let things = 0

  function drop(account: string): void {
    things -= accounts.get(account)?.things ?? 0
    accounts.delete(account)
  }

  /** Puts it last, and lets go of what was not used for longest. */
  function keep(account: string, known: Known): void {
    const before = accounts.get(account)?.things ?? 0
    accounts.delete(account)
    accounts.set(account, known)
    known.things = known.lastN.size + known.devices.size + known.widgets.size + known.fields.size
    things += known.things - before
    for (const oldest of accounts.keys()) {
      if (things <= mostThings) break
      drop(oldest)
    }
  }

  /** What is known at `head`; older knowledge is of no use any more. null: something newer is known already. */
  function knownAt(account: string, head: LayoutHead): Known | null {
    const known = accounts.get(account)
    if (known === undefined || known.head.seq < head.seq || known.head.tag !== head.tag) {
      if (known !== undefined && known.head.seq > head.seq) return null
      return {
        head,
        lastN: new Map(),
        widgets: new Map(),
        fields: new Map(),
        devices: new Map(),
        recent: [],
        things: 0,
      }
    }
    return known.head.seq === head.seq ? known : null
  }

  function noteField(known: Known, widget: string, key: string, field: StoredField | null): void {
    const isShort = field?.value === undefined || JSON.stringify(field.value).length <= mostValueChars
    if (isShort) known.fields.set(nameOf(widget, key), field)
    else known.fields.delete(nameOf(widget, key))
  }

  function noteRead(ask: Ask, { head, lastN, widgets, device }: Read): void {
    if (head.seq === 0) return
    const known = knownAt(ask.account, head)
    if (known === null) return
    for (const { id } of ask.writers) known.lastN.set(id, lastN.get(id) ?? 0)
    for (const { id } of ask.widgets) {
      const presence = widgets.get(id)?.presence
      if (presence) known.widgets.set(id, presence)
    }
    for (const { widget, key } of ask.fields)
      noteField(known, widget, key, widgets.get(widget)?.fields.get(key) ?? null)
    if (device !== null) known.devices.set(device.id, device)
    keep(ask.account, known)
  }

  /** After a write the process knows what stands there, without having read it. */
  function noteWrite({ account, onTag, writes, device }: Commit): void {
    const before = accounts.get(account)
    const { head } = writes
    const isNext = before?.head.seq === head.seq - 1 && before.head.tag === onTag
    const known = isNext ? before : knownAt(account, head)
    if (known === null) return
    known.head = head
    for (const { id, lastN } of writes.writers) known.lastN.set(id, lastN)
    for (const { id, presence } of writes.widgets) known.widgets.set(id, presence)
    for (const { widget, key, field } of writes.fields) noteField(known, widget, key, field)
    if (writes.version !== null) noteRevision(known, onTag, writes)
    const lastRevision = Math.max(device.revision, known.devices.get(device.id)?.lastRevision ?? 0)
    known.devices.set(device.id, { id: device.id, lastSeen: device.at, lastRevision })
    keep(account, known)
  }

  function noteRevision(known: Known, onTag: string | null, { head, widgets, fields }: Commit['writes']): void {
    // That a widget came, went or came back is read for: it says more than fields do.
    const saysMore = widgets.some(({ presence }) => presence.rev === head.revision)
    if (saysMore || fields.length > MOST_RECENT_FIELDS) known.recent = []
    else known.recent.push({ revision: head.revision, onTag, fields })
    if (known.recent.length > MOST_RECENT) known.recent.shift()
  }

  return {
    recall(ask) {
      const known = accounts.get(ask.account)
      return known === undefined ? null : readOf(known, ask)
    },
    async read(ask) {
      const read = await store.read(ask)
      noteRead(ask, read)
      return read
    },
    async write(commit) {
      try {
        const written = await store.write(commit)
        if (written) noteWrite(commit)
        else drop(commit.account)
        return written
      } catch (error) {
        // The database may be another one when it is back.
        accounts.clear()
        things = 0
        throw error
      }
    },
    see: store.see,
    forget(account, revision) {
      const known = accounts.get(account)
      if (known !== undefined && known.head.revision < revision) drop(account)
    },
  }
}

/** What `ask` asks for, if all of it is known: the device is nearly up to date, and its edits are new ones of things that are there. */
function readOf(known: Known, ask: Ask): Read | null {
  const { head, lastN, widgets, fields, devices } = known
  const device = devices.get(ask.device ?? '')
  const missed = missedSince(known, ask.since)
  if (missed === null || ask.revives || device === undefined) return null
  for (const { id, after } of ask.writers) {
    const last = lastN.get(id)
    if (last === undefined || after < last) return null
  }
  const found = new Map<string, StoredWidget & { fields: Map<string, StoredField> }>()
  for (const { id, whole } of ask.widgets) {
    const presence = widgets.get(id)
    if (whole || presence === undefined || presence.removed) return null
    found.set(id, { presence, fields: new Map() })
  }
  for (const { widget, key } of [...ask.fields, ...missed.fields]) {
    const field = fields.get(nameOf(widget, key))
    if (field === undefined) return null
    const view = found.get(widget) ?? { presence: widgets.get(widget) ?? null, fields: new Map() }
    found.set(widget, view)
    if (field !== null) view.fields.set(key, field)
  }
  return { head, baseTag: missed.tag, lastN, widgets: found, conflicts: [], device }
}

/** What changed after revision `since`, and its tag; null: not all of it is known. */
function missedSince({ head, recent }: Known, since: number): (Pick<Recent, 'fields'> & { tag: string | null }) | null {
  if (since === head.revision) return { fields: [], tag: head.tag }
  const first = recent.findIndex(({ revision }) => revision === since + 1)
  if (first === -1 || recent.at(-1)?.revision !== head.revision) return null
  return { fields: recent.slice(first).flatMap(({ fields }) => fields), tag: recent[first]?.onTag ?? null }
}
