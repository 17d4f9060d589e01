/** Asks a storage that refused again, at longer and longer intervals, until it works. Used by storages and db-writer. */
import type { Env } from '../env'

/** After this long at first; twice as long each time, up to the second. */
export const ASK_AGAIN_MS = 5_000
const ASK_AGAIN_MAX_MS = 60_000

export interface AskAgain {
  /** It refuses: `ask` is called later, once. */
  refused(): void
  /** It works: nothing is asked, and the next wait is short again. */
  works(): void
}

export function createAskAgain(env: Pick<Env, 'after'>, ask: () => void): AskAgain {
  let stop: (() => void) | null = null
  let waitMs = ASK_AGAIN_MS
  return {
    refused() {
      stop ??= env.after(waitMs, () => {
        stop = null
        waitMs = Math.min(waitMs * 2, ASK_AGAIN_MAX_MS)
        ask()
      })
    },
    works() {
      stop?.()
      stop = null
      waitMs = ASK_AGAIN_MS
    },
  }
}
