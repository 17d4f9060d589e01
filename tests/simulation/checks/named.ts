/**
 * Which revision each device has named as its base or `since`: removals that came later are none it is known to have heard of
 * (S11). Before: server-checks tells what arrives. Knows no database and no rules.
 */
import type { SaveBody } from '../../../core/wire/save'
import type { OutgoingRequest } from '../network/messages'

export class Named {
  /** Of each account: device -> the latest. */
  readonly #latest = new Map<string, Map<string, number>>()
  /** The same -> when last. */
  readonly #answeredAt = new Map<string, Map<string, number>>()

  arrives(account: string, request: OutgoingRequest): void {
    const { device, revision } = namedIn(request)
    if (device === null) return
    const latest = this.#latest.get(account) ?? new Map<string, number>()
    this.#latest.set(account, latest.set(device, Math.max(revision, latest.get(device) ?? 0)))
  }

  /** An answer went to it, at `at`, server time: it counts for 90 days. */
  answered(account: string, request: OutgoingRequest, at: number): void {
    const { device } = namedIn(request)
    if (device === null) return
    const answered = this.#answeredAt.get(account) ?? new Map<string, number>()
    this.#answeredAt.set(account, answered.set(device, at))
  }

  /** A database is as it was before: what was noted since is gone. */
  wentBack(): void {
    this.#answeredAt.clear()
  }

  notSeenForLong(device: string): void {
    for (const answered of this.#answeredAt.values()) answered.delete(device)
  }

  /** Those that were answered at `since` or later, server time. */
  answeredSince(account: string, since: number): string[] {
    return [...(this.#answeredAt.get(account) ?? [])].flatMap(([device, at]) => (at >= since ? device : []))
  }

  /** 0: none, or it never spoke. */
  latest(account: string, device: string): number {
    return this.#latest.get(account)?.get(device) ?? 0
  }
}

function namedIn({ path, method, body }: OutgoingRequest): { device: string | null; revision: number } {
  if (method === 'POST') {
    const { device = null, base = 0 } = JSON.parse(body || '{}') as Partial<SaveBody>
    return { device, revision: base }
  }
  const query = new URLSearchParams(path.split('?')[1])
  return { device: query.get('device'), revision: Number(query.get('since') ?? 0) }
}
