/**
 * Notices within seconds that the server is back while something waits for it (D5): no browser says `online` when only the
 * server was away, and by then the backoff may have minutes to go. Before: manager says what waits. After: manager sends.
 * Knows no saves.
 *
 * The event stream does not tell it well enough: only one tab has it, it can hang or stay open all along, Firefox waits
 * 5 s before it opens it anew, and a proxy's 502 ends it. A look is one small GET; many at once cost the server one
 * question to its database.
 */
import type { Env } from '../env'

/** From one look to the next, longer by up to a quarter, whether the one is over or hangs. With the save that is under 5 s. */
export const LOOK_EVERY_MS = 3_000
const JITTER = 0.25
/** A look that hangs says nothing; the next one makes a connection of its own. */
export const LOOK_TIMEOUT_MS = 4_000
/** The server may ask for a moment (Retry-After), or be ready a little before it can save. After that the backoff decides. */
export const TELL_TIMES = 2

/** What the last try was like: no answer of this API, an error of it, or nothing at all as yet. */
type Waiting = 'network' | 'server' | 'silence'

export interface ServerReturn {
  /** What is owed and was tried in vain, or has had no answer; null: nothing waits for the server. Looks while the page is visible. */
  watch(waiting: Waiting | null): void
}

/**
 * @param back called when the server can save again after it could not; never because it can, as long as it could: a server
 *   that is ready and still refuses is tried as the backoff says
 * @param mayLook false: not at this moment; the next look is as far away as ever
 */
export function createServerReturn(
  env: Pick<Env, 'fetch' | 'after' | 'random' | 'on' | 'isVisible'>,
  back: () => void,
  mayLook: () => boolean = () => true,
) {
  let waiting: Waiting | null = null
  /** How often `back` is still to be called when a look finds the server ready. */
  let toTell = 0
  /** A try without an answer was taken for a look in vain already. */
  let isCounted = false
  let looks = 0
  /** The newest look that found it ready: an older one that hung says nothing any more. */
  let found = 0
  let stop: (() => void) | null = null

  function plan(): void {
    stop?.()
    stop = null
    if (waiting === null || !env.isVisible()) return
    stop = env.after(Math.round(LOOK_EVERY_MS * (1 + JITTER * env.random())), () => void look())
  }

  async function look(): Promise<void> {
    plan()
    if (!mayLook()) return
    looks += 1
    const number = looks
    const ready = await isReady(env)
    if (waiting === null || number < found) return
    if (!ready) {
      toTell = TELL_TIMES
      return
    }
    found = number
    if (toTell === 0) return
    toTell -= 1
    back()
  }

  env.on('visible', plan)
  env.on('hidden', plan)

  return {
    watch(now: Waiting | null): void {
      const before = waiting
      waiting = now
      if (now === null) {
        toTell = 0
        isCounted = false
      }
      // A try that got no answer is as good as a look, but only the first: a network that lets looks through and no saves
      // must not be asked for ever.
      else if (now === 'network' && !isCounted) {
        toTell = TELL_TIMES
        isCounted = true
      }
      if (now === 'silence' && before === null && env.isVisible()) void look()
      else if ((now === null) !== (before === null)) plan()
    },
  } satisfies ServerReturn
}

async function isReady(env: Pick<Env, 'fetch' | 'after'>): Promise<boolean> {
  const abort = new AbortController()
  const stop = env.after(LOOK_TIMEOUT_MS, () => abort.abort())
  try {
    // Asked as oneself: a server with FAULTS may be away for this session alone.
    const response = await env.fetch('/readyz', { cache: 'no-store', credentials: 'same-origin', signal: abort.signal })
    const body: unknown = await response.json()
    // A portal answers 200 to everything.
    return response.status === 200 && (body as { status?: unknown } | null)?.status === 'ready'
  } catch {
    return false
  } finally {
    stop()
  }
}
