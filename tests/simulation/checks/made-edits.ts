/**
 * Every edit that was ever made, and which of them must still arrive (S8). Before: owed-checks adds what is new. Used by whoever
 * checks what becomes of edits, and by settle. Knows no rules of folding, sending or keeping.
 */

import type { Profile } from '../browser/profile'
import type { AccountHistory } from './account-history'
import { isSetAside } from './kept'
import type { Made } from './made'
import type { Refusals } from './refusals'

export class MadeEdits {
  /** Writer -> its edits in order of n. */
  readonly #byWriter = new Map<string, Made[]>()

  constructor(
    private readonly history: AccountHistory,
    private readonly refusals: Refusals,
  ) {}

  /** The newest of its writer. */
  add(made: Made): void {
    const known = this.#byWriter.get(made.writer)
    if (known === undefined) this.#byWriter.set(made.writer, [made])
    else known.push(made)
  }

  *all(): Generator<Made> {
    for (const edits of this.#byWriter.values()) yield* edits
  }

  /** In order of n. */
  of(writer: string): readonly Made[] {
    return this.#byWriter.get(writer) ?? []
  }

  /** 0: none. */
  lastN(writer: string): number {
    return this.of(writer).at(-1)?.edit.n ?? 0
  }

  find(writer: string, n: number): Made | undefined {
    return this.of(writer).find(({ edit }) => edit.n === n)
  }

  /** Those that are still on their way to the server. */
  *unsettled(profile?: Profile): Generator<Made> {
    for (const edits of this.#byWriter.values()) {
      for (const made of edits) {
        if (profile !== undefined && made.profile !== profile) continue
        if (this.isUnsettled(made)) yield made
      }
    }
  }

  isUnsettled(made: Made): boolean {
    return made.fate === 'owed' && !this.hasArrived(made) && !this.isSetAside(made)
  }

  hasArrived({ account, writer, edit }: Made): boolean {
    return this.history.hasArrived(account, writer, edit.n)
  }

  /** D12: refused, and in a set-aside store; the tab that put it there may have ended before it could say so. */
  isSetAside({ profile: madeOn, writer, edit }: Made, profile = madeOn): boolean {
    return this.refusals.names(profile, writer, edit.n) && isSetAside(profile, `${writer}:${edit.n}`)
  }

  /** What some tabs were told of, and no storage has. */
  isAnyHalfMade(profile: Profile): boolean {
    for (const made of this.all()) {
      if (made.fate === 'half made' && made.profile === profile && !this.hasArrived(made)) return true
    }
    return false
  }

  /** Somebody removed the widget on this profile. */
  isRemoved(profile: Profile, widget: string): boolean {
    for (const { profile: madeOn, edit } of this.all())
      if (madeOn === profile && edit.widget === widget && 'remove' in edit) return true
    return false
  }
}
