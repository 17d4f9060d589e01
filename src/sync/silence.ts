/**
 * Notices that a try has had no answer for a while, which says neither that it arrived nor that it failed: a server that
 * hangs, a connection that died without a word, or only a slow one. Before: indicator says what is under way. After: it
 * says so, and server-return looks whether the server is there. Knows no saves.
 */
import type { Env } from '../env'

/** Nearly all saves are answered in less, on slow links too: from now on it is worth a look at the server. */
export const SLOW_AFTER_MS = 2_000
/** So long a person takes "Saving…" for true. */
export const SILENT_AFTER_MS = 4_000
/** Where the server is there all along, only its connection can be dead: waiting longer is worth nothing. */
export const LOST_AFTER_MS = 10_000

export interface Silence {
  /** What is under way, by a name that no other try has; null: nothing is. */
  watch(tried: string | null): void
  /** How long the try under way has had no answer, in whole steps of those above, ms. */
  lastsMs(): number
}

/** @param lasts called whenever a step is reached */
export function createSilence(env: Pick<Env, 'after'>, lasts: () => void): Silence {
  let watched: string | null = null
  let reached = 0
  let stop = () => {}

  function wait(steps: readonly number[]): void {
    const [next, ...later] = steps
    if (next === undefined) return
    stop = env.after(next - reached, () => {
      reached = next
      wait(later)
      lasts()
    })
  }
  return {
    watch(tried) {
      if (tried === watched) return
      watched = tried
      reached = 0
      stop()
      if (tried !== null) wait([SLOW_AFTER_MS, SILENT_AFTER_MS, LOST_AFTER_MS])
    },
    lastsMs: () => reached,
  }
}
