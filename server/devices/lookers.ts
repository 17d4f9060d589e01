/**
 * Devices that only look: a save brings its device and notes the session that it came with, a pull has to be noted here, so that
 * a device which never changed anything, or signed in anew and only looks, is listed and can be removed too. Before:
 * routes/lookers. After: layouts/write-statement. Later pulls are noted by layouts/pull.
 */
import type { SessionOf } from '../auth/session-cache'
import type { SeenDevice } from '../layouts/store'

/** Of each one a note was written by this process; beyond so many, the longest known is written once more. */
const MOST_REMEMBERED = 50_000

export interface LookerDeps {
  /** Writes that a device was heard of with a session. Rejects when the database is away. */
  see(account: string, device: SeenDevice): Promise<void>
  /** ms since 1970. */
  now(): number
}

/** Notes a device and its session the first time that this process hears of both. `revision`: the one that it named. */
export type NoteLooker = (
  who: SessionOf,
  device: { id: string; name: string | null; revision: number },
) => Promise<void>

export function createLookers({ see, now }: LookerDeps): NoteLooker {
  const noted = new Set<string>()
  return async ({ account, session }, device) => {
    const both = `${session} ${device.id}`
    if (noted.has(both)) return
    await see(account, { ...device, session, at: now() })
    noted.add(both)
    for (const oldest of noted) {
      if (noted.size <= MOST_REMEMBERED) break
      noted.delete(oldest)
    }
  }
}
