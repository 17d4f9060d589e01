/** Counts what one client does in a window of time. In memory: with several API processes each counts for itself. Knows no routes. */

/** Past this many clients the ones whose window began first are forgotten: memory stays bounded whoever asks. */
const MOST_CLIENTS = 50_000

type RateVerdict = { kind: 'go' } | { kind: 'wait'; seconds: number }

export interface RateLimit {
  /** Counts one try of `client`; says how long to wait when there were too many. */
  take(client: string): RateVerdict
}

/** @param most tries a window; 0: no limit */
export function createRateLimit(most: number, windowMs: number, now: () => number): RateLimit {
  const windows = new Map<string, { endsAt: number; count: number }>()
  return {
    take(client) {
      if (most === 0) return { kind: 'go' }
      const at = now()
      const open = windows.get(client)
      if (open !== undefined && open.endsAt > at) {
        open.count += 1
        if (open.count <= most) return { kind: 'go' }
        return { kind: 'wait', seconds: Math.max(1, Math.ceil((open.endsAt - at) / 1000)) }
      }
      // Deleted first, so that the map stays in the order in which windows began.
      windows.delete(client)
      windows.set(client, { endsAt: at + windowMs, count: 1 })
      for (const [oldest, { endsAt }] of windows) {
        if (windows.size <= MOST_CLIENTS && endsAt > at) break
        windows.delete(oldest)
      }
      return { kind: 'go' }
    },
  }
}
