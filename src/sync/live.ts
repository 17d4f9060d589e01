/**
 * Station 11: hears of other devices' changes. One event stream a browser profile, in whichever visible tab has the
 * lock; none while no tab is visible (D14), and none where little traffic is asked for: there a page pulls when it becomes
 * visible, and hears what comes with its own saves. Knows no layouts. Before: the server's events. After: manager pulls.
 */
import * as v from 'valibot'
import { type RevisionEvent, revisionEventSchema } from '../../core/wire/event'
import type { Env, EventStream } from '../env'

const LIVE_LOCK = 'holdfast-live'
/** After the stream was refused: again, waiting twice as long each time. */
const REOPEN_MIN_MS = 2_000
const REOPEN_MAX_MS = 60_000
/**
 * The server says where it stands every 20 s. After so long without a word the connection is dead and no browser has
 * noticed: nothing is sent on it that could fail (a modem that lost its table, a server that lost its power).
 */
const SILENT_MS = 50_000

export interface Live {
  /** Listens while the page is visible, from now on. */
  start(): void
  /** Opens the stream anew: the account has changed. */
  restart(): void
}

/**
 * @param account whose revisions are to be heard of: a stream of whoever is signed in would say nothing where that is somebody else (D13)
 * @param hint called with each revision that the server names
 * @param refused called when the stream was refused, each time: the session may be gone, or another’s, and a stream does not say why
 */
export function createLive(
  env: Env,
  account: () => string,
  hint: (event: RevisionEvent) => void,
  refused: () => void,
): Live {
  let letGo: (() => void) | null = null
  let wanted = false

  /** Holds the lock and the stream until the page is hidden or restart() is called. */
  function listen(): void {
    if (wanted || env.sparesData()) return
    wanted = true
    void env.exclusively(LIVE_LOCK, async () => {
      while (wanted) {
        await new Promise<void>((done) => {
          letGo = done
          streamUntil(done)
        })
      }
    })
  }

  let stopStream: (() => void) | null = null
  function streamUntil(done: () => void): void {
    let stream: EventStream | null = null
    let stopWaiting: (() => void) | null = null
    let stopWatching: (() => void) | null = null
    let wait = REOPEN_MIN_MS
    let ended = false
    const watch = () => {
      stopWatching?.()
      stopWatching = env.after(SILENT_MS, () => {
        stream?.close()
        open()
      })
    }
    const open = () => {
      if (ended) return
      watch()
      stream = env.openEvents(
        `/api/events?account=${encodeURIComponent(account())}`,
        (data) => {
          watch()
          wait = REOPEN_MIN_MS
          const event = parse(data)
          if (event !== null) hint(event)
        },
        () => {
          stream?.close()
          stopWatching?.()
          refused()
          stopWaiting = env.after(wait * (1 + env.random() / 4), open)
          wait = Math.min(wait * 2, REOPEN_MAX_MS)
        },
      )
    }
    stopStream = () => {
      ended = true
      stopWaiting?.()
      stopWatching?.()
      stream?.close()
      done()
    }
    if (wanted) open()
    else stopStream()
  }

  function stop(): void {
    wanted = false
    stopStream?.()
    letGo?.()
  }

  return {
    start() {
      env.on('visible', listen)
      env.on('hidden', stop)
      env.on('link', () => {
        if (env.sparesData()) stop()
        else if (env.isVisible()) listen()
      })
      if (env.isVisible()) listen()
    },
    restart: () => stopStream?.(),
  }
}

function parse(data: string): RevisionEvent | null {
  try {
    const { success, output: event } = v.safeParse(revisionEventSchema, JSON.parse(data))
    return success ? event : null
  } catch {
    return null
  }
}
