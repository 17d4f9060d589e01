/**
 * One line of what happened on the way of a save, for the inspector's timeline. Page and worker keep their own, a server
 * with FAULTS tells its own; `save` joins them. Never holds what a person typed: counts, numbers and names only.
 */

/** How many the inspector shows, and each of those who keep them keeps. */
export const JOURNAL_MAX = 500

export const JOURNAL_PLACES = ['page', 'worker', 'server'] as const
export type JournalPlace = (typeof JOURNAL_PLACES)[number]

export type JournalDetails = Record<string, string | number | boolean | null>

export interface JournalEvent {
  /** ms since 1970, the clock of whoever saw it. */
  at: number
  /** Where it happened; an answer happened on the server, whoever wrote it down. */
  place: JournalPlace
  /** In a word or two, such as `put`, `send`, `answer`; src/inspector/event-words makes sentences of them. */
  what: string
  /** The tab that wrote it down, by its writer; left out by the worker, the server, and older versions. */
  writer?: string
  /** The save that this was about: the id that page, worker and server's log know it by (X-Request-Id). */
  save?: string
  details?: JournalDetails
}

/** What a server with FAULTS tells of itself. */
export interface ServerLog {
  /** Its clock at this answer, ms since 1970: its lines have its time. */
  now: number
  /** Oldest first. */
  events: JournalEvent[]
}
