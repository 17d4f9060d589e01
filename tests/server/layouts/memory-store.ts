/**
 * The store's port in memory, for stories with thousands of saves. It hands out everything it has, so that what a decision
 * makes of more than it asked for is seen too, keeps no history of devices (no session, no name, the last word counts) and
 * forgets nothing. What answers exactly as the database does, and can go back to a backup, is tests/fakes/model-database.
 */

import type { VersionEntry } from '../../../core/merge/decision'
import { NEW_LAYOUT, type Presence, type StoredField } from '../../../core/merge/stored'
import type { Conflict } from '../../../core/wire/answer'
import type { Commit, KnownDevice, LayoutStore, Read } from '../../../server/layouts/store'

export interface MemoryLayout {
  head: Read['head']
  lastN: Map<string, number>
  widgets: Map<string, { presence: Presence; fields: Map<string, StoredField> }>
  /** In the order in which a pull answers them. */
  conflicts: Conflict[]
  versions: VersionEntry[]
  devices: Map<string, KnownDevice>
}

export interface MemoryStore extends LayoutStore {
  layouts: Map<string, MemoryLayout>
}

export function createMemoryStore(): MemoryStore {
  const layouts = new Map<string, MemoryLayout>()
  const layout = (account: string): MemoryLayout => {
    const known = layouts.get(account)
    if (known !== undefined) return known
    const fresh: MemoryLayout = {
      head: NEW_LAYOUT,
      lastN: new Map(),
      widgets: new Map(),
      conflicts: [],
      versions: [],
      devices: new Map(),
    }
    layouts.set(account, fresh)
    return fresh
  }
  return {
    layouts,
    read: async ({ account, since, writers, device }) => {
      const held = structuredClone(layout(account))
      const asked = new Map(writers.map((writer) => [writer.id, writer]))
      return {
        ...held,
        baseTag: held.versions.find(({ revision }) => revision === since)?.tag ?? null,
        conflicts: held.conflicts.filter(({ writer, n }) => {
          const { after, upTo } = asked.get(writer) ?? { after: 0, upTo: 0 }
          return n > after && n <= upTo
        }),
        device: device === null ? null : (held.devices.get(device) ?? null),
      }
    },
    write: async (commit) => {
      const held = layout(commit.account)
      if (commit.writes.head.seq !== held.head.seq + 1 || commit.onTag !== held.head.tag) return false
      apply(held, structuredClone(commit))
      return true
    },
    see: async (account, { id, at, revision }) => {
      layout(account).devices.set(id, { id, lastSeen: at, lastRevision: revision })
    },
  }
}

function apply(held: MemoryLayout, { writes, device }: Commit): void {
  held.head = writes.head
  for (const { id, lastN } of writes.writers) held.lastN.set(id, lastN)
  for (const { id, presence } of writes.widgets) {
    held.widgets.set(id, { presence, fields: held.widgets.get(id)?.fields ?? new Map() })
  }
  for (const { widget, key, field } of writes.fields) held.widgets.get(widget)?.fields.set(key, field)
  const byEdit = (a: Conflict, b: Conflict) => (a.writer === b.writer ? a.n - b.n : a.writer < b.writer ? -1 : 1)
  held.conflicts.push(...writes.conflicts.toSorted(byEdit))
  if (writes.version !== null) held.versions.push(writes.version)
  held.devices.set(device.id, { id: device.id, lastSeen: device.at, lastRevision: device.revision })
}
