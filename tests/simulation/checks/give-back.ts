/**
 * S14: what a device gives back when a server has forgotten. Written from the contract, and without the product's comparison.
 * Before: loss-checks says when an answer is taken over, set-aside-checks what is owed no more. Knows no queue and no storage.
 */
import type { OwedEdit } from '../../../core/edits/edit'
import { EMPTY_REPLICA, type Json, type Replica, type ReplicaWidget } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { Profile } from '../browser/profile'
import type { Fail } from './fail'

/** What a device last held that the server did not know, and what it took over then. */
interface Loss {
  before: Replica
  pulled: Replica
}

/** The trigger of edits that give something back. */
export const GIVES_BACK = 'restore'

export class GiveBackChecks {
  readonly #losses = new Map<Profile, Map<string, Loss>>()

  constructor(private readonly fail: Fail) {}

  /**
   * A device that was told of a loss takes an answer over.
   * @param before null: it is no loss, or nobody knows for certain what was held
   * @param edits all that it owes of this account as far as it knows, its new edits among them
   */
  takesOver(
    profile: Profile,
    account: string,
    { before, pulled }: { before: Replica | null; pulled: Replica },
    edits: readonly OwedEdit[],
  ): void {
    const losses = this.#losses.get(profile) ?? new Map<string, Loss>()
    // Another tab may give back after the first one.
    losses.set(account, { before: before ?? losses.get(account)?.before ?? EMPTY_REPLICA, pulled })
    this.#losses.set(profile, losses)
    if (before === null) return
    for (const [id, widget] of Object.entries(before.widgets)) {
      if (widget.removed) continue
      const ofWidget = edits.filter((edit) => edit.widget === id)
      if (ofWidget.some((edit) => 'remove' in edit)) continue
      for (const field of lackingFields(widget, liveIn(pulled, id))) {
        if (ofWidget.some((edit) => 'field' in edit && edit.field === field)) continue
        this.fail('S14', `${profile.name()} does not give field ${field} of ${id} back, which it has later`)
      }
    }
  }

  /**
   * Is `edit`, which is owed no more, made anew?
   * @param given the edits that its tab has made under this account
   * @param dropped all that are owed no more in this moment
   */
  isGivenBack(
    profile: Profile,
    account: string,
    edit: OwedEdit,
    given: readonly OwedEdit[],
    dropped: readonly OwedEdit[],
  ): boolean {
    const loss = this.#losses.get(profile)?.get(account)
    if (loss === undefined) return false
    const { widget } = edit
    const news = given.filter((one) => one.widget === widget && one.trigger === GIVES_BACK)
    const stored = liveIn(loss.pulled, widget)
    if (dropped.some((one) => one.widget === widget && 'remove' in one))
      if (stored === undefined || news.some((one) => 'remove' in one)) return true
    if ('remove' in edit) return dropped.some((one) => one.widget === widget && 'revive' in one)
    if (stored === undefined) {
      // Of a widget that is gone for both there is nothing to give back.
      const held = loss.before.widgets[widget]
      if (news.length === 0) return held === undefined || held.removed
      return 'revive' in edit ? news.some((one) => 'revive' in one) : true
    }
    if ('revive' in edit) return true
    if (edit.field === 'type') return true
    const ofPlace = (one: OwedEdit) => one.widget === widget && 'field' in one && one.field === edit.field
    const wished = dropped.filter(ofPlace).map(wishOf)
    const values = [stored.fields[edit.field]?.value, ...news.filter(ofPlace).map(wishOf)]
    return values.some((value) => wished.some((wish) => sameJson(wish, value)))
  }
}

function liveIn({ widgets }: Replica, id: string): ReplicaWidget | undefined {
  return widgets[id]?.removed === false ? widgets[id] : undefined
}

const wishOf = (edit: OwedEdit): Json | undefined => ('value' in edit ? edit.value : undefined)

/** The fields of what a device held that the server has older or not at all; of a widget that it does not know, all of them. */
function lackingFields({ fields }: ReplicaWidget, stored: ReplicaWidget | undefined): string[] {
  return Object.entries(fields).flatMap(([key, { value, at }]) => {
    if (value === undefined) return []
    if (stored === undefined) return [key]
    const known = stored.fields[key]
    const isLacking = at > (known?.at ?? -1) && !sameJson(value, known?.value)
    return isLacking && key !== 'type' ? [key] : []
  })
}
