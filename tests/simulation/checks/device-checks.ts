/**
 * One browser profile is one device, whichever of its tabs or its worker speaks: else what two tabs change would be a conflict of
 * two devices (S3). Before: checks hands it what leaves. Knows no accounts and no edits.
 */
import type { SaveBody } from '../../../core/wire/save'
import { asWho } from '../../../src/store/stored-shapes'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { OutgoingRequest } from '../network/messages'
import type { Fail } from './fail'
import type { Troubles } from './troubles'

export class DeviceChecks {
  /** Of each profile, the device as which it spoke first. */
  readonly #devices = new Map<Profile, string>()
  /** A tab began there while IndexedDB alone knew which device it is, and did not answer. */
  readonly #untold = new Set<Profile>()
  /** Of each profile, as which devices it spoke that it cannot know of any more, or that were guesses. */
  readonly #givenUp = new Map<Profile, Set<string>>()

  constructor(
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  /** What no storage kept in its trouble is gone: then it is another device from now on, or until IndexedDB can say it again. */
  tabOpened({ profile }: Tab): void {
    const known = this.#devices.get(profile)
    const isKept = known === undefined || deviceIn(profile) === known || isInDatabase(profile, known)
    if (isKept || !this.troubles.wasEverTroubled(profile)) return
    if (profile.rows.who?.device === known) this.#untold.add(profile)
    else {
      this.#giveUp(profile, known)
      this.#devices.delete(profile)
    }
  }

  /** A page hands a save to its worker. */
  hands(profile: Profile, body: string): void {
    this.#speaks(profile, (JSON.parse(body) as SaveBody).device)
  }

  leaves(profile: Profile, request: OutgoingRequest): void {
    const device = deviceOf(request)
    if (device === null) return
    // What the worker holds since then is sent as it was written.
    if (request.isSave && this.#givenUp.get(profile)?.has(device)) return
    this.#speaks(profile, device)
  }

  #speaks(profile: Profile, device: string): void {
    const known = this.#devices.get(profile) ?? this.#speaksFirst(profile, device)
    const isGuess = this.#untold.has(profile) && this.troubles.isTroubled(profile)
    if (isGuess) this.#giveUp(profile, device)
    else if (device !== known)
      this.fail('S3', `${profile.name()} speaks as device ${device}, and spoke as ${known} before`)
  }

  /** Where IndexedDB knows which device it is and does not answer, it is that one as soon as it does. */
  #speaksFirst(profile: Profile, device: string): string {
    const { who } = profile.rows
    const isUntold = who !== null && profile.databaseTrouble !== 'none'
    if (isUntold) this.#untold.add(profile)
    const known = isUntold ? who.device : device
    this.#devices.set(profile, known)
    return known
  }

  #giveUp(profile: Profile, device: string): void {
    this.#givenUp.set(profile, (this.#givenUp.get(profile) ?? new Set()).add(device))
  }

  copied(from: Profile, to: Profile): void {
    const device = this.#devices.get(from)
    if (device !== undefined) this.#devices.set(to, device)
    if (this.#untold.has(from)) this.#untold.add(to)
    this.#givenUp.set(to, new Set(this.#givenUp.get(from)))
  }
}

const isInDatabase = ({ rows, databaseTrouble }: Profile, device: string) =>
  databaseTrouble === 'none' && rows.who?.device === device

/** The device that local storage names; undefined: none that could be read. */
function deviceIn({ local }: Profile): string | undefined {
  try {
    return asWho((JSON.parse(local.content().get('holdfast:who') ?? '') as { data?: unknown }).data)?.device
  } catch {
    return undefined
  }
}

/** null: it names none. */
function deviceOf({ path, body, isSave }: OutgoingRequest): string | null {
  if (isSave && body !== null) return (JSON.parse(body) as SaveBody).device
  return new URLSearchParams(path.split('?')[1] ?? '').get('device')
}
