/**
 * Keeps the pages' journal in a database of its own, so that a full or broken one costs nothing but the journal. Before:
 * ./journal. Knows only events.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { JOURNAL_MAX, type JournalEvent } from '../../core/wire/journal-event'

const NAME = 'holdfast-journal'

interface Schema extends DBSchema {
  events: { key: number; value: JournalEvent }
}

/** Every call rejects when the browser refuses. */
export interface JournalDb {
  append(events: readonly JournalEvent[]): Promise<void>
  /** Oldest first; some more than JOURNAL_MAX between two trimmings. */
  all(): Promise<JournalEvent[]>
  empty(): Promise<void>
}

export function createJournalDb(): JournalDb {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  const close = () => {
    void opening?.then((db) => db.close())
    opening = null
  }
  function open(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(NAME, 1, {
      upgrade: (db) => void db.createObjectStore('events', { autoIncrement: true }),
      blocking: close,
      terminated: close,
    }).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  return {
    async append(events) {
      const tx = (await open()).transaction('events', 'readwrite', { durability: 'relaxed' })
      await Promise.all(events.map((event) => tx.store.add(event)))
      if ((await tx.store.count()) > JOURNAL_MAX * 1.2) {
        const newest = await tx.store.openKeyCursor(null, 'prev')
        const last = (await newest?.advance(JOURNAL_MAX))?.key
        if (last !== undefined) await tx.store.delete(IDBKeyRange.upperBound(last))
      }
      await tx.done
    },
    all: async () => (await open()).getAll('events'),
    empty: async () => (await open()).clear('events'),
  }
}
