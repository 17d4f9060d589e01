/**
 * What a device takes over of an answer: settled by the server's word alone, conflicts kept for showing (D11), and what the server
 * does not know made anew (S12). Before: checks hands it what is taken over. Knows no queue and no losses.
 */
import { type Edit, isFieldEdit } from '../../../core/edits/edit'
import type { Conflict } from '../../../core/wire/answer'
import type { TakenOver } from '../../../src/store/device-db'
import { isNewer } from '../../../src/store/stored-shapes'
import type { Profile } from '../browser/profile'
import type { World } from '../world'
import type { AccountHistory } from './account-history'
import type { Fail } from './fail'
import { isNewestInDatabase } from './kept'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { Troubles } from './troubles'

/** A tab that edits a widget may not have heard yet that another one has removed it. */
const HEARS_WITHIN_MS = 10

export class TakeOverChecks {
  /** Of each profile, the conflicts that it kept for showing. */
  readonly #shown = new Map<Profile, Set<string>>()
  /** Of each profile, writer -> the greatest n that it has taken over as settled. */
  readonly #settled = new Map<Profile, Map<string, number>>()

  constructor(
    private readonly world: World,
    private readonly history: AccountHistory,
    private readonly made: MadeEdits,
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  /** D11: settled is what the server has said, and conflicts are kept for showing. */
  takesOver(profile: Profile, account: string, taken: TakenOver): void {
    // Nobody's edits are settled by going over to a guest.
    if (account === 'local') return
    const { settled, conflicts } = taken
    this.#keepsKnown(profile, account, taken)
    const known = this.#settledOn(profile)
    for (const [writer, n] of Object.entries(settled)) {
      known.set(writer, Math.max(n, known.get(writer) ?? 0))
      const isMade = this.made.of(writer).some(({ edit }) => edit.n <= n)
      if (isMade && !this.history.hasArrived(account, writer, n)) {
        this.fail('D11', `edits of ${writer} up to ${n} are settled, and the server does not have them`)
      }
    }
    const shown = this.#shown.get(profile) ?? new Set()
    this.#shown.set(profile, shown)
    for (const conflict of conflicts) {
      // What another device has made anew is there again.
      const isThere = taken.replica.replica.widgets[conflict.widget]?.removed === false
      if (conflict.rule === 'unknown' && !isThere) this.#isAnew(profile, account, conflict)
      shown.add(keyOf(conflict))
    }
  }

  /**
   * S12: what is owed of a widget may have to make it anew, with all that is known of it; so may an undo of its removal,
   * which can be made at any time.
   */
  #keepsKnown(profile: Profile, account: string, { replica, settled, conflicts }: TakenOver): void {
    const before = profile.rows.accounts.get(account)?.replica
    if (!before || this.troubles.isTroubled(profile)) return
    // What IndexedDB has and is newer stays there.
    if (isNewer(before, replica)) return
    // IndexedDB alone knows what a tab took over that ended before it could say so: nobody shows it until the next answer.
    if (isNewestInDatabase({ profile, account }, before)) return
    const owed = [...this.made.unsettled(profile)].filter((made) => made.account === account)
    const anew = new Set(conflicts.filter(({ rule }) => rule === 'unknown').map(({ widget }) => widget))
    for (const { edit } of owed) if (makesWidget(edit)) anew.add(edit.widget)
    const isForgotten = (widget: string) => !(widget in replica.replica.widgets) && !anew.has(widget)
    for (const { edit } of before.epoch === replica.epoch ? owed : []) {
      const isKnown = edit.widget in before.replica.widgets || this.#isMadeBy(profile, account, settled, edit.widget)
      if (!isKnown || !isForgotten(edit.widget)) continue
      this.fail('S12', `${profile.name()} forgets what it knows of ${edit.widget}, which it owes edit ${edit.n} of`)
    }
    for (const [widget, { fields }] of Object.entries(before.replica.widgets)) {
      // Of some it knows no more than that they are removed.
      if (Object.keys(fields).length === 0 || !isForgotten(widget)) continue
      this.fail(
        'S12',
        `${profile.name()} forgets what it knows of ${widget}, and an undo of its removal brings back nothing`,
      )
    }
  }

  #settledOn(profile: Profile): Map<string, number> {
    const settled = this.#settled.get(profile) ?? new Map<string, number>()
    this.#settled.set(profile, settled)
    return settled
  }

  /** One of the edits that are settled now has made the account's widget; what was settled before may have been forgotten with its account. */
  #isMadeBy(profile: Profile, account: string, settled: Record<string, number>, widget: string): boolean {
    const before = this.#settledOn(profile)
    const hasMade = ({ account: of, edit }: Made) => of === account && edit.widget === widget && makesWidget(edit)
    return Object.entries(settled).some(([writer, lastN]) =>
      this.made.of(writer).some((made) => {
        const { n } = made.edit
        return n > (before.get(writer) ?? 0) && n <= lastN && hasMade(made)
      }),
    )
  }

  /** S12: what the server does not know any more is made anew, with all that is known of it, unless it was removed here. */
  #isAnew(profile: Profile, account: string, { writer, n, widget }: Conflict): void {
    const lost = this.made.find(writer, n)
    if (lost?.profile !== profile || lost.fate !== 'owed' || !lost.isShown) return
    this.world.tally('edits of what a server has forgotten')
    for (const { edit, atMs, profile: madeOn, fate } of this.made.all()) {
      if (madeOn !== profile || edit.widget !== widget) continue
      if (atMs >= lost.atMs && makesWidget(edit)) {
        this.#isAnewInWhole(profile, account, widget)
        return
      }
      if (atMs >= lost.atMs - HEARS_WITHIN_MS && 'remove' in edit) return
      // What made it is known to other tabs alone, and they may have ended since.
      if (makesWidget(edit) && (fate === 'half made' || fate === 'excused')) return
    }
    this.fail('S12', `${profile.name()} does not make ${widget} anew, which it owes edit ${n} of`)
  }

  /** Each field that IndexedDB has of it is among what is owed: made anew, or edited or taken away since. */
  #isAnewInWhole(profile: Profile, account: string, widget: string): void {
    const { replica, settled } = profile.rows.accounts.get(account) ?? {}
    const owed = new Set<string>()
    for (const { profile: madeOn, writer, edit } of this.made.all()) {
      const isOwed = madeOn === profile && edit.widget === widget && edit.n > (settled?.get(writer) ?? 0)
      if (isOwed && isFieldEdit(edit)) owed.add(edit.field)
    }
    for (const [field, { value }] of Object.entries(replica?.replica.widgets[widget]?.fields ?? {})) {
      if (value === undefined || owed.has(field)) continue
      this.fail('S12', `${profile.name()} makes ${widget} anew without its ${field}`)
    }
  }

  /** Every conflict of an edit of this device was kept for showing (S7, D11). */
  conflictsShown(profile: Profile, account: string): void {
    const shown = this.#shown.get(profile)
    for (const conflict of this.history.account(account).conflicts) {
      const { writer, n } = conflict
      const made = this.made.find(writer, n)
      if (made?.profile !== profile || made.fate !== 'owed' || shown?.has(keyOf(conflict))) continue
      this.fail('D11', `the conflict of edit ${n} of ${profile.name()} was never kept for showing`)
    }
  }
}

const makesWidget = (edit: Edit): boolean => isFieldEdit(edit) && edit.field === 'type'

const keyOf = ({ writer, n, field }: Pick<Conflict, 'writer' | 'n' | 'field'>): string => `${writer} ${n} ${field}`
