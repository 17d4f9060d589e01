/**
 * D1: every edit is in local storage before the hand has left the mouse, in IndexedDB right after, and in one of them when its tab
 * or browser is gone. D8: what a storage does not take is said. Before: checks says when to look, and who ended. Knows nothing of
 * what is set aside or sent.
 */
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { World } from '../world'
import type { Fail } from './fail'
import { isInDatabase, isInLocal, isKept, isWhoInLocal } from './kept'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { Troubles } from './troubles'

/** IndexedDB has an edit after this (D1), ms; a little more, because one write may be under way. */
const IN_DATABASE_MS = 110

export class StorageChecks {
  readonly #lostLocal = new Set<Profile>()
  readonly #endedAt = new Map<Tab, number>()
  /** What these had not put into both storages, nobody did after them. */
  readonly #endedInTrouble = new Set<Tab>()

  constructor(
    private readonly world: World,
    private readonly made: MadeEdits,
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  /** What was in local storage is there again when a tab next has something to write. */
  localLost(profile: Profile): void {
    this.#lostLocal.add(profile)
  }

  /** D1: what was just made is in local storage when the handler returns; D8: else it is said. */
  inLocalStorage(tab: Tab, afterN: number): void {
    if (tab.life.isOver()) return
    const isWell = tab.profile.local.trouble === 'none'
    const isSaid = tab.holdfast.console.sync.getState().storageProblem !== null
    for (const made of this.made.of(tab.writer)) {
      const { account, edit } = made
      if (account !== tab.holdfast.console.layout.getState().account) continue
      if (edit.n <= afterN || !this.made.isUnsettled(made) || isInLocal(made)) continue
      if (isWell) this.fail('D1', `edit ${edit.n} of tab ${tab.number} is not in local storage`)
      else if (!isSaid)
        this.fail('D8', `edit ${edit.n} of tab ${tab.number} is not in local storage, and no word is said`)
    }
  }

  /** D1: what is not acknowledged is in both storages, where both work. */
  look(): void {
    const now = this.world.time.now()
    /** One look at a tab is a look at all its edits. */
    const looked = new Set<Tab>()
    for (const made of this.made.unsettled()) {
      const { profile, edit, tab, atMs } = made
      const sinceMs = Math.max(atMs, this.troubles.thawedAt(tab))
      if (tab.life.isFrozen() || now - sinceMs < IN_DATABASE_MS || this.troubles.recovers(tab)) continue
      if (tab.life.isOver() && isInLocal(made)) continue
      if (!isInDatabase(made)) {
        this.fail(
          'D1',
          `edit ${edit.n} of tab ${tab.number} (${profile.name()}) is not in IndexedDB after ${Math.round(now - atMs)} ms`,
        )
      }
      if (looked.has(tab) || tab.life.isOver() || this.#lostLocal.has(profile)) continue
      looked.add(tab)
      this.inLocalStorage(tab, 0)
    }
  }

  /** D8: of a storage that works again nobody speaks, but of what could not be read in it until the person has seen that. */
  saysNothing(tab: Tab): void {
    const { storageProblem, storageUnreadable } = tab.holdfast.console.sync.getState()
    if (storageProblem === null || storageUnreadable || tab.life.isFrozen() || this.troubles.recovers(tab)) return
    this.fail('D8', `tab ${tab.number} says “${storageProblem}”, and its storages work`)
  }

  /** Either storage could be lost now: the other one has every edit, and who this is. */
  isKeptTwice(profile: Profile): boolean {
    if (this.troubles.isTroubled(profile)) return false
    const { who } = profile.rows
    if (who === null || !isWhoInLocal(profile)) return false
    for (const made of this.made.unsettled(profile)) if (!isInDatabase(made) || !isInLocal(made)) return false
    return true
  }

  /** A tab is gone: what it made is where the next one finds it (D1). */
  tabEnded(tab: Tab): void {
    this.#endedAt.set(tab, this.world.time.now())
    if (this.troubles.recovers(tab)) this.#endedInTrouble.add(tab)
    for (const made of this.made.of(tab.writer)) {
      if (this.made.isUnsettled(made) && !isKept(made)) this.#excuseOrFail(made, 'its tab ended')
    }
  }

  /** The browser is gone: local storage is as the disk has it. */
  browserKilled(profile: Profile): void {
    for (const made of this.made.unsettled(profile)) {
      if (!isKept(made)) this.#excuseOrFail(made, 'its browser was killed')
    }
  }

  #excuseOrFail(made: Made, why: string): void {
    // A tab that ends right after an edit leaves it to local storage, which a browser takes seconds to bring to disk.
    const age = Math.min(this.world.time.now(), this.#endedAt.get(made.tab) ?? Number.POSITIVE_INFINITY) - made.atMs
    const isTroubled = this.#endedInTrouble.has(made.tab) || this.troubles.isTroubled(made.profile)
    if (age < IN_DATABASE_MS || isTroubled) {
      made.fate = age === 0 ? 'half made' : 'excused'
      this.world.tally('edits that no storage could keep')
    } else this.fail('D1', `edit ${made.edit.n} of ${made.profile.name()} is in no storage after ${why}`)
  }
}
