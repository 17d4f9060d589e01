/**
 * Whose every edit is on every device (D13): accounts take the edits of others over, are forgotten, or are on two devices, one of
 * which is a copy of the other. Before: checks says what became of an account or a profile. Used by send-checks, queue-checks
 * and loss-checks.
 */
import type { Profile } from '../browser/profile'
import { isKept } from './kept'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'

export class Whose {
  /** Of each profile: account -> the one that took its edits over. */
  readonly #moved = new Map<Profile, Map<string, string>>()
  /** Of each profile: accounts whose edits a person threw away. */
  readonly #forgotten = new Map<Profile, Set<string>>()
  /** Profiles that were copied, and the copies. */
  readonly #shared = new Set<Profile>()
  /** Copy -> the profile that it is a copy of. */
  readonly #copyOf = new Map<Profile, Profile>()
  /** Of each copied profile: what nobody had made on the first one, and whose it is on the copy. */
  readonly #nobodysOnCopy = new Map<Profile, Map<Made, string>>()

  constructor(private readonly made: MadeEdits) {}

  accountOn(profile: Profile, made: Made): string {
    return this.#nobodysOnCopy.get(profile)?.get(made) ?? made.account
  }

  /** An edit is `account`'s on this profile. On a copied one that says nothing of the first one, where it still waits for a guest. */
  becomes(profile: Profile, made: Made, account: string): void {
    if (made.profile === profile) made.account = account
    else this.#nobodysOnCopy.get(profile)?.set(made, account)
  }

  /** Is what was made under one account the other's on this profile? */
  isOf(profile: Profile, account: string, other: string): boolean {
    return account === other || this.#heirs(profile, account).includes(other)
  }

  /**
   * What a tab made before it heard that another account took its edits over goes along with that tab: it is the other's where
   * a storage has it as such.
   */
  follow(): void {
    for (const [profile, moved] of this.#moved) {
      for (const made of this.made.unsettled(profile)) {
        if (!moved.has(made.account)) continue
        const heir = this.#heirs(profile, made.account).find((account) => isKept({ ...made, account }))
        if (heir !== undefined) goesOver(made, heir)
      }
    }
  }

  /** Who took its edits over on this profile, who took that one's over, and so on. */
  #heirs(profile: Profile, account: string): string[] {
    const heirs: string[] = []
    const moved = this.#moved.get(profile)
    for (let heir = moved?.get(account); heir !== undefined && heir !== account && !heirs.includes(heir); ) {
      heirs.push(heir)
      heir = moved?.get(heir)
    }
    return heirs
  }

  /** On this profile the account owes nothing any more: it was forgotten, or another one took its edits over. */
  isGone(profile: Profile, account: string): boolean {
    return (this.#forgotten.get(profile)?.has(account) || this.#moved.get(profile)?.has(account)) ?? false
  }

  /** It was copied, or is a copy. */
  isShared(profile: Profile): boolean {
    return this.#shared.has(profile)
  }

  copyOf(profile: Profile): Profile | undefined {
    return this.#copyOf.get(profile)
  }

  copied(from: Profile, to: Profile): void {
    this.#copyOf.set(to, from)
    const moved = this.#moved.get(from)
    if (moved !== undefined) this.#moved.set(to, new Map(moved))
    const nobodys = new Map<Made, string>()
    this.#nobodysOnCopy.set(to, nobodys)
    this.#shared.add(from).add(to)
    for (const made of this.made.all()) if (made.madeUnder === 'local') nobodys.set(made, this.accountOn(from, made))
  }

  /** Another account is shown: what was made under the first one is its own from now on, or goes with the whole layout (D13). */
  adopted(profile: Profile, from: string, to: string, how: 'edits' | 'whole'): void {
    const moved = this.#moved.get(profile) ?? new Map<string, string>()
    this.#moved.set(profile, moved.set(from, to))
    for (const made of this.made.all()) {
      if (made.profile !== profile || made.account !== from || made.fate !== 'owed') continue
      if (how === 'whole') made.fate = 'taken along'
      else if (!this.made.hasArrived(made)) goesOver(made, to)
    }
    const copied = this.#nobodysOnCopy.get(profile) ?? []
    if (how === 'edits') for (const [made, account] of copied) if (account === from) this.becomes(profile, made, to)
  }

  /** No storage could keep that a guest took nobody's edits over: as far as the disk knows they are nobody's again. */
  forgotTakingOver(profile: Profile): void {
    for (const made of this.made.all()) {
      if (made.profile !== profile || made.madeUnder !== 'local' || isKept(made)) continue
      if (isKept({ ...made, account: 'local' })) made.account = 'local'
    }
  }

  forgotten(profile: Profile, account: string): void {
    const forgotten = this.#forgotten.get(profile) ?? new Set()
    this.#forgotten.set(profile, forgotten.add(account))
    for (const made of this.made.unsettled(profile)) if (made.account === account) made.fate = 'dropped'
  }
}

const NOTHING_SEEN = { revision: 0, epoch: 0 }

/** Of the other account it has seen nothing (S3). */
function goesOver(made: Made, account: string): void {
  made.account = account
  made.seen = NOTHING_SEEN
}
