/**
 * What tabs owe: each edit as it was made, folded as it may be and no further (D2). Before: checks hands it what a tab says it owes.
 * After: made-edits keeps what is new in it.
 */
import type { OwedEdit, Seen } from '../../../core/edits/edit'
import type { PageMessage } from '../../../core/wire/worker-message'
import type { Tab } from '../browser/tab'
import type { World } from '../world'
import type { Fail } from './fail'
import { GIVES_BACK } from './give-back'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { Refusals } from './refusals'

type Owed = Extract<PageMessage, { type: 'owed' }>

export class OwedChecks {
  constructor(
    private readonly world: World,
    private readonly made: MadeEdits,
    private readonly refusals: Refusals,
    private readonly fail: Fail,
  ) {}

  /**
   * A tab says what its writer owes: what is new in it was made just now.
   * @param seen when the action under way began; null: none is
   */
  owes(tab: Tab, owed: Owed, seen: Seen | null): void {
    const { account, writer, edits, settledN } = owed
    if (writer !== tab.writer) return
    const last = this.made.lastN(writer)
    for (const edit of edits) {
      if (edit.n <= last) continue
      const made: Made = {
        writer,
        edit,
        profile: tab.profile,
        tab,
        atMs: this.world.time.now(),
        hiddenAtMs: tab.hiddenAtMs,
        madeUnder: account,
        account,
        seen: seen ?? seenBy(edit),
        orSeen: null,
        fate: 'owed',
        isShown: edit.widget in tab.holdfast.console.layout.getState().widgets,
        isSent: false,
      }
      this.#fold(made, settledN)
      this.made.add(made)
      this.world.tally('edits')
    }
    this.#checkFold(owed)
  }

  /** D2: a newer edit of the same field replaces an older one, with its base, but for a removal or a revival in between. */
  #fold(made: Made, settledN: number): void {
    const { edit } = made
    if (!('field' in edit) || edit.field === 'type') return
    const known = this.made.of(made.writer)
    for (let i = known.length - 1; i >= 0; i--) {
      const older = known[i] as Made
      if (older.edit.n <= settledN) return
      if (older.edit.widget !== edit.widget) continue
      if (!('field' in older.edit)) return
      if (older.edit.field !== edit.field) continue
      if (older.fate === 'taken along') made.orSeen = { revision: 0, epoch: 0 }
      // By another tab, or by a copy of the profile, of which its own need not have heard (S14).
      if (older.fate === 'dropped') made.orSeen = less(older.seen, made.seen)
      if (older.fate !== 'owed') continue
      // What nobody made has become a guest's meanwhile (D13).
      if (older.account === 'local') older.account = made.account
      if (older.account !== made.account) continue
      // Where it has arrived and its tab does not know, it is replaced all the same.
      if (this.made.hasArrived(older)) made.orSeen = made.seen
      older.fate = 'replaced'
      // What is given back is made on what was pulled (S14).
      if (edit.trigger !== GIVES_BACK) made.seen = less(older.seen, made.seen)
      return
    }
  }

  #checkFold({ account, writer, edits, settledN }: Owed): void {
    const held = new Map(edits.map((edit) => [edit.n, edit]))
    for (const made of this.made.of(writer)) {
      if (made.account === account && made.edit.n > settledN) this.#checkHeld(made, held.get(made.edit.n))
    }
  }

  /** @param held as its tab says to owe it; undefined: it does not */
  #checkHeld(made: Made, held: OwedEdit | undefined): void {
    const { profile, writer, edit, seen, orSeen, fate } = made
    const { n } = edit
    if (fate === 'replaced' && held !== undefined) this.fail('D2', `edit ${n} is owed, and a newer one replaced it`)
    if (fate !== 'owed' || this.made.hasArrived(made)) return
    if (held === undefined) {
      // What was set aside is dropped a moment before it is said (D12).
      if (!this.refusals.names(profile, writer, n))
        this.fail('D2', `edit ${n} is owed no more, and the server does not have it`)
    } else if (orSeen !== null && isSame(seenBy(held), orSeen)) made.seen = orSeen
    else if (!isSame(seenBy(held), seen))
      this.fail('D2', `edit ${n} has base ${words(seenBy(held))}, and should have ${words(seen)}`)
  }
}

const seenBy = ({ base, epoch = 0 }: OwedEdit): Seen => ({ revision: base, epoch })

const isSame = (a: Seen, b: Seen): boolean => a.revision === b.revision && a.epoch === b.epoch

/** What a lost history had counts less than anything since (S14). */
function less(a: Seen, b: Seen): Seen {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? a : b
  return a.revision < b.revision ? a : b
}

const words = ({ revision, epoch }: Seen): string => `${revision} of epoch ${epoch}`
