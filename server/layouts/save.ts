/**
 * Station 9, one save: read what it touches, decide, write if nobody else wrote meanwhile, else decide again on a fresh read.
 * Before: routes/layout checked the request. After: routes/layout answers and notifies. Knows neither SQL nor rules.
 */
import { type Decision, decide } from '../../core/merge/decide'
import type { SaveAnswer } from '../../core/wire/answer'
import type { SaveRequest } from '../../core/wire/save'
import { askForSave } from './ask'
import { isDueToNote } from './device-note'
import type { LayoutStore, SeenDevice } from './store'

/** So many lost races in a row mean that the account is written to faster than it can be decided. */
const MOST_TRIES = 20

export interface SaveDeps {
  store: LayoutStore
  /** ms since 1970. */
  now(): number
  newTag(): string
  /** A short pause before try `attempt` (from 1) after a lost race, of a random length, so that the losers spread. */
  pause(attempt: number): Promise<void>
}

export type SaveOutcome =
  /** `revised`: it made a new revision, which others should hear of. */
  | { kind: 'saved'; answer: SaveAnswer; revised: boolean }
  | Exclude<Decision, { kind: 'decided' }>
  /** It lost every race: 503, nothing was written. */
  | { kind: 'busy' }

/** Saves. Rejects when the database is away: then it is not known whether the save was written, and sending it again is safe (S2). */
export async function saveLayout(
  { store, now, newTag, pause }: SaveDeps,
  who: { account: string; session: string | null },
  save: SaveRequest,
): Promise<SaveOutcome> {
  const serverTime = now()
  const ask = askForSave(who.account, who.session, save)
  const device: SeenDevice = {
    id: save.device,
    name: save.deviceName ?? null,
    session: who.session,
    at: serverTime,
    revision: save.base,
  }
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    if (tries > 1) await pause(tries - 1)
    const stored = await store.read(ask)
    const decision = decide(stored, save, { serverTime, tag: newTag() })
    if (decision.kind !== 'decided') return decision
    const { answer, writes } = decision
    if (writes === null) {
      if (isDueToNote(stored.device, serverTime)) await store.see(who.account, device)
      return { kind: 'saved', answer, revised: false }
    }
    if (await store.write({ account: who.account, writes, device, at: serverTime })) {
      return { kind: 'saved', answer, revised: writes.version !== null }
    }
  }
  return { kind: 'busy' }
}
