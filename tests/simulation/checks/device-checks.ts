/**
 * One browser profile is one device, whichever of its tabs or its worker speaks: else what two tabs change would be a conflict of
 * two devices (S3). Before: checks hands it what leaves. Knows no accounts and no edits.
 */
import type { SaveBody } from '../../../core/wire/save'
import type { Profile } from '../browser/profile'
import type { OutgoingRequest } from '../network/messages'
import type { Fail } from './fail'

export class DeviceChecks {
  /** Of each profile, the device as which it spoke first. */
  readonly #devices = new Map<Profile, string>()

  constructor(private readonly fail: Fail) {}

  leaves(profile: Profile, request: OutgoingRequest): void {
    const device = deviceOf(request)
    if (device === null) return
    const known = this.#devices.get(profile) ?? device
    this.#devices.set(profile, known)
    if (device !== known) this.fail('S3', `${profile.name()} speaks as device ${device}, and spoke as ${known} before`)
  }

  copied(from: Profile, to: Profile): void {
    const device = this.#devices.get(from)
    if (device !== undefined) this.#devices.set(to, device)
  }
}

/** null: it names none. */
function deviceOf({ path, body, isSave }: OutgoingRequest): string | null {
  if (isSave && body !== null) return (JSON.parse(body) as SaveBody).device
  return new URLSearchParams(path.split('?')[1] ?? '').get('device')
}
