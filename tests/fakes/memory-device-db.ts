/**
 * The page's IndexedDB in memory: a model of src/store/device-db that any number of tabs of one browser profile share.
 * tests/src/store/device-db-contract.test.ts holds it to the real one. As there, every call is one transaction, but
 * `takeOver` and `putBack` are two with a gap in which other tabs may write. Values are handed in and out as they are: nobody
 * changes one. Does not know disks that are slow, full or broken: whoever wants one wraps this.
 */
import type { Conflict } from '../../core/wire/answer'
import type { DeviceDb, Stored } from '../../src/store/device-db'
import {
  asWho,
  isConflict,
  isNewer,
  isOwedEdit,
  isSetAsideEdit,
  isStoredReplica,
  isWatermark,
} from '../../src/store/stored-shapes'
import {
  type AccountRows,
  conflictKey,
  conflictsInOrder,
  createDeviceDbRows,
  type DeviceDbRows,
  editsOf,
  inOrder,
  rowsOf,
} from './device-db-rows'

/** What closes each connection to these rows. */
const connections = new WeakMap<DeviceDbRows, Set<() => void>>()

/**
 * Deletes everything beneath the tabs, as a person or a browser does: each tab that uses it hears it by its `onLost`, and
 * a call between its two transactions rejects. A tab that is gone must be deaf by itself.
 */
export function deleteRows(rows: DeviceDbRows): void {
  const { who, accounts, setAside } = createDeviceDbRows()
  Object.assign(rows, { who, accounts, setAside })
  for (const close of [...(connections.get(rows) ?? [])]) close()
}

/**
 * One tab's connection to `rows`.
 * @param rows of its browser profile; left out: a profile of its own
 */
export function createMemoryDeviceDb(rows = createDeviceDbRows()): DeviceDb {
  const open = connections.get(rows) ?? new Set()
  connections.set(rows, open)
  let lost = () => {}
  /** One for each opening, so that a call notices that what it began on was closed. */
  let close: (() => void) | null = null

  function connection(): () => void {
    if (close !== null) return close
    const opened = () => {
      open.delete(opened)
      close = null
      lost()
    }
    open.add(opened)
    close = opened
    return opened
  }
  const of = (account: string): AccountRows => {
    connection()
    return rowsOf(rows, account)
  }
  /** Between two transactions of one call. */
  async function gap(): Promise<void> {
    const before = connection()
    await null
    if (close !== before) throw new DOMException('The database was closed.', 'InvalidStateError')
  }

  return {
    async who() {
      connection()
      return asWho(rows.who) ?? null
    },
    async addWho(who) {
      connection()
      if (rows.who !== null) return false
      rows.who = who
      return true
    },
    async setWho(who) {
      connection()
      rows.who = who
    },
    load: async (account) => storedOf(of(account), rows, account),
    async putEdits(account, writer, added, dropped) {
      const edits = editsOf(of(account), writer)
      for (const n of dropped) edits.delete(n)
      for (const edit of added) edits.set(edit.n, edit)
    },
    async takeOver(account, { replica, settled, conflicts }) {
      const known = of(account).replica
      const { settled: before } = of(account)
      const unseen = new Set(conflicts.filter((conflict) => of(account).conflicts.has(conflictKey(conflict))))
      const news = conflicts.filter(
        ({ writer, n }) => !(Object.hasOwn(settled, writer) && isSettled(before.get(writer), n)),
      )
      const raised = raise(of(account), settled)
      await gap()
      const stored = of(account)
      if (!isSoundReplica(known) || !isNewer(known, replica)) stored.replica = replica
      putConflicts(stored, news)
      for (const [writer, n] of raised) stored.settled.set(writer, n)
      for (const [writer, lastN] of Object.entries(settled)) {
        const edits = editsOf(stored, writer)
        for (const n of edits.keys()) if (n >= 0 && n <= lastN) edits.delete(n)
      }
      return conflicts.filter((conflict) => news.includes(conflict) || unseen.has(conflict))
    },
    async setAside(entries) {
      connection()
      for (const { writer, n, ...entry } of entries) {
        rows.setAside.set(entry.key, entry)
        editsOf(of(entry.account), writer).delete(n)
      }
    },
    async dropSetAside(key) {
      connection()
      rows.setAside.delete(key)
    },
    async dropConflicts(account, seen) {
      for (const conflict of seen) of(account).conflicts.delete(conflictKey(conflict))
    },
    async forget(account) {
      connection()
      rows.accounts.delete(account)
    },
    async putBack({ who, account, replica, settled, owed, writer, conflicts, setAside }) {
      const before = of(account)
      const there = asWho(rows.who)
      const known = before.replica
      const raised = raise(before, settled)
      await gap()
      const stored = of(account)
      const guests = [...new Set([...(there?.guests ?? []), ...who.guests])]
      if (there === undefined || there.since < who.since)
        rows.who = { ...who, device: there?.device ?? who.device, guests }
      if (!isSoundReplica(known) || isNewer(replica, known)) stored.replica = replica
      for (const [of, n] of raised) stored.settled.set(of, n)
      stored.edits.delete(writer)
      for (const stream of owed) {
        const edits = editsOf(stored, stream.writer)
        for (const edit of stream.edits) edits.set(edit.n, edit)
      }
      putConflicts(stored, conflicts)
      for (const entry of setAside) rows.setAside.set(entry.key, entry)
    },
    onLost(fn) {
      lost = fn
    },
  }
}

/** What can be read of it, in IndexedDB's order. */
function storedOf({ edits, settled, replica, conflicts }: AccountRows, rows: DeviceDbRows, account: string): Stored {
  const owed: Stored['owed'] = new Map()
  for (const [writer, byN] of inKeyOrder(edits)) {
    const sound = [...byN.values()].filter(isSoundEdit).sort((a, b) => a.n - b.n)
    if (sound.length > 0) owed.set(writer, sound)
  }
  return {
    owed,
    settled: new Map(inKeyOrder(settled).map(([writer, n]) => [writer, isWatermark(n) ? n : 0])),
    replica: isSoundReplica(replica) ? replica : null,
    conflicts: [...conflicts.values()].sort(conflictsInOrder).filter(isSoundConflict),
    setAside: inKeyOrder(rows.setAside).flatMap(([, entry]) =>
      isSetAsideEdit(entry) && entry.account === account ? [entry] : [],
    ),
  }
}

const inKeyOrder = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([a], [b]) => inOrder(a, b))

/** The watermarks of `settled`, or what is there where that is higher. */
function raise(stored: AccountRows, settled: Record<string, number>): [string, number][] {
  return Object.entries(settled).map(([writer, n]) => {
    const known = stored.settled.get(writer)
    return [writer, isWatermark(known) && known > n ? known : n]
  })
}

const isSettled = (known: unknown, n: number): boolean => isWatermark(known) && n <= known

function putConflicts(stored: AccountRows, conflicts: readonly Conflict[]): void {
  for (const conflict of conflicts) stored.conflicts.set(conflictKey(conflict), conflict)
}

/** The schema's word on a value, asked once: values do not change, and the same ones are read again and again. */
function once<T>(isSound: (value: unknown) => value is T): (value: unknown) => value is T {
  const known = new WeakMap<object, boolean>()
  return (value): value is T => {
    if (typeof value !== 'object' || value === null) return isSound(value)
    const found = known.get(value) ?? isSound(value)
    known.set(value, found)
    return found
  }
}
const isSoundEdit = once(isOwedEdit)
const isSoundReplica = once(isStoredReplica)
const isSoundConflict = once(isConflict)
