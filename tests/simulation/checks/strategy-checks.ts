/**
 * How conflicts are decided is the person's own setting: each save of a page carries it as it is in the moment in which it is put
 * together (D2, S4). What a worker sends later is as it was handed over. Before: checks says what people set, what leaves a tab,
 * and what becomes of local storage, which alone has it. Knows no edits.
 */
import type { Strategy } from '../../../core/edits/edit'
import type { SaveBody } from '../../../core/wire/save'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { OutgoingRequest } from '../network/messages'
import type { Fail } from './fail'
import { strategyInLocal } from './kept'

/** Until somebody sets another one, and where a save names none. */
const AT_FIRST: Strategy = 'merge'

export class StrategyChecks {
  /** Of each profile; null: local storage lost it, and each tab knows what it read last. */
  readonly #set = new Map<Profile, Strategy | null>()
  /** Of each profile, all that was ever set. */
  readonly #everSet = new Map<Profile, Set<Strategy>>()

  constructor(private readonly fail: Fail) {}

  sets({ profile, life }: Tab, strategy: Strategy): void {
    this.#everSet.set(profile, this.#known(profile).add(strategy))
    // Storage in trouble may not take it: the tab in which it was set knows it then, and the others do not. Or that tab ended by it.
    this.#set.set(profile, profile.local.trouble === 'none' && !life.isOver() ? strategy : null)
  }

  /** Local storage is forbidden, or what it has of this is gone: the one place that all tabs have in common (D8). */
  lost(profile: Profile): void {
    this.#set.set(profile, null)
  }

  /** Nobody knows anything but what is on the disk, which is up to seconds old (D1). */
  browserKilled(profile: Profile): void {
    this.#set.set(profile, profile.local.trouble === 'none' ? (strategyInLocal(profile) ?? AT_FIRST) : null)
  }

  copied(from: Profile, to: Profile): void {
    this.#everSet.set(to, new Set(this.#known(from)))
    this.browserKilled(to)
  }

  /** A page sends a save by itself. */
  leaves(profile: Profile, life: Life, { body }: OutgoingRequest): void {
    if (body !== null && profile.tabs.some((tab) => tab.life === life)) this.isComposed(profile, body)
  }

  /** A save has been put together in this moment. */
  isComposed(profile: Profile, text: string): void {
    const { strategy = AT_FIRST } = JSON.parse(text) as SaveBody
    const known = this.#known(profile)
    const set = this.#set.get(profile) ?? (this.#set.has(profile) ? null : AT_FIRST)
    if (set === null ? known.has(strategy) : strategy === set) return
    this.fail(
      'D2',
      `${profile.name()} sends a save with the strategy ${strategy}, and ${set ?? [...known].join(' or ')} is set`,
    )
  }

  #known(profile: Profile): Set<Strategy> {
    return this.#everSet.get(profile) ?? new Set([AT_FIRST])
  }
}
