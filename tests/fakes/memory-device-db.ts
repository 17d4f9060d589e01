/** The page's IndexedDB port in memory, one a browser profile: what `put` it, and any tab of the profile reads it. */
import type { OwedEdit } from '../../core/edits/edit'
import type { Conflict } from '../../core/wire/answer'
import type { DeviceDb } from '../../src/store/device-db'
import { isNewer, type StoredReplica, type Who } from '../../src/store/stored-shapes'
import type { SetAsideEdit } from '../../src/store/sync-store'

interface AccountRows {
  edits: Map<string, Map<number, OwedEdit>>
  settled: Map<string, number>
  replica: StoredReplica | null
  conflicts: Map<string, Conflict>
  setAside: Map<string, SetAsideEdit>
}

export function createMemoryDeviceDb(): DeviceDb {
  let who: Who | null = null
  const accounts = new Map<string, AccountRows>()
  const rows = (account: string): AccountRows => {
    const found = accounts.get(account) ?? {
      edits: new Map(),
      settled: new Map(),
      replica: null,
      conflicts: new Map(),
      setAside: new Map(),
    }
    accounts.set(account, found)
    return found
  }
  return {
    who: async () => structuredClone(who),
    async setWho(next) {
      who = structuredClone(next)
    },
    async load(account) {
      const { edits, settled, replica, conflicts, setAside } = rows(account)
      const owed = new Map([...edits].map(([writer, byN]) => [writer, [...byN.values()].sort((a, b) => a.n - b.n)]))
      return structuredClone({
        owed,
        settled,
        replica,
        conflicts: [...conflicts.values()],
        setAside: [...setAside.values()],
      })
    },
    async putEdits(account, writer, added, dropped) {
      const { edits } = rows(account)
      const byN = edits.get(writer) ?? new Map<number, OwedEdit>()
      edits.set(writer, byN)
      for (const n of dropped) byN.delete(n)
      for (const edit of added) byN.set(edit.n, structuredClone(edit))
    },
    async takeOver(account, { replica, settled, conflicts }) {
      const stored = rows(account)
      stored.replica = structuredClone(replica)
      for (const conflict of conflicts) {
        const { writer, n, widget, field } = conflict
        stored.conflicts.set(`${writer} ${n} ${widget} ${field}`, conflict)
      }
      for (const [writer, lastN] of Object.entries(settled)) {
        stored.settled.set(writer, Math.max(lastN, stored.settled.get(writer) ?? 0))
        const byN = stored.edits.get(writer)
        for (const n of byN?.keys() ?? []) if (n <= lastN) byN?.delete(n)
      }
    },
    async setAside(entries) {
      for (const { writer, n, ...entry } of entries) {
        rows(entry.account).setAside.set(entry.key, entry)
        rows(entry.account).edits.get(writer)?.delete(n)
      }
    },
    async dropSetAside(key) {
      for (const { setAside } of accounts.values()) setAside.delete(key)
    },
    async dropConflicts(account) {
      rows(account).conflicts.clear()
    },
    async forget(account) {
      const { setAside } = rows(account)
      accounts.delete(account)
      rows(account).setAside = setAside
    },
    async putBack(held) {
      const stored = rows(held.account)
      if (who === null || who.since < held.who.since) who = structuredClone(held.who)
      if (stored.replica === null || isNewer(held.replica, stored.replica))
        stored.replica = structuredClone(held.replica)
      for (const [writer, n] of Object.entries(held.settled)) {
        stored.settled.set(writer, Math.max(n, stored.settled.get(writer) ?? 0))
      }
      stored.edits.delete(held.writer)
      for (const { writer, edits } of held.owed) {
        const byN = stored.edits.get(writer) ?? new Map<number, OwedEdit>()
        stored.edits.set(writer, byN)
        for (const edit of edits) byN.set(edit.n, structuredClone(edit))
      }
      for (const conflict of held.conflicts) {
        const { writer, n, widget, field } = conflict
        stored.conflicts.set(`${writer} ${n} ${widget} ${field}`, conflict)
      }
      for (const entry of held.setAside) stored.setAside.set(entry.key, entry)
    },
    // Nobody deletes what lives in memory.
    onLost() {},
  }
}
