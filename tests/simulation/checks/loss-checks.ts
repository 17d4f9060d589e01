/**
 * S14: a device hears that its server has forgotten, and makes anew what it still has. Before: checks says when an answer is taken
 * over. After: give-back knows what must be made. Used by the checks of what is owed, sent and dropped, which excuse what is made
 * anew.
 */
import type { OwedEdit } from '../../../core/edits/edit'
import type { Replica } from '../../../core/layout/model'
import type { TakenOver } from '../../../src/store/device-db'
import type { Profile } from '../browser/profile'
import type { World } from '../world'
import type { GiveBackChecks } from './give-back'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { Refusals } from './refusals'
import type { ServerChecks } from './server-checks'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

/** What was taken over is made anew, and the tab has said so, by then (D7). */
const SAID_WITHIN_MS = 1_000

export class LossChecks {
  /** Profile and account -> when it last took a server over that had forgotten, ms. */
  readonly #tookOverAt = new Map<string, number>()

  constructor(
    private readonly world: World,
    private readonly server: ServerChecks,
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly troubles: Troubles,
    private readonly refusals: Refusals,
    private readonly givesBack: GiveBackChecks,
  ) {}

  takesOver(profile: Profile, account: string, { replica }: TakenOver): void {
    const epochBefore = profile.rows.accounts.get(account)?.replica?.epoch ?? 0
    if (replica.epoch > epochBefore) this.#tookOverAt.set(`${profile.index} ${account}`, this.world.time.now())
    if (this.refusals.forgottenAt(profile) === Number.NEGATIVE_INFINITY) return
    this.#afterLoss(profile, account, replica.replica)
  }

  /** What a device takes over after it was told that the server has forgotten. */
  #afterLoss(profile: Profile, account: string, pulled: Replica): void {
    const rows = profile.rows.accounts.get(account)
    const before = rows?.replica?.replica ?? null
    const isLost = before !== null && before.revision > 0 && !this.server.knows(account, before)
    // What two profiles owe in common is known as the first one's, and dropped by either.
    const isWhole = isLost && !this.whose.isShared(profile) && !this.troubles.isTroubled(profile)
    const owed: OwedEdit[] = []
    for (const { edit, writer, fate, ...made } of this.made.all()) {
      // As the device knows it: some of these may have arrived.
      const isUnsettled = fate === 'owed' && edit.n > (rows?.settled.get(writer) ?? 0)
      if (isUnsettled && made.profile === profile && made.account === account) owed.push(edit)
    }
    this.givesBack.takesOver(profile, account, { before: isWhole ? before : null, pulled }, owed)
  }

  /**
   * What was owed to a server that has forgotten is made anew on what it has now, and is not owed as it was. The tab that does
   * so says it when its storages know it, a moment after it began to send without it.
   */
  isMadeAnew({ profile, account, atMs }: Made): boolean {
    const now = this.world.time.now()
    const tookOverAt = this.#tookOverAt.get(`${profile.index} ${account}`) ?? Number.NEGATIVE_INFINITY
    if (atMs <= tookOverAt && now - tookOverAt < SAID_WITHIN_MS) return true
    // Where IndexedDB does not work, nobody sees what is taken over.
    return this.troubles.isTroubled(profile) && atMs <= this.refusals.forgottenAt(profile)
  }
}
