/**
 * What this server did with each account's saves lately, for the inspector's timeline (setting FAULTS, never in production).
 * In memory, and only as much as the inspector shows. Before: routes/faults. Knows no values, only numbers.
 */
import { JOURNAL_MAX, type JournalDetails, type JournalEvent } from '../../core/wire/journal-event'

export interface FaultLog {
  note(account: string, what: string, details: JournalDetails, save: string | null): void
  /** Oldest first. */
  of(account: string): JournalEvent[]
}

export function createFaultLog(now: () => number): FaultLog {
  const byAccount = new Map<string, JournalEvent[]>()
  return {
    note(account, what, details, save) {
      const events = byAccount.get(account) ?? []
      events.push({ at: now(), place: 'server', what, ...(save === null ? {} : { save }), details })
      byAccount.set(account, events.slice(-JOURNAL_MAX))
    },
    of: (account) => byAccount.get(account) ?? [],
  }
}
