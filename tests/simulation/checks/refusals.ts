/**
 * What servers refused to each device, or did not know: only what is named there may be owed no more without having arrived
 * (D4, D12, S14). Before: checks hands it every answer about a layout that a device hears. Used by the checks of what is owed no more.
 */

import type { CarriedSave } from '../../../core/delivery/carried'
import { PROBLEM_CONTENT_TYPE, type Problem } from '../../../core/wire/problem'
import type { Profile } from '../browser/profile'
import type { Outgoing, OutgoingRequest } from '../network/messages'

type Carried = Pick<CarriedSave, 'account' | 'streams'>

export class Refusals {
  /** Of each device, the edits that a refusal named, as `<writer>:<n>`. */
  readonly #named = new Map<Profile, Set<string>>()
  /** Of each device, the edits of saves that were refused, or whose base was unknown. */
  readonly #saves = new Map<Profile, Set<string>>()
  /** When a device was last told that the server does not know its revision, ms. */
  readonly #forgottenAt = new Map<Profile, number>()

  hears(profile: Profile, request: OutgoingRequest, { status, text, headers }: Outgoing, atMs: number): void {
    const isOurs = headers['content-type']?.startsWith(PROBLEM_CONTENT_TYPE) ?? false
    if (!isOurs || ![400, 409, 413, 422].includes(status)) return
    if (status === 409) this.#forgottenAt.set(profile, atMs)
    if (request.isSave) this.#of(this.#saves, profile).add(streamsOf(JSON.parse(request.body ?? '') as Carried))
    for (const { writer, n } of (JSON.parse(text) as Problem).errors ?? []) {
      if (writer !== undefined) this.#of(this.#named, profile).add(`${writer}:${n}`)
    }
  }

  /** A copied profile has what the first one was told. */
  copied(from: Profile, to: Profile): void {
    this.#named.set(to, new Set(this.#named.get(from)))
    this.#saves.set(to, new Set(this.#saves.get(from)))
    this.#forgottenAt.set(to, this.forgottenAt(from))
  }

  /** This very save was answered by a refusal or by 409. */
  wasSave(profile: Profile, save: Carried): boolean {
    return this.#saves.get(profile)?.has(streamsOf(save)) ?? false
  }

  names(profile: Profile, writer: string, n: number): boolean {
    return this.#named.get(profile)?.has(`${writer}:${n}`) ?? false
  }

  /** ms; -Infinity: never. */
  forgottenAt(profile: Profile): number {
    return this.#forgottenAt.get(profile) ?? Number.NEGATIVE_INFINITY
  }

  #of(sets: Map<Profile, Set<string>>, profile: Profile): Set<string> {
    const set = sets.get(profile) ?? new Set()
    sets.set(profile, set)
    return set
  }
}

/** Which edits it has: what stays of a save in the queue. */
const streamsOf = ({ account, streams }: Carried): string =>
  JSON.stringify([account, streams.map(({ writer, edits }) => [writer, edits.map(({ n }) => n)])])
