/**
 * What leaves a device: the edits as they were made on it (D2), of each writer all that the server would else take for known (S2),
 * and nobody's for another account (D13). Before: checks hands it every save that leaves a tab or a device. Knows no queue.
 */
import type { Json } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { SaveBody } from '../../../core/wire/save'
import type { Profile } from '../browser/profile'
import type { World } from '../world'
import type { AccountHistory } from './account-history'
import type { Fail } from './fail'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { SeenChecks } from './seen-checks'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

type SentStream = SaveBody['streams'][number]

/** What one tab has made, every other tab of the browser knows by then (D7). */
const KNOWN_EVERYWHERE_MS = 1_000
/** A save of more characters than this may leave edits to the next one. */
const ONE_SAVE_CHARACTERS = 600_000

export class SendChecks {
  constructor(
    private readonly world: World,
    private readonly history: AccountHistory,
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly seen: SeenChecks,
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  /** What leaves a device is what was made on it: the same edits, and of each writer all that come before (S2, D2). */
  sends(profile: Profile, text: string): void {
    const body = JSON.parse(text) as SaveBody
    this.whose.follow()
    const sent: Made[] = []
    for (const stream of body.streams) {
      const known = new Map(this.made.of(stream.writer).map((made) => [made.edit.n, made]))
      for (const edit of stream.edits) {
        const made = known.get(edit.n)
        if (made === undefined) {
          this.fail('D2', `edit ${edit.n} of ${stream.writer} is sent, and nobody made it`)
          return
        }
        made.isSent = true
        sent.push(made)
        this.#checkSent(profile, made, edit, body)
      }
      this.#checkLeftOut(profile, body.account, stream)
    }
    this.#checkTrigger(body, sent)
    this.world.tally('saves sent')
  }

  /** D2: the trigger is the newest edit's; of several at the same moment any one's. */
  #checkTrigger({ trigger }: SaveBody, sent: readonly Made[]): void {
    const newestAt = Math.max(...sent.map(({ edit }) => edit.at))
    if (sent.some(({ edit }) => edit.at === newestAt && edit.trigger === trigger)) return
    this.fail('D2', `a save is sent for ${trigger}, and its newest edit is none`)
  }

  #checkSent(profile: Profile, made: Made, sent: SentStream['edits'][number], body: SaveBody): void {
    const { n: _, base: __, trigger: ___, epoch: ____, was: _____, at, ...what } = made.edit
    const { n, base = body.base, at: sentAt, ...whatIsSent } = sent
    if (at !== sentAt || !sameJson(what as unknown as Json, whatIsSent as unknown as Json)) {
      this.fail('D2', `edit ${n} is sent as ${JSON.stringify(sent)}, and was made as ${JSON.stringify(made.edit)}`)
    }
    this.seen.isSent(profile, made, base, body)
    // Made before it was known whose device this is: a guest's own (D13).
    const isGuests = this.world.servers.accounts.beganAsGuest(body.account)
    if (isGuests && this.whose.accountOn(profile, made) === 'local') this.whose.becomes(profile, made, body.account)
    const account = this.whose.accountOn(profile, made)
    // It may go over in the very moment in which it is sent.
    const isOf = made.madeUnder === body.account || this.whose.isOf(profile, account, body.account)
    if (!isOf && made.fate === 'owed') this.fail('D13', `an edit of account ${account} is sent for ${body.account}`)
  }

  /** S2: the server takes everything up to a stream's last edit for known. */
  #checkLeftOut(profile: Profile, account: string, { writer, edits }: SentStream): void {
    const last = edits.at(-1)?.n ?? 0
    const sent = new Set(edits.map(({ n }) => n))
    for (const made of this.made.of(writer)) {
      const { n } = made.edit
      const isOwed = made.fate === 'owed' && this.whose.accountOn(profile, made) === account
      if (!isOwed || n >= last || sent.has(n) || this.history.hasArrived(account, writer, n)) continue
      if (this.made.isSetAside(made, profile)) continue
      this.fail('S2', `edit ${last} of ${writer} is sent without its edit ${n}, which would be taken for known`)
    }
  }

  /** D2: a save carries all that the device owes, unless it is too large for one. */
  hands(profile: Profile, text: string): void {
    if (text.length > ONE_SAVE_CHARACTERS) return
    // A frozen tab tells nobody what it owes.
    if (profile.tabs.some(({ life }) => life.isFrozen()) || this.troubles.isTroubled(profile)) return
    const { account, streams } = JSON.parse(text) as SaveBody
    const now = this.world.time.now()
    const sent = new Map(streams.map(({ writer, edits }) => [writer, new Set(edits.map(({ n }) => n))]))
    for (const made of this.made.unsettled(profile)) {
      if (made.account !== account || now - made.atMs < KNOWN_EVERYWHERE_MS || made.tab.life.isOver()) continue
      if (sent.get(made.writer)?.has(made.edit.n)) continue
      this.fail(
        'D2',
        `a save of ${profile.name()} leaves out edit ${made.edit.n} of tab ${made.tab.number}, made ${Math.round(now - made.atMs)} ms before`,
      )
    }
  }
}
