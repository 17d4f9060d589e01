/**
 * What edits count as having seen of the server (S3): what their tab held when they began (D2), and nothing of a history that their
 * account has lost since (S14), or of another account's. Before: send-checks and checks. Knows no storage but by kept.
 */
import type { SaveBody } from '../../../core/wire/save'
import type { Profile } from '../browser/profile'
import type { AccountHistory } from './account-history'
import type { Fail } from './fail'
import { heldEpochs } from './kept'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { Whose } from './whose'

export class SeenChecks {
  /** Edits that went as having seen nothing, for a reason: from then on a queue may have them so. */
  readonly #unseen = new Set<Made>()

  constructor(
    private readonly history: AccountHistory,
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly fail: Fail,
  ) {}

  /** @param base that `made` is sent with, in `body` */
  isSent(profile: Profile, made: Made, base: number, body: SaveBody): void {
    const { edit, fate, seen } = made
    // What is in the queue may be of before the last fold: then it has the base that it was put in with.
    if (fate !== 'owed' || base === seen.revision) return
    // For the account that it was made under, and has gone over from in this very moment.
    if (body.account === made.madeUnder && body.account !== made.account && base === edit.base) return
    if (base === 0 && this.#hasSeenNothing(profile, made, body)) this.#unseen.add(made)
    if (base === 0 && this.#unseen.has(made)) return
    this.fail('D2', `edit ${edit.n} is sent with base ${base}, and was made on ${seen.revision}`)
  }

  /** It was made on another account's layout, on more than the tab that sends it holds, or in another history than that may hold (S14). */
  #hasSeenNothing(profile: Profile, made: Made, { account, base }: SaveBody): boolean {
    if (made.seen.revision > base) return true
    if (this.whose.accountOn(profile, made) !== account) return true
    return heldEpochs(profile, account).some((epoch) => epoch !== made.seen.epoch)
  }

  /** A save was taken: what it brought had seen no more than there was when it was made. */
  isTaken(text: string): void {
    const { account, base, streams } = JSON.parse(text) as SaveBody
    for (const { writer, edits } of streams) {
      for (const { n, base: seen = base } of edits) {
        const { atMs } = this.made.find(writer, n) ?? {}
        const cameAt = this.history.cameAt(account, seen)
        if (atMs !== undefined && cameAt !== undefined && cameAt > atMs)
          this.fail('S3', `edit ${n} of ${writer} counts as having seen revision ${seen}, which came after it`)
      }
    }
  }
}
