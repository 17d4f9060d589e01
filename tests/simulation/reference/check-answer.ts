/**
 * Is what the product answered to a save, a restore or an import what CONTRACT asks for? Before: ./save or ./replaced said
 * what that is. After: a test or the simulator complains.
 */
import type { SaveAnswer } from '../../../core/wire/answer'
import { checkWidgets } from './check-widgets'
import type { Judged } from './judged'
import { difference, sameConflicts } from './say'

/** [] when the answer fits; else sentences, each with the rule that it breaks. */
export function checkAnswer(expected: Judged, actual: SaveAnswer): string[] {
  if (expected.kind !== 'applied') return [`${RULE_OF[expected.kind]}: ${expected.kind} was to be answered`]
  const { account, answer } = expected
  return [
    ...(answer.statuses.includes(actual.status)
      ? []
      : [`section 2: status is ${actual.status}, expected ${answer.statuses}`]),
    ...difference('section 2: device', answer.device, actual.device),
    ...difference('S2: lastN', answer.lastN, actual.lastN),
    ...difference('S10: revision', account.revision, actual.revision),
    ...difference('S13: tag', account.tag, actual.tag),
    ...difference('section 2: since', answer.since, actual.since),
    ...difference('S11: full', answer.full, actual.full),
    ...difference('S13: serverTime', answer.serverTime, actual.serverTime),
    ...sameConflicts('S7: conflicts', answer.conflicts, actual.conflicts),
    ...checkWidgets({ account, ...answer }, actual.widgets),
  ]
}

const RULE_OF = { refused: '422', 'base-unknown': 'S14' } as const
