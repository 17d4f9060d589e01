/**
 * Which storages are in trouble, or were a moment ago: nobody is to blame for what they do not have yet. Before: checks says when
 * a trouble begins, and when a frozen tab is about to go on. Used by whoever looks into storages, or excuses what they could not
 * do. Knows no edits.
 */
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { World } from '../world'

/** Storages that were in trouble have everything again after this (store/ask-again waits up to 60 s, patient-db 10 s). */
export const RECOVERS_MS = 90_000

export class Troubles {
  readonly #troubledAt = new Map<Profile, number>()
  readonly #thawedAt = new Map<Tab, number>()
  /** It was frozen before its storages could have everything again: until when they must. */
  readonly #recoversUntil = new Map<Tab, number>()

  /** Of which a tab ended: maybe in the middle of something that nobody finishes. */
  readonly #endedTabs = new Set<Profile>()

  constructor(private readonly world: World) {}

  tabEnded({ profile }: Tab): void {
    this.#endedTabs.add(profile)
  }

  hadTabsThatEnded(profile: Profile): boolean {
    return this.#endedTabs.has(profile)
  }

  troubled(profile: Profile): void {
    this.#troubledAt.set(profile, this.world.time.now())
  }

  copied(from: Profile, to: Profile): void {
    const isInTrouble = from.databaseTrouble !== 'none' || from.local.trouble !== 'none'
    const troubledAt = isInTrouble ? this.world.time.now() : this.#troubledAt.get(from)
    if (troubledAt !== undefined) this.#troubledAt.set(to, troubledAt)
  }

  /** A frozen tab is about to go on. */
  thaws(tab: Tab): void {
    const frozenAt = tab.life.frozenAt()
    if (frozenAt === null) return
    const now = this.world.time.now()
    if (this.#recovers(tab, frozenAt)) this.#recoversUntil.set(tab, now + RECOVERS_MS)
    this.#thawedAt.set(tab, now)
  }

  /** A tab that was frozen does nothing meanwhile: what it is given time for begins, or begins anew, with this. ms; -Infinity: never. */
  thawedAt(tab: Tab): number {
    return this.#thawedAt.get(tab) ?? Number.NEGATIVE_INFINITY
  }

  wasEverTroubled(profile: Profile): boolean {
    return this.#troubledAt.has(profile)
  }

  /** Something that was made at `atMs` may be missing in one of the storages, or in both. */
  #wasTroubled(profile: Profile, atMs: number): boolean {
    if (profile.databaseTrouble !== 'none' || profile.local.trouble !== 'none') return true
    return (this.#troubledAt.get(profile) ?? Number.NEGATIVE_INFINITY) + RECOVERS_MS > atMs
  }

  isTroubled(profile: Profile): boolean {
    return this.#wasTroubled(profile, this.world.time.now())
  }

  /** Whether this tab may have something yet to put into storages that were in trouble. */
  recovers(tab: Tab): boolean {
    return this.#recovers(tab, this.world.time.now())
  }

  #recovers(tab: Tab, atMs: number): boolean {
    return this.#wasTroubled(tab.profile, atMs) || (this.#recoversUntil.get(tab) ?? Number.NEGATIVE_INFINITY) > atMs
  }
}
