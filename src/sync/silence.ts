/**
 * Notices that a try has had no answer for a while, which says neither that it arrived nor that it failed: a server that
 * hangs, a connection that died without a word. Before: manager says what is under way. After: manager says so, and
 * server-return looks whether the server is there. Knows no saves.
 */
import type { Env } from '../env'

/** Most saves are answered in less, on slow links too. */
export const SILENT_AFTER_MS = 4_000

export interface Silence {
  /** What is under way, by a name that no other try has; null: nothing is. */
  watch(tried: string | null): void
  /** The try under way has had no answer for SILENT_AFTER_MS. */
  isSilent(): boolean
}

/** @param noticed called once for each try that turns out silent */
export function createSilence(env: Pick<Env, 'after'>, noticed: () => void): Silence {
  let watched: string | null = null
  let silent = false
  let stop = () => {}
  return {
    watch(tried) {
      if (tried === watched) return
      watched = tried
      silent = false
      stop()
      if (tried === null) return
      stop = env.after(SILENT_AFTER_MS, () => {
        silent = true
        noticed()
      })
    },
    isSilent: () => silent,
  }
}
