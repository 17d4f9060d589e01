/**
 * Edits that are owed no more, though no server has them: set aside because it refused them, until a person says a word, and
 * made anew where that is to try again (D12), or made anew (S14). Before: checks says what tabs drop and people clear. After:
 * give-back knows what is made anew.
 */
import type { OwedEdit } from '../../../core/edits/edit'
import type { Json } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { PageMessage } from '../../../core/wire/worker-message'
import type { SetAsideEdit } from '../../../src/store/sync-store'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Fail } from './fail'
import type { GiveBackChecks } from './give-back'
import { isSetAside, isSetAsideInLocal, setAsideIn, setAsideUnder } from './kept'
import type { MadeEdits } from './made-edits'
import type { Refusals } from './refusals'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

/** A person tries again what was set aside. */
interface TriedAgain {
  tab: Tab
  edit: OwedEdit
  /** The last that its tab had made before. */
  afterN: number
}

export class SetAsideChecks {
  /** Of each profile, as `<writer>:<n>`: what tabs said to be set aside, and no person cleared. */
  readonly #keys = new Map<Profile, Set<string>>()
  /** What a person cleared: another tab may set it aside in that very moment, and either has its way. */
  readonly #cleared = new Map<Profile, Set<string>>()
  /** Of each profile, by key: what is to be made anew before it goes. */
  readonly #triedAgain = new Map<Profile, Map<string, TriedAgain>>()

  constructor(
    private readonly made: MadeEdits,
    private readonly whose: Whose,
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
    // The last word is what counts: what is discarded meanwhile need not be made anew.
    this.#triedAgain.get(profile)?.delete(key)
    const cleared = this.#cleared.get(profile) ?? new Set()
    this.#cleared.set(profile, cleared.add(key))
    const colon = key.lastIndexOf(':')
    const made = this.made.find(key.slice(0, colon), Number(key.slice(colon + 1)))
    if (made?.profile === profile && this.made.isSetAside(made)) made.fate = 'dropped'
  }

  /** By the word to try it again. */
  triesAgain(tab: Tab, { key, edit }: SetAsideEdit): void {
    const { profile, writer } = tab
    this.goes(profile, key)
    const tried = this.#triedAgain.get(profile) ?? new Map<string, TriedAgain>()
    const afterN = this.made.lastN(writer)
    this.#triedAgain.set(profile, tried.set(key, { tab, edit: edit as OwedEdit, afterN }))
  }

  /** D12: what is tried again is made anew before it goes. What becomes of the new edit is like that of any other. */
  clears(life: Life, profile: Profile, key: string): void {
    const tried = this.#triedAgain.get(profile)?.get(key)
    // Another tab was told to clear it before.
    if (tried?.tab.life !== life) return
    const { tab, edit, afterN } = tried
    const isMade = this.made.of(tab.writer).some((made) => made.edit.n > afterN && isSameChange(made.edit, edit))
    if (!isMade) this.fail('D12', `what was set aside (${key}) is to be tried again, goes, and is not made anew`)
  }

  /** By the word to discard all that an account left. */
  goWith(profile: Profile, account: string): void {
    for (const key of this.#keys.get(profile) ?? [])
      if (setAsideUnder(profile, key) === account) this.goes(profile, key)
  }

  /** It waits where a person can see it (D12); and what was cleared in one tab is shown by none (D7). */
  atTheEnd(profile: Profile): void {
    for (const key of this.#keys.get(profile) ?? []) {
      const account = setAsideUnder(profile, key)
      if (account !== null && this.whose.isGone(profile, account))
        this.fail('D12', `what was set aside (${key}) on ${profile.name()} waits under ${account}, which is no more`)
    }
    for (const key of this.#cleared.get(profile) ?? []) {
      if (this.#keys.get(profile)?.has(key) || this.troubles.hadTabsThatEnded(profile)) continue
      if (isSetAside(profile, key))
        this.fail('D12', `a storage of ${profile.name()} still has what was cleared (${key})`)
    }
    for (const { number, holdfast } of profile.tabs) {
      const { account } = holdfast.console.layout.getState()
      const { setAside } = holdfast.console.sync.getState()
      const shown = new Set(setAside.map(({ key }) => key))
      if (shown.size < setAside.length)
        this.fail('D12', `tab ${number} of ${profile.name()} shows twice what is set aside`)
      for (const key of shown) {
        if (isSetAside(profile, key)) continue
        this.fail('D7', `tab ${number} of ${profile.name()} shows as set aside (${key}) what was cleared`)
      }
      for (const key of this.#keys.get(profile) ?? []) {
        if (setAsideUnder(profile, key) === account && !shown.has(key))
          this.fail('D12', `tab ${number} of ${profile.name()} does not show what is set aside (${key})`)
      }
    }
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

const isSameChange = (a: OwedEdit, b: OwedEdit): boolean => sameJson(changeOf(a), changeOf(b))

/** Without its number, its time and what it was made on. */
function changeOf({ n: _, base: __, epoch: ___, trigger: ____, was: _____, at: ______, ...change }: OwedEdit): Json {
  return change as unknown as Json
}
