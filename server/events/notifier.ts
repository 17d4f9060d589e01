/**
 * The port of station 10: says, after a save is committed, that an account has a new revision, to everybody who listens in
 * any API process. A hint only: whoever hears it looks into the database. Implemented by in-process and postgres.
 */
import type { RevisionEvent } from '../../core/wire/event'

/** What a subscriber hears. `look-again`: hints may have been missed, so read where the account stands. */
export type Hint = ({ kind: 'revision' } & RevisionEvent) | { kind: 'look-again' }
export type HintListener = (hint: Hint) => void
export type RevisionListener = (account: string, event: RevisionEvent) => void

export interface Notifier {
  /** Call after the commit. Never throws and never waits: a hint that is lost costs a device some seconds, not an edit. */
  publish(account: string, event: RevisionEvent): void
  /** Hears every later hint of the account, until the returned function is called. */
  subscribe(account: string, listener: HintListener): () => void
  /** Hears every later revision of every account, made here or elsewhere. */
  subscribeToAll(listener: RevisionListener): void
  /** Sends what is still waiting, then ends. */
  close(): Promise<void>
}
