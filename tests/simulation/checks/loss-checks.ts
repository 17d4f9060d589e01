/**
 * S14: a device hears that its server has forgotten, and makes anew what it still has. Before: checks says when an answer is taken
 * over. After: give-back knows what must be made.
 */

import type { OwedEdit } from '../../../core/edits/edit'
import type { Replica } from '../../../core/layout/model'
import type { TakenOver } from '../../../src/store/device-db'
import type { Profile } from '../browser/profile'
import type { AccountHistory } from './account-history'
import type { GiveBackChecks } from './give-back'
import { heldEpochs } from './kept'
import type { MadeEdits } from './made-edits'
import type { Refusals } from './refusals'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

export class LossChecks {
  constructor(
    private readonly history: AccountHistory,
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly troubles: Troubles,
    private readonly refusals: Refusals,
    private readonly givesBack: GiveBackChecks,
  ) {}

  takesOver(profile: Profile, account: string, { replica }: TakenOver): void {
    if (this.refusals.forgottenAt(profile) === Number.NEGATIVE_INFINITY) return
    this.#afterLoss(profile, account, replica.replica)
  }

  /** What a device takes over after it was told that the server has forgotten. */
  #afterLoss(profile: Profile, account: string, pulled: Replica): void {
    const rows = profile.rows.accounts.get(account)
    const before = rows?.replica?.replica ?? null
    // What came late, of the history that is lost by now, says nothing of a loss.
    const isOfNow = this.history.knows(account, pulled)
    // A tab that was frozen in the middle of it has put back what the device had given up: local storage knows better.
    const [inLocal = 0] = heldEpochs(profile, account)
    const isOld = (rows?.replica?.epoch ?? 0) < inLocal
    const isKnown = before === null || this.history.knows(account, before)
    const isLost = isOfNow && !isOld && !isKnown
    // What two profiles owe in common is known as the first one's, and dropped by either.
    const isWhole = isLost && !this.whose.isShared(profile) && !this.troubles.isTroubled(profile)
    const owed: OwedEdit[] = []
    for (const { edit, writer, fate, ...made } of this.made.all()) {
      // As the device knows it: some of these may have arrived, some be known to other tabs than the one that ended.
      const isOwed = fate === 'owed' || fate === 'half made'
      const isUnsettled = isOwed && edit.n > (rows?.settled.get(writer) ?? 0)
      if (isUnsettled && made.profile === profile && made.account === account) owed.push(edit)
    }
    this.givesBack.takesOver(profile, account, { before: isWhole ? before : null, pulled }, owed)
  }
}
