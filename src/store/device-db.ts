/**
 * Station 3, IndexedDB: the copy that survives a killed browser. Browsers bring local storage to disk only seconds
 * later, so a start takes the union of both (D1). Knows stores and transactions, no rules.
 *
 * Every transaction makes all of its requests at once and is committed with them. One that waits for its page to go on is
 * kept open by WebKit while the page that was left lies in its back-forward cache, and then nothing of this can be read
 * or written any more, for minutes.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OwedEdit, Stream } from '../../core/edits/edit'
import type { KeptConflict } from '../../core/merge/text-conflict'
import type { ConflictId } from '../../core/wire/answer'
import {
  asWho,
  isConflict,
  isNewer,
  isOwedEdit,
  isSetAsideEdit,
  isStoredReplica,
  isWatermark,
  type StoredReplica,
  type Who,
} from './stored-shapes'
import type { SetAsideEdit } from './sync-store'

const NAME = 'holdfast'
const VERSION = 1
const STORES = ['who', 'edits', 'settled', 'replicas', 'conflicts', 'setAside'] as const

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
  conflicts: { key: [string, string, number, string, string]; value: KeptConflict }
  /** SetAsideEdit.key: cleared by no acknowledgement (D12) */
  setAside: { key: string; value: SetAsideEdit }
}

/** All that IndexedDB knows of one account. */
export interface Stored {
  owed: Map<string, OwedEdit[]>
  settled: Map<string, number>
  replica: StoredReplica | null
  conflicts: KeptConflict[]
  setAside: SetAsideEdit[]
}

/** What taking an answer over changes, written as one transaction. */
export interface TakenOver {
  replica: StoredReplica
  /** writer -> lastN */
  settled: Record<string, number>
  conflicts: readonly KeptConflict[]
}

/** All that a tab knows of the account shown, to be put back where IndexedDB lacks it. */
export interface Held {
  who: Who
  account: string
  replica: StoredReplica
  /** writer -> lastN */
  settled: Record<string, number>
  owed: readonly Stream<OwedEdit>[]
  /** This tab's own: of its edits only those in `owed` are to be there. */
  writer: string
  conflicts: readonly KeptConflict[]
  setAside: readonly SetAsideEdit[]
}

/** Every call rejects when the browser refuses (disabled, full, deleted): the caller keeps what it has elsewhere. */
export interface DeviceDb {
  /** null: nobody yet. */
  who(): Promise<Who | null>
  /** Puts `who` there where there is nobody yet. @returns whether that was so */
  addWho(who: Who): Promise<boolean>
  setWho(who: Who): Promise<void>
  load(account: string): Promise<Stored>
  /** Puts a writer's new edits and drops those they replaced. */
  putEdits(account: string, writer: string, added: readonly OwedEdit[], dropped: readonly number[]): Promise<void>
  /**
   * What is there and newer stays: a tab that was frozen may be told late what another one has taken over since.
   * @returns those of the conflicts that are kept now: one that was told with an answer before, and is kept no more, the person has seen
   */
  takeOver(account: string, taken: TakenOver): Promise<KeptConflict[]>
  /** Moves refused edits from the owed ones to the set-aside store, in one transaction. */
  setAside(entries: readonly (SetAsideEdit & { writer: string; n: number })[]): Promise<void>
  dropSetAside(key: string): Promise<void>
  /** Drops those alone, which a person has seen. */
  dropConflicts(account: string, seen: readonly ConflictId[]): Promise<void>
  /** Forgets an account on this device, but for what was set aside. */
  forget(account: string): Promise<void>
  /** Puts `held` there in one transaction; what is there and newer stays. */
  putBack(held: Held): Promise<void>
  /** Called when the browser closed the database beneath the page: deleted by a person, wanted by a newer version. */
  onLost(fn: () => void): void
}

export function createDeviceDb(): DeviceDb {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  let lost = () => {}
  /** Opened on first use, and again after the browser closed it (deleted by the person, another version). */
  function open(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(NAME, VERSION, {
      upgrade(db) {
        for (const store of STORES) db.createObjectStore(store)
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
    opening?.then((db) => db.close()).catch(() => {})
    opening = null
    lost()
  }
  const of = (account: string) => IDBKeyRange.bound([account], [account, []])

  return {
    async who() {
      const tx = (await open()).transaction('who')
      const [who] = await atOnce(tx, [tx.store.get('who')])
      return asWho(who) ?? null
    },

    async addWho(who) {
      const tx = (await open()).transaction('who', 'readwrite')
      const added = tx.store.add(who, 'who').then(
        () => true,
        (error: DOMException) => {
          if (error.name === 'ConstraintError') return false
          throw error
        },
      )
      // Of a request that failed a transaction knows no more than that it is undone.
      await atOnce(tx, []).catch(async (error: unknown) => {
        if (await added) throw error
      })
      return added
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
        settled: new Map(settledKeys.map(([, writer], i) => [writer, isWatermark(settled[i]) ? settled[i] : 0])),
        replica: isStoredReplica(replica) ? replica : null,
        conflicts: conflicts.filter(isConflict),
        setAside: setAside.filter((entry) => isSetAsideEdit(entry) && entry.account === account),
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
      const reading = db.transaction(['replicas', 'settled', 'conflicts'])
      const [replicas, watermarks] = [reading.objectStore('replicas'), reading.objectStore('settled')]
      const writers = Object.keys(settled)
      const [there, ...found] = await atOnce(reading, [
        replicas.get(account),
        ...writers.map((writer) => watermarks.get([account, writer])),
        ...conflicts.map((lost) => reading.objectStore('conflicts').getKey(conflictKey(account, lost))),
      ] as Promise<unknown>[])
      const [known, unseen] = [found.slice(0, writers.length), found.slice(writers.length)]
      const settledBefore = new Map(writers.map((writer, i) => [writer, higher(0, known[i])]))
      const isNews = ({ writer, n }: ConflictId) => n > (settledBefore.get(writer) ?? 0)
      const tx = db.transaction(['edits', 'settled', 'replicas', 'conflicts'], 'readwrite')
      await atOnce(tx, [
        ...(isStoredReplica(there) && isNewer(there, replica)
          ? []
          : [tx.objectStore('replicas').put(replica, account)]),
        ...conflicts.filter(isNews).map((lost) => tx.objectStore('conflicts').put(lost, conflictKey(account, lost))),
        ...writers.flatMap((writer, i) => {
          const lastN = settled[writer] ?? 0
          return [
            // Nobody else takes an answer over between the two transactions: the caller has the device's lock for it.
            tx.objectStore('settled').put(higher(lastN, known[i]), [account, writer]),
            tx.objectStore('edits').delete(IDBKeyRange.bound([account, writer, 0], [account, writer, lastN])),
          ]
        }),
      ])
      return conflicts.filter((lost, i) => isNews(lost) || unseen[i] !== undefined)
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

    async dropConflicts(account, seen) {
      const tx = (await open()).transaction('conflicts', 'readwrite')
      await atOnce(
        tx,
        seen.map((lost) => tx.store.delete(conflictKey(account, lost))),
      )
    },

    async forget(account) {
      const tx = (await open()).transaction(['edits', 'settled', 'replicas', 'conflicts'], 'readwrite')
      await atOnce(tx, [
        ...(['edits', 'settled', 'conflicts'] as const).map((store) => tx.objectStore(store).delete(of(account))),
        tx.objectStore('replicas').delete(account),
      ])
    },

    async putBack({ who, account, replica, settled, owed, writer, conflicts, setAside }) {
      const db = await open()
      const writers = Object.keys(settled)
      const reading = db.transaction(['who', 'replicas', 'settled'])
      const [people, replicas, watermarks] = [
        reading.objectStore('who'),
        reading.objectStore('replicas'),
        reading.objectStore('settled'),
      ]
      const [knownPerson, knownReplica, ...known] = await atOnce(reading, [
        people.get('who'),
        replicas.get(account),
        ...writers.map((of) => watermarks.get([account, of])),
      ] as Promise<unknown>[])
      // What another tab writes between the two transactions may be set back by this: a replica that is older is pulled
      // up again, and an edit whose watermark is lower is one that the server knows (S2).
      const there = asWho(knownPerson)
      // Two that did not know of each other: the later one is right, but for which device this is, and nobody's dashboard is forgotten.
      const guests = [...new Set([...(there?.guests ?? []), ...who.guests])]
      const tx = db.transaction(STORES, 'readwrite', { durability: 'strict' })
      const edits = tx.objectStore('edits')
      await atOnce(tx, [
        ...(there === undefined || there.since < who.since
          ? [tx.objectStore('who').put({ ...who, device: there?.device ?? who.device, guests }, 'who')]
          : []),
        ...(!isStoredReplica(knownReplica) || isNewer(replica, knownReplica)
          ? [tx.objectStore('replicas').put(replica, account)]
          : []),
        ...writers.map((of, i) => tx.objectStore('settled').put(higher(settled[of] ?? 0, known[i]), [account, of])),
        edits.delete(IDBKeyRange.bound([account, writer], [account, writer, []])),
        ...owed.flatMap((stream) => stream.edits.map((edit) => edits.put(edit, [account, stream.writer, edit.n]))),
        ...conflicts.map((lost) => tx.objectStore('conflicts').put(lost, conflictKey(account, lost))),
        ...setAside.map((entry) => tx.objectStore('setAside').put(entry, entry.key)),
      ])
    },

    onLost(fn) {
      lost = fn
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

const conflictKey = (account: string, { writer, n, widget, field }: ConflictId): Schema['conflicts']['key'] => [
  account,
  writer,
  n,
  widget,
  field ?? '',
]

/** The watermark `n`, or the one that is there where that is higher and makes sense. */
function higher(n: number, known: unknown): number {
  return isWatermark(known) && known > n ? known : n
}
