/**
 * Station 3, IndexedDB: the copy that survives a killed browser. Browsers bring local storage to disk only seconds
 * later, so a start takes the union of both (D1). Knows stores and transactions, no rules.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OwedEdit } from '../../core/edits/edit'
import type { Conflict } from '../../core/wire/answer'
import type { Who } from './local-copy'
import { isOwedEdit, isStoredReplica, type StoredReplica } from './stored-shapes'
import type { SetAsideEdit } from './sync-store'

const NAME = 'holdfast'
const VERSION = 1

interface Schema extends DBSchema {
  /** One record, under 'who'. */
  who: { key: string; value: Who }
  /** [account, writer, n] */
  edits: { key: [string, string, number]; value: OwedEdit }
  /** [account, writer] -> the greatest acknowledged n */
  settled: { key: [string, string]; value: number }
  /** account */
  replicas: { key: string; value: StoredReplica }
  /** [account, writer, n, widget, field or '']: kept until the person has seen them (D11); a restore is one edit with many. */
  conflicts: { key: [string, string, number, string, string]; value: Conflict }
  /** SetAsideEdit.key: cleared by no acknowledgement (D12) */
  setAside: { key: string; value: SetAsideEdit }
}

/** All that IndexedDB knows of one account. */
export interface Stored {
  owed: Map<string, OwedEdit[]>
  settled: Map<string, number>
  replica: StoredReplica | null
  conflicts: Conflict[]
  setAside: SetAsideEdit[]
}

/** What taking an answer over changes, written as one transaction. */
export interface TakenOver {
  replica: StoredReplica
  /** writer -> lastN */
  settled: Record<string, number>
  conflicts: readonly Conflict[]
}

/** Every call rejects when the browser refuses (disabled, full, deleted): the caller keeps what it has elsewhere. */
export interface DeviceDb {
  /** null: nobody yet. */
  who(): Promise<Who | null>
  setWho(who: Who): Promise<void>
  load(account: string): Promise<Stored>
  /** Puts a writer's new edits and drops those they replaced. */
  putEdits(account: string, writer: string, added: readonly OwedEdit[], dropped: readonly number[]): Promise<void>
  takeOver(account: string, taken: TakenOver): Promise<void>
  /** Moves refused edits from the owed ones to the set-aside store, in one transaction. */
  setAside(entries: readonly (SetAsideEdit & { writer: string; n: number })[]): Promise<void>
  dropSetAside(key: string): Promise<void>
  dropConflicts(account: string): Promise<void>
  /** Forgets an account on this device, but for what was set aside. */
  forget(account: string): Promise<void>
}

export function createDeviceDb(): DeviceDb {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  /** Opened on first use, and again after the browser closed it (deleted by the person, another version). */
  function open(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(NAME, VERSION, {
      upgrade(db) {
        for (const store of ['who', 'edits', 'settled', 'replicas', 'conflicts', 'setAside'] as const)
          db.createObjectStore(store)
      },
      blocking: () => close(),
      terminated: () => close(),
    }).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  function close(): void {
    void opening?.then((db) => db.close())
    opening = null
  }
  const of = (account: string) => IDBKeyRange.bound([account], [account, []])

  return {
    async who() {
      return (await (await open()).get('who', 'who')) ?? null
    },

    async setWho(who) {
      await (await open()).put('who', who, 'who')
    },

    async load(account) {
      const tx = (await open()).transaction(['edits', 'settled', 'replicas', 'conflicts', 'setAside'])
      const [editKeys, edits, settledKeys, settled, replica, conflicts, setAside] = await Promise.all([
        tx.objectStore('edits').getAllKeys(of(account)),
        tx.objectStore('edits').getAll(of(account)),
        tx.objectStore('settled').getAllKeys(of(account)),
        tx.objectStore('settled').getAll(of(account)),
        tx.objectStore('replicas').get(account),
        tx.objectStore('conflicts').getAll(of(account)),
        tx.objectStore('setAside').getAll(),
      ])
      const owed = new Map<string, OwedEdit[]>()
      for (const [i, [, writer]] of editKeys.entries()) {
        const edit = edits[i]
        if (isOwedEdit(edit)) owed.set(writer, [...(owed.get(writer) ?? []), edit])
      }
      return {
        owed,
        settled: new Map(settledKeys.map(([, writer], i) => [writer, settled[i] ?? 0])),
        replica: isStoredReplica(replica) ? replica : null,
        conflicts,
        setAside: setAside.filter((entry) => entry.account === account),
      }
    },

    async putEdits(account, writer, added, dropped) {
      const tx = (await open()).transaction('edits', 'readwrite', { durability: 'strict' })
      await Promise.all([
        ...dropped.map((n) => tx.store.delete([account, writer, n])),
        ...added.map((edit) => tx.store.put(edit, [account, writer, edit.n])),
        tx.done,
      ])
    },

    async takeOver(account, { replica, settled, conflicts }) {
      const tx = (await open()).transaction(['edits', 'settled', 'replicas', 'conflicts'], 'readwrite')
      const watermarks = tx.objectStore('settled')
      await Promise.all([
        tx.objectStore('replicas').put(replica, account),
        ...conflicts.map((lost) =>
          tx.objectStore('conflicts').put(lost, [account, lost.writer, lost.n, lost.widget, lost.field ?? '']),
        ),
        ...Object.entries(settled).flatMap(([writer, lastN]) => [
          watermarks.get([account, writer]).then((known) => {
            if (lastN > (known ?? 0)) return watermarks.put(lastN, [account, writer])
          }),
          tx.objectStore('edits').delete(IDBKeyRange.bound([account, writer, 0], [account, writer, lastN])),
        ]),
        tx.done,
      ])
    },

    async setAside(entries) {
      const tx = (await open()).transaction(['edits', 'setAside'], 'readwrite', { durability: 'strict' })
      await Promise.all([
        ...entries.flatMap(({ writer, n, ...entry }) => [
          tx.objectStore('setAside').put(entry, entry.key),
          tx.objectStore('edits').delete([entry.account, writer, n]),
        ]),
        tx.done,
      ])
    },

    async dropSetAside(key) {
      await (await open()).delete('setAside', key)
    },

    async dropConflicts(account) {
      await (await open()).delete('conflicts', of(account))
    },

    async forget(account) {
      const tx = (await open()).transaction(['edits', 'settled', 'replicas', 'conflicts'], 'readwrite')
      await Promise.all([
        ...(['edits', 'settled', 'conflicts'] as const).map((store) => tx.objectStore(store).delete(of(account))),
        tx.objectStore('replicas').delete(account),
        tx.done,
      ])
    },
  }
}
