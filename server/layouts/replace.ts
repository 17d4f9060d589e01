/**
 * A restore or an import (S15): the whole layout is read, and becomes what is wished. Before: ./restore and ./import say what
 * that is. After: ./decide-and-write; then their routes answer and notify. Knows neither SQL nor rules.
 */
import type { PlainLayout } from '../../core/history/plain-layout'
import { type ReplaceDecision, type Replacement, replace } from '../../core/merge/replace'
import { decideAndWrite, type WriteDeps, type Written } from './decide-and-write'
import type { Ask } from './store'

/** Who asks. */
export interface Asker {
  account: string
  session: string | null
  deviceName: string | null
}

export type ReplaceOutcome = Written<ReplaceDecision>

/**
 * Makes the layout the `wished` one. Rejects when the database is away: then it is not known whether it was written, and
 * sending it again is safe (S2).
 * @param wished null: not to be had (404), unless this replacement was applied already
 */
export async function replaceLayout(
  deps: WriteDeps,
  { account, session, deviceName }: Asker,
  replacement: Replacement,
  wished: PlainLayout | null,
): Promise<ReplaceOutcome> {
  const { store } = deps
  const serverTime = deps.now()
  const { device, writer, base } = replacement
  const ask = { account, session, device, writers: [{ id: writer, after: 0, upTo: 1 }], ...NAMES_NOTHING }
  // The tag of a revision never changes, so it may be of an earlier moment than the layout.
  const { baseTag } = await store.read({ ...ask, since: base })
  return decideAndWrite(deps, {
    account,
    device: { id: device, name: deviceName, session, at: serverTime, revision: base },
    read: () => store.read({ ...ask, since: EVERYTHING }),
    decide: (stored, tag) => replace({ ...stored, baseTag }, replacement, wished, { serverTime, tag }),
  })
}

const EVERYTHING = 0
const NAMES_NOTHING = { widgets: [], fields: [], revives: false } satisfies Partial<Ask>
