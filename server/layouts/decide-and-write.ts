/**
 * The heart of station 9: decide on what was read, write it if nobody else wrote meanwhile, else decide again on a fresh read.
 * Before: ./save and ./replace say what is read and how it is decided. After: the store. Knows neither SQL nor rules.
 */
import type { Writes } from '../../core/merge/decision'
import type { SaveAnswer } from '../../core/wire/answer'
import { isDueToNote } from './device-note'
import type { LayoutStore, Read, SeenDevice } from './store'

/** So many lost races in a row mean that the account is written to faster than it can be decided. */
const MOST_TRIES = 20

export interface WriteDeps {
  store: LayoutStore
  /** ms since 1970. */
  now(): number
  newTag(): string
  /** A short pause before try `attempt` (from 1) after a lost race, of a random length, so that the losers spread. */
  pause(attempt: number): Promise<void>
}

/** `writes` null: there is nothing to write. */
type Decided = { kind: 'decided'; answer: SaveAnswer; writes: Writes | null }

export interface Deciding<Decision> {
  account: string
  /** Who asks; `at` is the time of the history entry, of conflicts, and of the device's last sign of life. */
  device: SeenDevice
  /** What is remembered of what it touches, if it is; it may be out of date. */
  recall?(): Read | null
  read(): Promise<Read>
  decide(stored: Read, tag: string): Decision
}

export type Written<Decision> =
  /** `revised`: it made a new revision, which others should hear of. */
  | { kind: 'saved'; answer: SaveAnswer; revised: boolean }
  | Exclude<Decision, { kind: 'decided' }>
  /** It lost every race: 503, nothing was written. */
  | { kind: 'busy' }

/** Rejects when the database is away: then it is not known whether it was written, and sending it again is safe (S2). */
export async function decideAndWrite<Decision extends Decided | { kind: string }>(
  { store, newTag, pause }: Pick<WriteDeps, 'store' | 'newTag' | 'pause'>,
  { account, device, recall, read, decide }: Deciding<Decision>,
): Promise<Written<Decision>> {
  let recalled = recall?.() ?? null
  for (let lost = 0; lost < MOST_TRIES; ) {
    const stored = recalled ?? (await read())
    const decision = decide(stored, newTag())
    const decided = isDecided(decision) ? decision : null
    if (decided?.writes) {
      const { answer, writes } = decided
      if (await store.write({ account, onTag: stored.head.tag, writes, device })) {
        return { kind: 'saved', answer, revised: writes.version !== null }
      }
      // To lose on what was remembered is no sign of a crowd.
      if (recalled === null) await pause(++lost)
    } else if (recalled === null) {
      if (decided === null) return decision as Exclude<Decision, { kind: 'decided' }>
      if (isDueToNote(stored.device, device.at)) await store.see(account, device)
      return { kind: 'saved', answer: decided.answer, revised: false }
    }
    // What is remembered may be out of date, and only a write shows whether it was: now decide on what is there.
    recalled = null
  }
  return { kind: 'busy' }
}

function isDecided(decision: Decided | { kind: string }): decision is Decided {
  return decision.kind === 'decided'
}
