/**
 * What was kept of conflicts is shown until a person has seen it (D11, S7), in every tab of the account and also after a new start;
 * and not for longer in any of them (D7).
 * Before: checks says what IndexedDB is given, and what people dismiss. take-over-checks knows what must be kept.
 */

import type { Layout } from '../../../core/layout/model'
import type { KeptConflict } from '../../../core/merge/text-conflict'
import type { Conflict } from '../../../core/wire/answer'
import type { TakenOver } from '../../../src/store/device-db'
import { conflictKey } from '../../fakes/device-db-rows'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { AccountTable } from '../server/account-table'
import { lostLines } from './both-kept'
import type { Fail } from './fail'
import type { MadeEdits } from './made-edits'
import type { Troubles } from './troubles'

export class ConflictsShown {
  /** Of each profile: account -> what it kept for showing. */
  readonly #kept = new Map<Profile, Map<string, Map<string, Conflict>>>()
  /** Of each profile what people have seen: maybe before an IndexedDB that hung was given it. */
  readonly #seen = new Map<Profile, Set<string>>()

  constructor(
    private readonly accounts: AccountTable,
    private readonly made: MadeEdits,
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  takesOver(profile: Profile, account: string, { conflicts }: TakenOver): void {
    const kept = this.#of(profile, account)
    const settled = profile.rows.accounts.get(account)?.settled
    for (const conflict of conflicts) {
      // Told with the answer that settled its edit: IndexedDB keeps it no second time.
      if (conflict.n <= (settled?.get(conflict.writer) ?? 0)) continue
      const key = conflictKey(conflict)
      if (kept.has(key) && this.#seen.get(profile)?.has(key))
        this.fail(
          'D11',
          `the conflict of edit ${conflict.n}, of ${conflict.widget}, is told again on ${profile.name()}`,
        )
      kept.set(key, conflict)
    }
  }

  /** As often as something else is drawn: nobody is told of a conflict twice, or of another account's for a moment (D13). */
  watch({ profile, number, holdfast }: Tab): void {
    const { layout, sync } = holdfast.console
    const look = () => {
      for (const conflict of sync.getState().bothKept) this.#bothKept(profile, conflict, layout.getState().widgets)
      const { account } = layout.getState()
      const shown = sync.getState().conflicts.map(conflictKey)
      if (new Set(shown).size < shown.length)
        this.fail('D11', `tab ${number} of ${profile.name()} shows a conflict twice`)
      const own = this.#of(profile, account)
      // One guest becomes the next one where a session is gone for good: they are one person.
      const isGuest = (of: string) => this.accounts.beganAsGuest(of)
      const others = [...(this.#kept.get(profile) ?? [])].filter(
        ([of]) => of !== account && !(isGuest(of) && isGuest(account)),
      )
      const key = shown.find((shown) => !own.has(shown) && others.some(([, kept]) => kept.has(shown)))
      if (key !== undefined)
        this.fail('D13', `tab ${number} of ${profile.name()} shows ${account} a conflict (${key}) of another account`)
    }
    layout.subscribe(look)
    sync.subscribe(look)
  }

  /** Nobody has to see it any more: both texts are in what is shown, and what is owed of it is ordinary (D1). */
  #bothKept(profile: Profile, conflict: KeptConflict, shown: Layout): void {
    const key = conflictKey(conflict)
    const seen = this.#seen.get(profile) ?? new Set()
    if (seen.has(key)) return
    this.#seen.set(profile, seen.add(key))
    const { widget, field, n, writer, was, kept, lost } = conflict
    const now = shown[widget]?.fields[field ?? '']
    const isMineKept = profile.rows.who?.device === kept.device
    const [mine, theirs] = isMineKept ? [kept.value, lost.value] : [lost.value, kept.value]
    // Somebody may have typed on in the meantime, from what was sent.
    const since = this.made.of(writer).flatMap(({ edit }) => {
      const isOfIt = edit.n > n && edit.widget === widget && 'value' in edit && edit.field === field
      return isOfIt ? [edit.value] : []
    })
    const wrong = [mine, ...since].map((typed) => lostLines({ was, mine, theirs, typed, now }))
    if (wrong.every((lines) => lines.length > 0))
      this.fail(
        'S7',
        `${profile.name()} says of edit ${n} that both texts are kept, and ${wrong[0]?.join(' | ')} is not`,
      )
  }

  /** A person has seen these, or all that a tab shows. */
  dismissed({ profile, holdfast }: Tab, conflicts = holdfast.console.sync.getState().conflicts): void {
    this.#seen.set(profile, new Set([...(this.#seen.get(profile) ?? []), ...conflicts.map(conflictKey)]))
  }

  /** A guest that is gone for good has become the next one, who is shown what the first one has not seen. */
  takenAlong(profile: Profile, from: string, to: string): void {
    if (this.troubles.wasEverTroubled(profile)) return
    const next = this.#of(profile, to)
    for (const [key, conflict] of this.#of(profile, from)) next.set(key, conflict)
  }

  /** With all that the device knows of the account; the server still has them (S7). */
  forgotten(profile: Profile, account: string): void {
    this.#kept.get(profile)?.delete(account)
  }

  /** IndexedDB is gone: no other storage has them. */
  lost(profile: Profile): void {
    this.#kept.delete(profile)
  }

  copied(from: Profile, to: Profile): void {
    const kept = [...(this.#kept.get(from) ?? [])].map(([account, all]) => [account, new Map(all)] as const)
    this.#kept.set(to, new Map(kept))
    this.#seen.set(to, new Set(this.#seen.get(from)))
  }

  atTheEnd(profile: Profile): void {
    for (const { number, isVisible, holdfast } of profile.tabs) {
      const { account } = holdfast.console.layout.getState()
      const { conflicts, syncStatus } = holdfast.console.sync.getState()
      const shown = new Set(conflicts.map(conflictKey))
      const isUnsaid = shown.size > 0 && syncStatus === 'success'
      const isSaidOnly = shown.size === 0 && syncStatus === 'conflict'
      if (isVisible && (isUnsaid || isSaidOnly))
        this.fail('D10', `tab ${number} of ${profile.name()} shows ${shown.size} conflicts, and says ${syncStatus}`)
      for (const [key, { widget, n }] of this.#of(profile, account)) {
        if (shown.has(key) || this.#seen.get(profile)?.has(key)) continue
        this.fail(
          'D11',
          `the conflict of edit ${n}, of ${widget}, was kept, and tab ${number} of ${profile.name()} does not show it`,
        )
      }
      for (const key of shown) {
        const isKept = profile.rows.accounts.get(account)?.conflicts.has(key) ?? false
        // A tab that ended had maybe not had it forgotten.
        const isBack = !this.troubles.hadTabsThatEnded(profile) && (this.#seen.get(profile)?.has(key) ?? false)
        if (!isKept || isBack)
          this.fail('D7', `tab ${number} of ${profile.name()} shows a conflict (${key}) that the person has seen`)
      }
    }
  }

  #of(profile: Profile, account: string): Map<string, Conflict> {
    const accounts = this.#kept.get(profile) ?? new Map<string, Map<string, Conflict>>()
    this.#kept.set(profile, accounts)
    const kept = accounts.get(account) ?? new Map<string, Conflict>()
    accounts.set(account, kept)
    return kept
  }
}
