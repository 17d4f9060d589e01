/**
 * Station 9, one save: read what it touches (or recall it), decide, write if nobody else wrote meanwhile, else decide again on a fresh read.
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
  let recalled = store.recall?.(ask) ?? null
  for (let lost = 0; lost < MOST_TRIES; ) {
    const stored = recalled ?? (await store.read(ask))
    const decision = decide(stored, save, { serverTime, tag: newTag() })
    if (decision.kind === 'decided' && decision.writes !== null) {
      const { answer, writes } = decision
      const commit = { account: who.account, onTag: stored.head.tag, writes, device, at: serverTime }
      if (await store.write(commit)) return { kind: 'saved', answer, revised: writes.version !== null }
      // To lose on what was remembered is no sign of a crowd.
      if (recalled === null) await pause(++lost)
    } else if (recalled === null) {
      if (decision.kind !== 'decided') return decision
      if (isDueToNote(stored.device, serverTime)) await store.see(who.account, device)
      return { kind: 'saved', answer: decision.answer, revised: false }
    }
    // What is remembered may be out of date, and only a write shows whether it was: now decide on what is there.
    recalled = null
  }
  return { kind: 'busy' }
}
