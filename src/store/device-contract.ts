/**
 * What a tab can ask of the device's memory: what it holds of the server, what it owes, and the few ways in which either
 * changes. Implemented by ./device; sync/ and ./actions know only this.
 */
import type { Change } from '../../core/edits/diff'
import type { OwedEdit, SaveTrigger, Seen, Strategy, Stream } from '../../core/edits/edit'
import type { Replica } from '../../core/layout/model'
import type { MergeLines } from '../../core/merge/merge-lines'
import type { ConflictId, PullAnswer, SaveAnswer } from '../../core/wire/answer'
import type { RevisionEvent } from '../../core/wire/event'
import type { LeftBehind } from './left-behind'
import type { AccountRecord } from './stored-shapes'
import type { SetAsideEdit } from './sync-store'

/** What an answer was asked from: it is taken over only if the device still holds this (D11). */
export interface Asked {
  account: string
  base: number
  tag: string | null
}

/** `stale`: nothing is taken over, because the device holds something else by now than the answer was asked from (D11). */
export type Taken = 'taken' | 'stale'

/** An edit that the server refused, with what it said. */
export interface Refused {
  writer: string
  edit: OwedEdit
  words: string
  reason: string
}

export interface Device {
  /** This browser profile's id. Settled by the first reload(): local storage may have lost it. */
  id(): string
  /** This tab's writer. */
  readonly writer: string
  account(): AccountRecord
  replica(): Replica
  /** What an edit that begins now has seen of the server (S3). */
  seen(): Seen
  /** Everything owed, of all writers of the account (D2). */
  owed(): Stream<OwedEdit>[]
  /** Whether something is owed under a writer whose tab is gone, or may be: nobody sends that but a tab that is left. */
  owesForGoneTab(): Promise<boolean>
  /** The greatest acknowledged n of a writer that is known here; 0: none. */
  settledN(writer: string): number
  /**
   * Makes edits of `changes`: shown and in local storage when this returns, in IndexedDB right after (D1).
   * @param made.base what was seen when they began; what is now when left out
   */
  record(changes: readonly Change[], made: { trigger: SaveTrigger; base?: Seen }): void
  /** Somebody types in a field of a widget until the returned function is called: no lines are merged in it meanwhile. */
  typing(widget: string, field: string): () => void
  /** What merges lines; null: it is not loaded, because nothing had to be merged in this tab yet. */
  mergeLines(): MergeLines | null
  /**
   * Takes an answer over whole, or not at all (D11). `sent`: the edits of the answered save. Widgets that the server does
   * not know are made anew, so there may be more to send (S12).
   */
  takeOver(answer: PullAnswer | SaveAnswer, asked: Asked, sent: readonly Stream[]): Promise<Taken>
  /**
   * Takes a whole layout in place of what is held, and makes everything `recover` names anew on top of it, in place of
   * what was owed (S14); or does nothing at all.
   */
  afterLoss(answer: PullAnswer, asked: Asked, recover: Recover): Promise<Taken>
  /** Moves refused edits out of the owed ones (D12). */
  setAside(refused: readonly Refused[]): Promise<void>
  /** Keeps what was set aside under another account, and shows it as this one's, which has the rest of that one's from now on. */
  keepSetAside(entries: readonly SetAsideEdit[]): Promise<void>
  dropSetAside(entry: Pick<SetAsideEdit, 'account' | 'key'>): Promise<void>
  /** Forgets owed edits because the person said so; what they did is taken back here, and the server never hears of them. */
  discard(edits: readonly { writer: string; n: number }[]): Promise<void>
  /** The person has seen these; all that are shown when left out. */
  dismissConflicts(seen?: readonly ConflictId[]): Promise<void>
  /** Another tab said that the person has cleared it. */
  hearCleared(what: { account: string; conflicts: readonly ConflictId[]; setAside: readonly string[] }): void
  /**
   * Shows another account's layout; what the first one owes stays stored.
   * @param toldAt another tab said so, of that moment; nothing happens where this tab's account is of a later one
   */
  switchTo(record: AccountRecord, toldAt?: number): Promise<void>
  /**
   * Gives what the account shown now has to `record` and shows that (D13).
   * @param how its `edits`, where there was no account before; as a `whole` layout; or as another tab said
   */
  handOver(record: AccountRecord, how: 'edits' | 'whole' | ToldHandOver): Promise<void>
  /** Dashboards made here as a guest, before somebody signed in to an account (D13). */
  leftBehind(): Promise<LeftBehind[]>
  /**
   * Nobody is shown from now on. What this device holds of `account` is forgotten, unless something of it is not yet on the
   * server: that waits here for the next time it signs in (D13).
   */
  leave(account: string): Promise<void>
  /** Forgets what this device holds of an account, but for what was set aside. Does nothing where it is shown. */
  forget(account: string): Promise<void>
  /**
   * Reads again what other tabs and an earlier life left in storage, and finishes a hand-over that a tab left half done (D13): at
   * start, when the page becomes visible, when a storage works again, and where another tab says that something is gone.
   */
  reload(): Promise<void>
  /** How conflicts are decided from now on (S4); where local storage does not take it, that is said, and it is tried again (D8). */
  setStrategy(strategy: Strategy): void
  /** Key -> text of what local storage held and could not be read since this page began (D8). */
  unreadable(): Record<string, string>
  /** The person knows that something could not be read: what is left of it is deleted. */
  dropUnreadable(): void
  /** Resolves when everything recorded so far is in IndexedDB, or has failed to get there. */
  written(): Promise<void>
  onOwed(fn: (trigger: SaveTrigger) => void): void
  /** Hears that another tab holds a later revision, which no storage has: it is to be pulled (D7). */
  onBehind(fn: (event: RevisionEvent) => void): void
  /** Hears that another account is shown from now on because another tab said so, by `switchTo` or `handOver`. */
  onToldAccount(fn: () => void): void
  /**
   * Hears that somebody else is shown from now on, before anything of theirs is: this tab's `switchTo`, or another tab's. Not
   * `handOver`, after which the same person goes on.
   */
  onSwitched(fn: () => void): void
}

/** Another tab has handed over at the moment `since`, with edits up to `inWhole` (writer -> n) as a whole layout. */
export interface ToldHandOver {
  since: number
  inWhole: Record<string, number>
}

/** What to give back to a server that has forgotten: see core/edits/recover. */
export type Recover = (held: Replica, owed: readonly Stream[], pulled: Replica) => Change[]
