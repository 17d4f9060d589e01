/**
 * Writes down what happens in the worker, for the inspector's timeline. Before: everything in sw/. After: outbox/state keeps
 * it, and pages that listen hear it at once. Knows no saves but by their ids.
 */
import type { JournalDetails, JournalEvent } from '../core/wire/journal-event'
import type { WorkerEnv } from './env'

export interface Journal {
  /** Something happened here; `save`: the save that it was about. Never fails. */
  note(what: string, details?: JournalDetails, save?: string | null): void
  /** The server answered a save. */
  answered(details: JournalDetails, save: string | null): void
}

/** @param keep writes a line to disk, some time soon */
export function createJournal(env: Pick<WorkerEnv, 'now' | 'post'>, keep: (event: JournalEvent) => void): Journal {
  function write(event: JournalEvent): void {
    keep(event)
    env.post({ type: 'journal', event })
  }
  const about = (save: string | null | undefined) => (save == null ? {} : { save })
  return {
    note: (what, details = {}, save) => write({ at: env.now(), place: 'worker', what, ...about(save), details }),
    answered: (details, save) => write({ at: env.now(), place: 'server', what: 'answer', ...about(save), details }),
  }
}
