/**
 * Edits that are owed no more, though no server has them: set aside because it refused them, until a person says a word (D12), or
 * made anew (S14). Before: checks says what tabs drop and people clear. After: give-back knows what is made anew.
 */
import type { PageMessage } from '../../../core/wire/worker-message'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Fail } from './fail'
import type { GiveBackChecks } from './give-back'
import { isSetAside, isSetAsideInLocal, setAsideIn } from './kept'
import type { MadeEdits } from './made-edits'
import type { Refusals } from './refusals'
import type { Troubles } from './troubles'

export class SetAsideChecks {
  /** Of each profile, as `<writer>:<n>`: what tabs said to be set aside, and no person cleared. */
  readonly #keys = new Map<Profile, Set<string>>()
  /** What a person cleared: another tab may set it aside in that very moment, and either has its way. */
  readonly #cleared = new Map<Profile, Set<string>>()

  constructor(
    private readonly made: MadeEdits,
    private readonly givesBack: GiveBackChecks,
    private readonly troubles: Troubles,
    private readonly refusals: Refusals,
    private readonly fail: Fail,
  ) {}

  dropped(tab: Tab, { account, edits }: Extract<PageMessage, { type: 'dropped' }>): void {
    const { profile } = tab
    const all = edits.flatMap(({ writer, n }) => this.made.find(writer, n)?.edit ?? [])
    const own = this.made.of(tab.writer).flatMap((made) => (made.account === account ? made.edit : []))
    for (const { writer, n } of edits) {
      const made = this.made.find(writer, n)
      const isOwed = made?.fate === 'owed' && !this.made.hasArrived(made)
      if (made !== undefined) made.fate = 'dropped'
      if (this.#isSetAsideBy(tab, `${writer}:${n}`)) {
        if (!this.refusals.names(profile, writer, n))
          this.fail('D12', `edit ${n} of ${writer} is set aside, and nobody refused it`)
        if (this.#cleared.get(profile)?.has(`${writer}:${n}`)) continue
        const keys = this.#keys.get(profile) ?? new Set()
        this.#keys.set(profile, keys.add(`${writer}:${n}`))
        continue
      }
      // What a database that refuses was told to take over, nobody has seen.
      if (!isOwed || this.troubles.isTroubled(profile)) continue
      if (!this.givesBack.isGivenBack(profile, account, made.edit, own, all))
        this.fail('S14', `edit ${n} of ${writer} is dropped, and neither set aside nor made anew`)
    }
  }

  /** In a storage, or in its tab alone, which has yet to write it. */
  #isSetAsideBy({ profile, holdfast }: Tab, key: string): boolean {
    return isSetAside(profile, key) || holdfast.console.sync.getState().setAside.some((one) => one.key === key)
  }

  /** D12: nothing but a person's word clears it. */
  look(): void {
    for (const [profile, keys] of this.#keys) {
      for (const key of keys) {
        if (!isSetAside(profile, key)) this.fail('D12', `what was set aside (${key}) on ${profile.name()} is gone`)
      }
    }
  }

  /** Either storage could be lost now: the other one has all of it. */
  isKeptTwice(profile: Profile): boolean {
    // A tab that ended may have put one there and told nobody.
    for (const key of new Set([...(this.#keys.get(profile) ?? []), ...setAsideIn(profile)]))
      if (!profile.rows.setAside.has(key) || !isSetAsideInLocal(profile, key)) return false
    return true
  }

  /** By a person's word. @param key `<writer>:<n>` */
  goes(profile: Profile, key: string): void {
    this.#keys.get(profile)?.delete(key)
    const cleared = this.#cleared.get(profile) ?? new Set()
    this.#cleared.set(profile, cleared.add(key))
    const colon = key.lastIndexOf(':')
    const made = this.made.find(key.slice(0, colon), Number(key.slice(colon + 1)))
    if (made?.profile === profile && this.made.isSetAside(made)) made.fate = 'dropped'
  }

  /** The browser is gone: local storage is as the disk has it. */
  browserKilled(profile: Profile): void {
    if (!this.troubles.isTroubled(profile)) return
    // What IndexedDB did not take, and local storage had not yet on disk.
    for (const key of this.#keys.get(profile) ?? []) if (!isSetAside(profile, key)) this.goes(profile, key)
  }

  copied(from: Profile, to: Profile): void {
    // What IndexedDB did not take, and local storage had not yet on disk, the copy still owes.
    const keys = [...(this.#keys.get(from) ?? [])].filter((key) => isSetAside(to, key) || !this.troubles.isTroubled(to))
    this.#keys.set(to, new Set(keys))
  }
}
