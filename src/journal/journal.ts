/**
 * Writes down what happens in this page, for the inspector's timeline. Before: watch-env and watch-stores. After: journal-db
 * keeps it for the next start, and for an inspector in another tab. Holds numbers and names, never what a person typed.
 */
import { JOURNAL_MAX, type JournalDetails, type JournalEvent, type JournalPlace } from '../../core/wire/journal-event'
import type { Env } from '../env'
import type { JournalDb } from './journal-db'

/** Lines go to disk together: they may be lost, and must never be in an edit's way. */
const WRITE_AFTER_MS = 500

export interface PageJournal {
  /** From now on lines are those of the tab that writes as this one. */
  signAs(writer: string): void
  /** Never fails, and returns at once. */
  note(what: string, details?: JournalDetails, about?: { save?: string | null; place?: JournalPlace }): void
  /** Somebody else is shown: nothing of what any page noted until now is left. */
  forget(): void
  /** What pages of this browser noted, oldest first. */
  all(): Promise<JournalEvent[]>
  /** Hears each line of this page as it is noted. */
  onNote(fn: () => void): () => void
}

/** @param db where it is kept; left out: in memory, for as long as the page lives */
export function createPageJournal(env: Pick<Env, 'now' | 'after'>, db?: JournalDb): PageJournal {
  let mine: JournalEvent[] = []
  let unwritten: JournalEvent[] = []
  let planned = false
  /** What is on disk is of somebody who is shown no more. */
  let isStale = false
  let disk: Promise<void> = Promise.resolve()
  let signature: { writer?: string } = {}
  const listeners = new Set<() => void>()

  /** One after the other: lines that are on their way to disk must not get there after it was emptied. */
  function write(): Promise<void> {
    disk = disk.then(async () => {
      planned = false
      const events = unwritten
      unwritten = []
      // A journal that cannot be kept is kept by this page alone.
      await writeNow(events).catch(() => {})
    })
    return disk
  }

  async function writeNow(events: readonly JournalEvent[]): Promise<void> {
    if (isStale) {
      isStale = false
      await db?.empty().catch((error: unknown) => {
        isStale = true
        throw error
      })
    }
    if (events.length > 0) await db?.append(events)
  }

  return {
    signAs(writer) {
      signature = { writer }
    },
    note(what, details = {}, { save = null, place = 'page' } = {}) {
      const event: JournalEvent = {
        at: env.now(),
        place,
        what,
        ...signature,
        ...(save === null ? {} : { save }),
        details,
      }
      mine = [...mine.slice(-(JOURNAL_MAX - 1)), event]
      unwritten.push(event)
      if (!planned && db !== undefined) {
        planned = true
        env.after(WRITE_AFTER_MS, () => void write())
      }
      for (const tell of listeners) tell()
    },
    forget() {
      mine = []
      unwritten = []
      isStale = db !== undefined
      void write()
    },
    async all() {
      if (db === undefined) return mine
      await write()
      return isStale ? mine : db.all().catch(() => mine)
    },
    onNote(fn) {
      listeners.add(fn)
      return () => listeners.delete(fn)
    },
  }
}
