/** Is what the product answered to a pull what CONTRACT asks for? Before: the reference's account. After: a test or the simulator complains. */
import type { PullAnswer } from '../../../core/wire/answer'
import { isAnsweredFull, isBaseKnown, type ReferenceAccount } from './account'
import { checkWidgets } from './check-widgets'
import { difference, sameConflicts } from './say'

export interface PullRequest {
  since: number
  /** null: not named. */
  tag: string | null
  writers: readonly { id: string; after: number }[]
}

/** [] when the answer fits; else sentences, each with the rule that it breaks. */
export function checkPull(
  account: ReferenceAccount,
  { since, tag, writers }: PullRequest,
  actual: PullAnswer,
): string[] {
  if (!isBaseKnown(account, since, tag)) return ['S14: base-unknown was to be answered']
  const lastN = Object.fromEntries(writers.map(({ id }) => [id, account.lastN.get(id) ?? 0]))
  const conflicts = account.conflicts.filter(({ writer, n }) =>
    writers.some(({ id, after }) => id === writer && n > after),
  )
  const full = isAnsweredFull(account, since)
  return [
    ...difference('section 2: lastN', lastN, actual.lastN),
    ...difference('S13: revision', account.revision, actual.revision),
    ...difference('S13: tag', account.tag, actual.tag),
    ...difference('section 2: since', since, actual.since),
    ...difference('S11: full', full, actual.full),
    ...sameConflicts('S7: conflicts', conflicts, actual.conflicts),
    ...checkWidgets({ account, since, full, sent: [], isRevised: false }, actual.widgets),
  ]
}
