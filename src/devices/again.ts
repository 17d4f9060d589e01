/** Does something again and again, as long as somebody looks: what waits for another device. Used by ./pairing-host and ./join. */
import type { Env } from '../env'

export interface Again {
  /** At once, whatever is planned. */
  now(): void
  stop(): void
}

/**
 * The first time at once, then `work`'s own number of ms after it is done; null: it is done for good. A page that is hidden may be
 * frozen, so it is done at once when it is looked at again, or has a network.
 */
export function again(env: Env, work: () => Promise<number | null>): Again {
  let over = false
  let running = false
  let unplan = () => {}
  const stops = [env.on('visible', now), env.on('online', now)]

  function now(): void {
    if (over || running) return
    unplan()
    running = true
    void work().then((afterMs) => {
      running = false
      if (over) return
      if (afterMs === null) stop()
      else unplan = env.after(afterMs, now)
    })
  }
  function stop(): void {
    over = true
    unplan()
    for (const each of stops) each()
  }
  now()
  return { now, stop }
}
