/**
 * D4: the worker's queue lets go of an edit only for a reason, and keeps for the next page what it learned while there was none.
 * Before: checks hands it every answer about a layout, and every entry that leaves. Knows no storage of pages.
 */
import { FRESH } from '../../../core/delivery/schedule'
import type { Profile } from '../browser/profile'
import type { Outgoing } from '../network/messages'
import type { Fail } from './fail'
import type { MadeEdits } from './made-edits'
import type { Refusals } from './refusals'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

export class QueueChecks {
  /** Profile and writer -> the greatest n that an answer said to be there. */
  readonly #heard = new Map<string, number>()
  /** The same keys: no page was open when that writer was last heard of. */
  readonly #heardAlone = new Set<string>()

  constructor(
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly troubles: Troubles,
    private readonly refusals: Refusals,
    private readonly fail: Fail,
  ) {}

  hears(profile: Profile, { status, text }: Outgoing): void {
    if (status !== 200) return
    for (const [writer, n] of Object.entries(lastNOf(text))) {
      const key = keyOf(profile, writer)
      this.#heard.set(key, Math.max(n, this.#heard.get(key) ?? 0))
      if (profile.tabs.length === 0) this.#heardAlone.add(key)
      else this.#heardAlone.delete(key)
    }
  }

  copied(from: Profile, to: Profile): void {
    for (const [key, n] of [...this.#heard]) {
      const [index, writer = ''] = key.split(' ')
      if (index === `${from.index}`) this.#heard.set(keyOf(to, writer), n)
    }
  }

  /** D4: an entry leaves the queue only when its edits are acknowledged, carried by another, refused, or another account's now. */
  leavesQueue(profile: Profile, id: number): void {
    const { held, learned } = profile.outboxRows
    const save = held.find((one) => one.id === id)?.save
    if (save === undefined || this.refusals.wasSave(profile, save)) return
    const { account, streams } = save
    if (this.whose.isGone(profile, account)) return
    const others = held.filter((one) => one.id !== id && one.save?.account === account)
    let isAcknowledged = true
    for (const { writer, edits } of streams) {
      for (const { n } of edits) {
        if (n <= (this.#heard.get(keyOf(profile, writer)) ?? 0)) continue
        isAcknowledged = false
        const made = this.made.find(writer, n)
        if (made?.fate !== 'owed' || this.whose.accountOn(profile, made) !== account) continue
        const isCarried = others.some((other) =>
          other.save?.streams.some((stream) => stream.writer === writer && stream.edits.some((edit) => edit.n === n)),
        )
        if (!isCarried) this.fail('D4', `the worker drops a save with edit ${n} of ${writer} that nobody acknowledged`)
      }
    }
    // An answer that came while a page was open may be on its way to it: one that ends in that moment still owes, and asks again.
    const isAlone = streams.some(({ writer }) => this.#heardAlone.has(keyOf(profile, writer)))
    const isLearned = [...learned.values()].some((one) => one.account === account)
    if (isAcknowledged && isAlone && profile.tabs.length === 0 && !isLearned && others.length === 0) {
      this.fail('D4', 'the worker has an acknowledgement, drops the save and keeps nothing of it for the next page')
    }
  }

  /** D5: what the worker holds goes by Background Sync where no page is open, but for what waits for a person. */
  backgroundIsOver(profile: Profile): void {
    const { held, delivery } = profile.outboxRows
    // The last try may have been under way, in vain, when all began to work.
    if (!profile.worker?.sendsAlone()) return
    for (const { id, save } of held) {
      if (save === undefined) continue
      const { hold, waitsForOwner } = delivery.get(save.account) ?? FRESH
      if (hold === null && waitsForOwner !== true)
        this.fail('D5', `entry ${id} is still in the queue of ${profile.name()}, and Background Sync is over`)
    }
  }

  /** At the end: what nobody will ever send is not kept for ever (D13). */
  atTheEnd(profile: Profile): void {
    // It may have been about to tell the worker that an account is no more, or the worker about to drop what is that one's.
    if (this.troubles.hadTabsThatEnded(profile) || profile.worker?.wasCutOff()) return
    for (const { id, save } of profile.outboxRows.held) {
      if (save !== undefined && this.whose.isGone(profile, save.account))
        this.fail('D13', `entry ${id} in the queue of ${profile.name()} is of ${save.account}, which is no more`)
    }
  }
}

const keyOf = ({ index }: Profile, writer: string): string => `${index} ${writer}`

/** What an answer says to be there of each writer. Whoever stands in the server's place says nothing of it. */
function lastNOf(text: string): Record<string, number> {
  try {
    const { lastN } = JSON.parse(text) as { lastN?: Record<string, number> }
    return lastN ?? {}
  } catch {
    return {}
  }
}
