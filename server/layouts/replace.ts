/**
 * A restore or an import (S15): read the whole layout, decide, write if nobody else wrote meanwhile, else decide again on a
 * fresh read. Before: ./restore and ./import say what is wished. After: their routes answer and notify. Knows neither SQL nor rules.
 */
import type { PlainLayout } from '../../core/history/plain-layout'
import { type ReplaceDecision, type Replacement, replace } from '../../core/merge/replace'
import type { SaveAnswer } from '../../core/wire/answer'
import { isDueToNote } from './device-note'
import type { Ask, LayoutStore, SeenDevice } from './store'

/** So many lost races in a row mean that the account is written to faster than it can be decided. */
const MOST_TRIES = 20

export interface ReplaceDeps {
  store: LayoutStore
  /** ms since 1970. */
  now(): number
  newTag(): string
  /** A short pause before try `attempt` (from 1) after a lost race, of a random length, so that the losers spread. */
  pause(attempt: number): Promise<void>
}

/** Who asks. */
export interface Asker {
  account: string
  session: string | null
  deviceName: string | null
}

export type ReplaceOutcome =
  /** `revised`: it made a new revision, which others should hear of. */
  | { kind: 'saved'; answer: SaveAnswer; revised: boolean }
  | Exclude<ReplaceDecision, { kind: 'decided' }>
  /** It lost every race: 503, nothing was written. */
  | { kind: 'busy' }

/**
 * Makes the layout the `wished` one. Rejects when the database is away: then it is not known whether it was written, and
 * sending it again is safe (S2).
 * @param wished null: not to be had (404), unless this replacement was applied already
 */
export async function replaceLayout(
  { store, now, newTag, pause }: ReplaceDeps,
  { account, session, deviceName }: Asker,
  replacement: Replacement,
  wished: PlainLayout | null,
): Promise<ReplaceOutcome> {
  const serverTime = now()
  const { device, writer, base } = replacement
  const seen: SeenDevice = { id: device, name: deviceName, session, at: serverTime, revision: base }
  const ask = { account, session, device, writers: [{ id: writer, after: 0, upTo: 1 }], ...NAMES_NOTHING }
  // The tag of a revision never changes, so it may be of an earlier moment than the layout.
  const { baseTag } = await store.read({ ...ask, since: base })
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    if (tries > 1) await pause(tries - 1)
    const stored = await store.read({ ...ask, since: EVERYTHING })
    const decision = replace({ ...stored, baseTag }, replacement, wished, { serverTime, tag: newTag() })
    if (decision.kind !== 'decided') return decision
    const { answer, writes } = decision
    if (writes === null) {
      if (isDueToNote(stored.device, serverTime)) await store.see(account, seen)
      return { kind: 'saved', answer, revised: false }
    }
    if (await store.write({ account, onTag: stored.head.tag, writes, device: seen, at: serverTime })) {
      return { kind: 'saved', answer, revised: writes.version !== null }
    }
  }
  return { kind: 'busy' }
}

const EVERYTHING = 0
const NAMES_NOTHING = { widgets: [], fields: [], revives: false } satisfies Partial<Ask>
