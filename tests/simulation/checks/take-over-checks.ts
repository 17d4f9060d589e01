/**
 * What a device takes over of an answer: settled by the server's word alone, conflicts kept for showing (D11), and what the server
 * does not know made anew (S12). Before: checks hands it what is taken over. Knows no queue and no losses.
 */
import type { Conflict } from '../../../core/wire/answer'
import type { TakenOver } from '../../../src/store/device-db'
import type { Profile } from '../browser/profile'
import type { World } from '../world'
import type { AccountHistory } from './account-history'
import type { Fail } from './fail'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { Troubles } from './troubles'

/** A tab that edits a widget may not have heard yet that another one has removed it. */
const HEARS_WITHIN_MS = 10

export class TakeOverChecks {
  /** Of each profile, the conflicts that it kept for showing. */
  readonly #shown = new Map<Profile, Set<string>>()

  constructor(
    private readonly world: World,
    private readonly history: AccountHistory,
    private readonly made: MadeEdits,
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  /** D11: settled is what the server has said, and conflicts are kept for showing. */
  takesOver(profile: Profile, account: string, taken: TakenOver): void {
    const { settled, conflicts } = taken
    this.#keepsOwing(profile, account, taken)
    for (const [writer, n] of Object.entries(settled)) {
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
      if (conflict.rule === 'unknown' && !isThere) this.#isAnew(profile, conflict)
      shown.add(keyOf(conflict))
    }
  }

  /** S12: what is owed of a widget may have to make it anew, with all that is known of it. */
  #keepsOwing(profile: Profile, account: string, { replica, settled, conflicts }: TakenOver): void {
    const before = profile.rows.accounts.get(account)?.replica
    if (!before || before.epoch !== replica.epoch || this.troubles.isTroubled(profile)) return
    // Of a tab that was frozen in the middle of it: nobody holds that, but for the one storage, until the next answer.
    if (before.replica.revision > replica.replica.revision) return
    const owed = [...this.made.unsettled(profile)].filter((made) => made.account === account)
    const anew = new Set(conflicts.filter(({ rule }) => rule === 'unknown').map(({ widget }) => widget))
    for (const { edit } of owed) if ('field' in edit && edit.field === 'type') anew.add(edit.widget)
    for (const made of owed) {
      const { widget } = made.edit
      const isKnown = widget in before.replica.widgets || this.#isMadeBy(account, settled, widget)
      if (!isKnown || widget in replica.replica.widgets || anew.has(widget)) continue
      this.fail('S12', `${profile.name()} forgets what it knows of ${widget}, which it owes edit ${made.edit.n} of`)
    }
  }

  /** One of the settled edits has made the account's widget. */
  #isMadeBy(account: string, settled: Record<string, number>, widget: string): boolean {
    const hasMade = ({ account: of, edit }: Made) =>
      of === account && edit.widget === widget && 'field' in edit && edit.field === 'type'
    return Object.entries(settled).some(([writer, lastN]) =>
      this.made.of(writer).some((made) => made.edit.n <= lastN && hasMade(made)),
    )
  }

  /** S12: what the server does not know any more is made anew, unless it was removed here. */
  #isAnew(profile: Profile, { writer, n, widget }: Conflict): void {
    const lost = this.made.find(writer, n)
    if (lost?.profile !== profile || lost.fate !== 'owed' || !lost.isShown) return
    this.world.tally('edits of what a server has forgotten')
    for (const { edit, atMs, profile: madeOn, fate } of this.made.all()) {
      if (madeOn !== profile || edit.widget !== widget) continue
      const isType = 'field' in edit && edit.field === 'type'
      if (atMs >= lost.atMs && isType) return
      if (atMs >= lost.atMs - HEARS_WITHIN_MS && 'remove' in edit) return
      // What made it is known to other tabs alone, and they may have ended since.
      if (isType && (fate === 'half made' || fate === 'excused')) return
    }
    this.fail('S12', `${profile.name()} does not make ${widget} anew, which it owes edit ${n} of`)
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

const keyOf = ({ writer, n, field }: Pick<Conflict, 'writer' | 'n' | 'field'>): string => `${writer} ${n} ${field}`
