/**
 * Station 9, one save: what is read for it, and how it is decided. Before: routes/layout checked the request. After:
 * ./decide-and-write; then routes/layout answers and notifies. Knows neither SQL nor rules.
 */
import { decide } from '../../core/merge/decide'
import type { Decision } from '../../core/merge/decision'
import type { SaveRequest } from '../../core/wire/save'
import { askForSave } from './ask'
import { decideAndWrite, type WriteDeps, type Written } from './decide-and-write'

export type SaveOutcome = Written<Decision>

/**
 * Saves. Rejects when the database is away: then it is not known whether the save was written, and sending it again is safe (S2).
 * @param serverTime when the request arrived, ms since 1970: waiting for others afterwards makes no edit later (S5)
 */
export function saveLayout(
  deps: WriteDeps,
  { account, session }: { account: string; session: string | null },
  save: SaveRequest,
  serverTime = deps.now(),
): Promise<SaveOutcome> {
  const { store } = deps
  const ask = askForSave(account, session, save)
  return decideAndWrite(deps, {
    account,
    device: { id: save.device, name: save.deviceName ?? null, session, at: serverTime, revision: save.base },
    recall: () => store.recall?.(ask) ?? null,
    read: () => store.read(ask),
    decide: (stored, tag) => decide(stored, save, { serverTime, tag }),
  })
}
