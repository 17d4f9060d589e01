/** What a device asks for between saves: GET /api/layout. Before: routes/layout. After: the device's edits/take. Knows no SQL. */
import { answerWidgets } from '../../core/merge/answer-widgets'
import { hasBase, isWhole } from '../../core/merge/stored'
import type { PullAnswer } from '../../core/wire/answer'
import { askForPull } from './ask'
import { isDueToNote } from './device-note'
import type { LayoutStore } from './store'

export interface Pull {
  /** The revision that the device holds; 0: none, so everything is asked for. */
  since: number
  /** Its tag; null: not said, then the number is taken at its word. */
  tag: string | null
  /** The device that asks; null: it does not say, and is the one of its session. */
  device: string | null
  /** Of each: its `lastN`, and the conflicts of its edits with `n > after`. */
  writers: { id: string; after: number }[]
}

export type PullOutcome = { kind: 'pulled'; answer: PullAnswer } | { kind: 'base-unknown' }

/** Answers a pull, all of one moment (S13). Rejects when the database is away. */
export async function pullLayout(
  { store, now }: { store: LayoutStore; now(): number },
  who: { account: string; session: string | null },
  pull: Pull,
): Promise<PullOutcome> {
  const stored = await store.read(askForPull(who.account, who.session, pull))
  if (!hasBase(stored, pull.since, pull.tag)) return { kind: 'base-unknown' }
  const serverTime = now()
  const { head } = stored
  // Two devices may have one session, as where a profile was copied: what one has named says nothing of the other (S11).
  const isOther = pull.device !== null && stored.device?.id !== pull.device
  const device = isOther ? null : stored.device
  if (device !== null && isDueToNote(device, serverTime)) {
    // What cannot be noted now (somebody has the row locked) is noted by the next pull: the removals it has not named are kept.
    await store
      .see(who.account, { ...device, name: null, session: null, at: serverTime, revision: pull.since })
      .catch(() => {})
  }
  const answer: PullAnswer = {
    lastN: Object.fromEntries(pull.writers.map(({ id }) => [id, stored.lastN.get(id) ?? 0])),
    revision: head.revision,
    tag: head.tag,
    since: pull.since,
    full: isWhole(pull.since, head),
    widgets: answerWidgets(stored.widgets, new Map(), pull.since, head),
    conflicts: [...stored.conflicts],
    serverTime,
  }
  return { kind: 'pulled', answer }
}
