/**
 * What the outbox remembers beside the queue: how delivery stands, what was learned while no page listened, and a journal
 * for the inspector. In IndexedDB, because a worker is stopped between any two lines. Knows no network.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type DeliveryState, FRESH } from '../../core/delivery/schedule'
import { JOURNAL_MAX, type JournalEvent } from '../../core/wire/journal-event'
import type { Learned } from '../../core/wire/worker-message'

const OUTBOX_DB = 'holdfast-outbox'
const OUTBOX_DB_VERSION = 1

interface OutboxSchema extends DBSchema {
  delivery: { key: string; value: DeliveryState }
  learned: { key: string; value: Learned }
  journal: { key: number; value: JournalEvent }
}

export interface OutboxState {
  /** How delivery stands for an account; FRESH when nothing is known. Never rejects. */
  delivery(account: string): Promise<DeliveryState>
  setDelivery(account: string, state: DeliveryState): Promise<void>
  /** Keeps what was learned until a page has taken it (D4); on disk when this resolves, if there is a working disk. */
  learn(learned: Learned): Promise<void>
  /** Everything not yet taken. */
  learned(): Promise<Learned[]>
  /** A page has taken it. */
  forget(id: string): Promise<void>
  /** Writes a line of the journal, some time soon; up to a tenth more than JOURNAL_MAX are kept between two trimmings. Never fails. */
  note(event: JournalEvent): void
  journal(): Promise<JournalEvent[]>
  /** Nothing of the journal is left when this resolves, if there is a working disk. Never rejects. */
  forgetJournal(): Promise<void>
}

/**
 * The state in IndexedDB. Where that is broken everything lives in memory: what is lost then is what a page finds out by
 * a pull, because its own copy of what it owes is the authority.
 */
export function createOutboxState(): OutboxState {
  const memory = { delivery: new Map<string, DeliveryState>(), learned: new Map<string, Learned>() }
  let opened: Promise<IDBPDatabase<OutboxSchema>> | undefined

  function open(): Promise<IDBPDatabase<OutboxSchema>> {
    opened ??= openDB<OutboxSchema>(OUTBOX_DB, OUTBOX_DB_VERSION, {
      upgrade(db) {
        db.createObjectStore('delivery')
        db.createObjectStore('learned', { keyPath: 'id' })
        db.createObjectStore('journal', { autoIncrement: true })
      },
      // A later version of the worker wants to change it: never stand in its way.
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        opened = undefined
      },
      terminated: () => {
        opened = undefined
      },
    }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  async function tried<T>(work: (db: IDBPDatabase<OutboxSchema>) => Promise<T>, otherwise: () => T): Promise<T> {
    try {
      return await work(await open())
    } catch {
      return otherwise()
    }
  }

  return {
    delivery: (account) =>
      tried(
        async (db) => memory.delivery.get(account) ?? (await db.get('delivery', account)) ?? FRESH,
        () => memory.delivery.get(account) ?? FRESH,
      ),
    async setDelivery(account, state) {
      await tried<void>(
        async (db) => {
          if (state === FRESH) await db.delete('delivery', account)
          else await db.put('delivery', state, account)
          memory.delivery.delete(account)
        },
        () => void memory.delivery.set(account, state),
      )
    },
    async learn(learned) {
      await tried<void>(
        async (db) => {
          const tx = db.transaction('learned', 'readwrite', { durability: 'strict' })
          await Promise.all([tx.store.put(learned), tx.done])
        },
        () => void memory.learned.set(learned.id, learned),
      )
    },
    async learned() {
      const stored = await tried(
        (db) => db.getAll('learned'),
        () => [],
      )
      return [...stored, ...memory.learned.values()]
    },
    async forget(id) {
      memory.learned.delete(id)
      await tried<void>(
        (db) => db.delete('learned', id),
        () => undefined,
      )
    },
    note(event) {
      void tried<void>(
        async (db) => {
          const tx = db.transaction('journal', 'readwrite', { durability: 'relaxed' })
          await tx.store.add(event)
          if ((await tx.store.count()) > JOURNAL_MAX * 1.1) {
            const newest = await tx.store.openKeyCursor(null, 'prev')
            const last = (await newest?.advance(JOURNAL_MAX))?.key
            if (last !== undefined) await tx.store.delete(IDBKeyRange.upperBound(last))
          }
          await tx.done
        },
        () => undefined,
      )
    },
    journal: () =>
      tried(
        (db) => db.getAll('journal'),
        () => [],
      ),
    forgetJournal: () =>
      tried<void>(
        (db) => db.clear('journal'),
        () => undefined,
      ),
  }
}
