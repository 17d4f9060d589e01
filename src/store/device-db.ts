/**
 * Station 3, IndexedDB: the copy that survives a killed browser. Browsers bring local storage to disk only seconds
 * later, so a start takes the union of both (D1). Knows stores and transactions, no rules.
 *
 * Every transaction makes all of its requests at once and is committed with them. One that waits for its page to go on is
 * kept open by WebKit while the page that was left lies in its back-forward cache, and then nothing of this can be read
 * or written any more, for minutes.
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
      const tx = (await open()).transaction('who')
      const [who] = await atOnce(tx, [tx.store.get('who')])
      return who ?? null
    },

    async setWho(who) {
      const tx = (await open()).transaction('who', 'readwrite')
      await atOnce(tx, [tx.store.put(who, 'who')])
    },

    async load(account) {
      const tx = (await open()).transaction(['edits', 'settled', 'replicas', 'conflicts', 'setAside'])
      const [editKeys, edits, settledKeys, settled, replica, conflicts, setAside] = await atOnce(tx, [
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
      await atOnce(tx, [
        ...dropped.map((n) => tx.store.delete([account, writer, n])),
        ...added.map((edit) => tx.store.put(edit, [account, writer, edit.n])),
      ])
    },

    async takeOver(account, { replica, settled, conflicts }) {
      const db = await open()
      const reading = db.transaction('settled')
      const writers = Object.keys(settled)
      const known = await atOnce(
        reading,
        writers.map((writer) => reading.store.get([account, writer])),
      )
      const tx = db.transaction(['edits', 'settled', 'replicas', 'conflicts'], 'readwrite')
      await atOnce(tx, [
        tx.objectStore('replicas').put(replica, account),
        ...conflicts.map((lost) =>
          tx.objectStore('conflicts').put(lost, [account, lost.writer, lost.n, lost.widget, lost.field ?? '']),
        ),
        ...writers.flatMap((writer, i) => {
          const lastN = settled[writer] ?? 0
          return [
            // Nobody else takes an answer over between the two transactions: the caller has the device's lock for it.
            tx.objectStore('settled').put(Math.max(lastN, known[i] ?? 0), [account, writer]),
            tx.objectStore('edits').delete(IDBKeyRange.bound([account, writer, 0], [account, writer, lastN])),
          ]
        }),
      ])
    },

    async setAside(entries) {
      const tx = (await open()).transaction(['edits', 'setAside'], 'readwrite', { durability: 'strict' })
      await atOnce(tx, [
        ...entries.flatMap(({ writer, n, ...entry }) => [
          tx.objectStore('setAside').put(entry, entry.key),
          tx.objectStore('edits').delete([entry.account, writer, n]),
        ]),
      ])
    },

    async dropSetAside(key) {
      const tx = (await open()).transaction('setAside', 'readwrite')
      await atOnce(tx, [tx.store.delete(key)])
    },

    async dropConflicts(account) {
      const tx = (await open()).transaction('conflicts', 'readwrite')
      await atOnce(tx, [tx.store.delete(of(account))])
    },

    async forget(account) {
      const tx = (await open()).transaction(['edits', 'settled', 'replicas', 'conflicts'], 'readwrite')
      await atOnce(tx, [
        ...(['edits', 'settled', 'conflicts'] as const).map((store) => tx.objectStore(store).delete(of(account))),
        tx.objectStore('replicas').delete(account),
      ])
    },
  }
}

/**
 * Commits `tx`, whose requests are all made.
 * @returns what the requests gave, once all of it is kept; rejects when none of it is
 */
async function atOnce<T extends readonly unknown[] | []>(tx: { commit(): void; done: Promise<void> }, requests: T) {
  tx.commit()
  const [results] = await Promise.all([Promise.all(requests), tx.done])
  return results
}
