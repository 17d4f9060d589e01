/**
 * What page and worker say to each other. Commands go to the worker by `postMessage` on its registration, because that
 * starts a stopped worker; everything the worker says goes to every page on BroadcastChannel('holdfast'), where pages
 * talk among themselves too.
 */
import type { OwedEdit, Stream } from '../edits/edit'
import type { ConflictId, SaveAnswer } from './answer'
import type { JournalEvent } from './journal-event'
import type { Problem } from './problem'

export const CHANNEL = 'holdfast'
/** CONTRACT D4. */
export const QUEUE_NAME = 'layout-saves'
/** Where saves are posted to, and what the worker takes. */
export const SAVE_PATH = '/api/layout'
/** Where a server with FAULTS on is told to break things; no other has it. */
export const FAULTS_PATH = '/api/faults'
/** One drain at a time, in the worker or in a page without one. */
export const DRAIN_LOCK = 'holdfast-drain'

/** Page to worker. */
export type WorkerCommand =
  /**
   * Try what is held now, whatever its next try says; `reason` is for the journal. `account`: the one that the page shows;
   * what is held for others waits until theirs is shown again (D13).
   */
  | {
      type: 'drain'
      reason: 'start' | 'online' | 'visible' | 'hidden' | 'timer' | 'signed-in' | 'retry'
      account?: string
    }
  /**
   * Say once more what the state is and what was learned; where an `id` is given, `said-all` follows. `account`: as with `drain`,
   * because a worker that has just begun knows of no account.
   */
  | { type: 'hello'; id?: string; account?: string }
  /** A page has taken what was learned; forget it. */
  | { type: 'taken'; id: string }
  /** Everything of this account is owed under another one now (D13): what is held for it is needless. */
  | { type: 'moved'; account: string }
  /** Another account is shown from now on: what the journal has of the one before is nobody's business any more. */
  | { type: 'forget-journal' }
  /** What is held, please: answered by `outbox-reply` with the same id. */
  | { type: 'outbox'; id: string }
  /** All there is to see of the worker, please: answered by `inspection` with the same id. */
  | { type: 'inspect'; id: string }
  /** The page wants these out of the queue, to keep or discard their edits itself: answered by `released`. */
  | { type: 'release'; id: string; entry: number }
  /** Trouble on purpose (never in production): answered by `provoked` with the same id. */
  | { type: 'provoke'; id: string; provoked: Provoked }
  /** workbox-window's own word for: take over now (D9). */
  | { type: 'SKIP_WAITING' }

/** How the delivery of the held save stands. */
export interface OutboxStatus {
  account: string | null
  /**
   * empty: nothing held · sending: a request is under way · waiting: tried in vain, within the first tries ·
   * failing: 1 s, 2 s and 4 s were in vain, trying goes on · held: only a person or another server can help
   */
  state: 'empty' | 'sending' | 'waiting' | 'failing' | 'held'
  /** Only with `held`. */
  why?: 'sign-in' | 'forbidden' | 'newer-than-server'
  attempts: number
  /** ms since 1970, the worker's clock; null when nothing is planned. */
  nextTryAt: number | null
  /** Where the server asked to wait (Retry-After), until when: no trigger and no person overrules that. Older workers do not say. */
  notBefore?: number
  /** Why, as a code that the page has words for (an older worker's is a sentence); null when the last try did not fail. */
  lastError: string | null
  /** 'network': no answer at all (or none of ours); 'server': the API answered with an error. */
  lastErrorKind: 'network' | 'server' | null
}

/** What the worker learned about a save; kept until a page has taken it (D4). */
export type Learned = {
  id: string
  account: string
  asked: { base: number; tag: string | null }
} /** `sent`: the save's streams, since an answer may leave out what was done as asked. */ & (
  | { kind: 'acknowledged'; answer: SaveAnswer; sent: Stream[] }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'base-unknown'; problem: Problem }
)

/** Trouble on purpose, in the worker: for developers, and only where the server has FAULTS on. */
export interface Provoked {
  /** Saves are held and not sent. */
  paused: boolean
  /** The device's clock seems this many ms late (below 0) or early in everything that is sent. */
  skewMs: number
  /** The queue takes nothing, as when the disk is full. */
  full: boolean
}

export const NOTHING_PROVOKED: Provoked = { paused: false, skewMs: 0, full: false }

/** All there is to see of the worker. */
export interface Inspection {
  version: string
  held: HeldSave[]
  /** What was learned and no page has taken yet. */
  untaken: number
  journal: JournalEvent[]
  provoked: Provoked
}

/** One held save as the inspector and `holdfast.outbox()` show it. */
export interface HeldSave {
  id: number
  /** The id of the save that page, worker and server share; null: it came without. */
  save: string | null
  account: string
  device: string
  /** The save's body as it will be sent, but for `sentAt`. */
  body: unknown
  bytes: number
  /** ms since 1970. */
  heldSince: number
  attempts: number
  nextTryAt: number | null
  /** As in OutboxStatus; 'unreadable': the entry is none that could be sent. */
  lastError: string | null
  /** It is on its way at this moment; left out by older workers. */
  sending?: boolean
}

/** Worker to pages. */
export type WorkerReport =
  | { type: 'status'; status: OutboxStatus }
  | { type: 'learned'; learned: Learned }
  | { type: 'outbox-reply'; id: string; held: HeldSave[] }
  /** After everything that a `hello` asked for. */
  | { type: 'said-all'; id: string }
  | { type: 'inspection'; id: string; inspection: Inspection }
  /** `released`: it is out of the queue. `gone`: it was not in it. `busy`: it is being sent at this moment. */
  | { type: 'released'; id: string; outcome: 'released' | 'gone' | 'busy' }
  /** `refused`: the server has no FAULTS, or could not be asked; nothing was switched on. */
  | { type: 'provoked'; id: string; outcome: 'set' | 'refused' }
  | { type: 'journal'; event: JournalEvent }

/** Page to pages. */
export type PageMessage =
  /** All that `writer` owes now (D7), and up to which of its edits its tab has taken the answers over. */
  | { type: 'owed'; account: string; writer: string; edits: OwedEdit[]; settledN: number }
  /** What tabs owed that are gone, found in a storage: one that crashed in the moment of an edit has told nobody (D7). */
  | { type: 'found'; account: string; streams: Stream<OwedEdit>[] }
  /** Another revision was taken over; the replica is in storage. */
  | { type: 'taken-over'; account: string; revision: number; tag: string | null; lastN: Record<string, number> }
  /** These are no longer owed: set aside (D12), or made anew after the server had forgotten (S14). */
  | { type: 'dropped'; account: string; edits: { writer: string; n: number }[] }
  /** The person has seen these conflicts (D11), or cleared what was set aside under these keys (D12). */
  | { type: 'cleared'; account: string; conflicts: ConflictId[]; setAside: string[] }
  /** Whoever is shown has to sign in again, or has done so: to be looked at by tabs that take it to be otherwise (D10). */
  | { type: 'session'; account: string; isOver: boolean }
  /** A page that has just begun shows that account. Who shows another looks again: who changed it may have ended as it said so (D7). */
  | { type: 'begun'; account: string }
  /** The person said yes to a new version: the old worker must not be started again for a moment (D9). */
  | { type: 'taking-over' }
  /**
   * Another account is shown from now on; `adopt`: what was made under that one becomes its own (D13). `since`: of two that
   * cross the later one counts; left out by older pages. `inWhole`: writer -> the n up to which its edits went over as part of
   * the whole layout, and must not go over again; left out by older pages, and where edits went over as they are.
   */
  | {
      type: 'account'
      account: string
      email: string | null
      adopt: string | null
      since?: number
      inWhole?: Record<string, number>
    }

/** Also from pages: what one has noted, for an inspector in another tab. */
export type ChannelMessage = WorkerReport | PageMessage

/** The worker's answer to the page's POST when the save is held and not yet delivered (D5), with status 202. */
export interface QueuedAnswer {
  status: 'queued'
}
