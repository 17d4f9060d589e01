/**
 * What was kept of conflicts is shown until a person has seen it (D11, S7), in every tab of the account and also after a new start;
 * and not for longer in any of them (D7).
 * Before: checks says what IndexedDB is given, and what people dismiss. take-over-checks knows what must be kept.
 */
import type { Conflict } from '../../../core/wire/answer'
import type { TakenOver } from '../../../src/store/device-db'
import { conflictKey } from '../../fakes/device-db-rows'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Fail } from './fail'

export class ConflictsShown {
  /** Of each profile: account -> what it kept for showing. */
  readonly #kept = new Map<Profile, Map<string, Map<string, Conflict>>>()
  /** Of each profile what people have seen: maybe before an IndexedDB that hung was given it. */
  readonly #seen = new Map<Profile, Set<string>>()

  constructor(private readonly fail: Fail) {}

  takesOver(profile: Profile, account: string, { conflicts }: TakenOver): void {
    const kept = this.#of(profile, account)
    for (const conflict of conflicts) {
      const key = conflictKey(conflict)
      if (kept.has(key) && this.#seen.get(profile)?.has(key))
        this.fail(
          'D11',
          `the conflict of edit ${conflict.n}, of ${conflict.widget}, is told again on ${profile.name()}`,
        )
      kept.set(key, conflict)
    }
  }

  /** Nobody is told of a conflict twice, or of another account's (D13). */
  look(profile: Profile): void {
    for (const { number, holdfast } of profile.tabs) {
      const { account } = holdfast.console.layout.getState()
      const own = this.#of(profile, account)
      const shown = holdfast.console.sync.getState().conflicts.map(conflictKey)
      if (new Set(shown).size < shown.length)
        this.fail('D11', `tab ${number} of ${profile.name()} shows a conflict twice`)
      for (const key of shown) {
        const isOthers = [...(this.#kept.get(profile) ?? [])].some(([of, kept]) => of !== account && kept.has(key))
        if (isOthers && !own.has(key))
          this.fail('D13', `tab ${number} of ${profile.name()} shows ${account} a conflict (${key}) of another account`)
      }
    }
  }

  /** A person has seen all that a tab shows. */
  dismissed({ profile, holdfast }: Tab): void {
    const { conflicts } = holdfast.console.sync.getState()
    this.#seen.set(profile, new Set([...(this.#seen.get(profile) ?? []), ...conflicts.map(conflictKey)]))
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
    for (const { number, holdfast } of profile.tabs) {
      const { account } = holdfast.console.layout.getState()
      const shown = new Set(holdfast.console.sync.getState().conflicts.map(conflictKey))
      for (const [key, { widget, n }] of this.#of(profile, account)) {
        if (shown.has(key) || this.#seen.get(profile)?.has(key)) continue
        this.fail(
          'D11',
          `the conflict of edit ${n}, of ${widget}, was kept, and tab ${number} of ${profile.name()} does not show it`,
        )
      }
      for (const key of shown) {
        if (profile.rows.accounts.get(account)?.conflicts.has(key)) continue
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
