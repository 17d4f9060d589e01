/**
 * The sessions that this process has seen to live, and since when. What is cached is asked about again all the time, all of it
 * in one question, so that an end which came through another process is felt here too. Knows neither cookies' signatures nor SQL.
 * Before: session-check puts in what it found. After: session-check answers from it; events/streams hears of ends.
 */

/** Who is signed in: `account` owns the layout, `session` is the row that signing out deletes. */
export interface SessionOf {
  account: string
  session: string
}

/** All that is cached is asked about so often. */
export const ROUND_MS = 2_000
/** Older knowledge is no answer. With a round's time on top it is still under the 5 s in which an end must be felt. */
export const MOST_AGE_MS = 4_000
/** What was not used for so long is forgotten: fifteen rounds of asking about it cost about half of finding it again. */
export const IDLE_MS = 30_000
/** Some 400 bytes each. */
export const MOST_SESSIONS = 50_000

export interface SessionCacheDeps {
  /** Which of these sessions live no more. Rejects when the database is away. */
  whichEnded(sessions: string[]): Promise<string[]>
  /** ms since 1970. */
  now(): number
  /** Calls back again and again until the returned function is called. */
  every(ms: number, call: () => void): () => void
  /** MOST_SESSIONS, but in tests. */
  most?: number
}

export interface SessionCache {
  /** Whose cookie this is; null: not known, or not lately enough. One look-up, no promise. */
  get(cookie: string): SessionOf | null
  /**
   * @param cookie the whole value, with a signature that was found right
   * @param askedAt when the database was asked: what it said is as old as that
   */
  put(cookie: string, who: SessionOf, times: { expiresAt: number; askedAt: number }): void
  /** These sessions have ended: nothing of them is answered from now on, and who watches one hears of it. */
  end(sessions: readonly string[]): void
  /** Calls `ended` once, at most 5 s after the session has ended wherever. @returns stops watching */
  watch(who: SessionOf, ended: () => void): () => void
  /** Asks about everything now. Resolves also when the database is away: then nothing new is known. */
  round(): Promise<void>
  size(): number
  /** Ends the timer, and forgets and takes in nothing more; resolves when a question under way is answered. */
  close(): Promise<void>
}

interface Known {
  who: SessionOf
  cookie: string | null
  expiresAt: number
  /** When the database was asked that said it lives. */
  verifiedAt: number
  usedAt: number
  /** When it last went to the end of the queue of those that have to go when there are too many. */
  queuedAt: number
  watchers: Set<() => void>
}

export function createSessionCache(deps: SessionCacheDeps): SessionCache {
  const { now, most = MOST_SESSIONS } = deps
  const byCookie = new Map<string, Known>()
  /** By session, the longest in the queue first. */
  const bySession = new Map<string, Known>()
  let stopTimer: (() => void) | null = null
  let running: Promise<void> | null = null
  let closed = false

  function forget(known: Known): void {
    bySession.delete(known.who.session)
    if (known.cookie !== null) byCookie.delete(known.cookie)
  }

  function end(sessions: readonly string[]): void {
    for (const session of sessions) {
      const known = bySession.get(session)
      if (known === undefined) continue
      forget(known)
      for (const ended of known.watchers) ended()
    }
    stopIfEmpty()
  }

  function stopIfEmpty(): void {
    if (bySession.size > 0) return
    stopTimer?.()
    stopTimer = null
  }

  /** The oldest go that were not used since they were looked at last, and that nobody watches. */
  function makeRoom(): void {
    let looks = bySession.size
    for (const known of bySession.values()) {
      if (bySession.size < most || looks-- === 0) return
      const stays = known.watchers.size > 0 || known.usedAt > known.queuedAt
      if (!stays) {
        forget(known)
        continue
      }
      bySession.delete(known.who.session)
      bySession.set(known.who.session, known)
      known.queuedAt = now()
    }
  }

  function add(who: SessionOf): Known {
    if (bySession.size >= most) makeRoom()
    const at = now()
    // Never verified: no answer until it is, but asked about in the next round.
    const known = {
      who,
      cookie: null,
      expiresAt: 0,
      verifiedAt: 0,
      usedAt: at,
      queuedAt: at,
      watchers: new Set<never>(),
    }
    bySession.set(who.session, known)
    stopTimer ??= deps.every(ROUND_MS, () => void round())
    return known
  }

  function round(): Promise<void> {
    running ??= ask().finally(() => {
      running = null
    })
    return running
  }

  async function ask(): Promise<void> {
    const askedAt = now()
    for (const known of bySession.values()) {
      if (known.watchers.size === 0 && askedAt - known.usedAt > IDLE_MS) forget(known)
    }
    stopIfEmpty()
    if (bySession.size === 0) return
    const asked = [...bySession.values()]
    let ended: Set<string>
    try {
      ended = new Set(await deps.whichEnded(asked.map(({ who }) => who.session)))
    } catch {
      // The database is away. What is known grows old by itself, and whoever asks then asks the database and hears of it.
      return
    }
    for (const known of asked) if (!ended.has(known.who.session)) known.verifiedAt = askedAt
    end([...ended])
  }

  return {
    get(cookie) {
      const known = byCookie.get(cookie)
      if (known === undefined) return null
      const at = now()
      const age = at - known.verifiedAt
      // A clock that was set back makes an age below 0, which says nothing.
      if (age > MOST_AGE_MS || age < 0 || known.expiresAt <= at) return null
      known.usedAt = at
      return known.who
    },
    put(cookie, who, { expiresAt, askedAt }) {
      if (closed) return
      const known = bySession.get(who.session) ?? add(who)
      if (known.cookie !== null && known.cookie !== cookie) byCookie.delete(known.cookie)
      byCookie.set(cookie, known)
      Object.assign(known, { cookie, expiresAt, verifiedAt: askedAt, usedAt: now() })
    },
    end,
    watch(who, ended) {
      if (closed) return () => {}
      const known = bySession.get(who.session) ?? add(who)
      known.watchers.add(ended)
      return () => {
        known.watchers.delete(ended)
        known.usedAt = now()
      }
    },
    round,
    size: () => bySession.size,
    close: async () => {
      closed = true
      stopTimer?.()
      stopTimer = null
      await running
    },
  }
}
