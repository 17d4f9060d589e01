/**
 * Who sends this request: the hot path of every call. A cookie that was seen lately costs one look-up (session-cache); any other
 * has its signature checked here and is asked about once, where better-auth's own check takes several queries and ten times as
 * long. Before: accounts (which makes sessions). After: the routes.
 */
import { parseSigned } from 'hono/utils/cookie'
import { Prisma, type PrismaClient } from '../db/client/client'
import { createGatherer } from '../db/gather'
import { tooManyWait } from '../db/too-many-wait'
import { createSessionCache, type SessionCache, type SessionOf } from './session-cache'

/** Unknown cookies that are asked about in one statement, in so many at once, and how many may wait for that. */
const MOST_TOKENS = 200
const LANES = 2
const MOST_WAITING = 10_000

/** null: nobody, or nobody any more. Given at once where no promise is needed. Rejects when the database is away. */
export type SessionAnswer = SessionOf | null | Promise<SessionOf | null>

/** The session of a request. */
export type SessionCheck = (request: { headers: Pick<Headers, 'get'> }) => SessionAnswer

export interface Sessions extends Pick<SessionCache, 'watch' | 'close'> {
  sessionOf: SessionCheck
  /** The same for a Cookie header: nothing needs to be made of the request. */
  sessionOfCookie(header: string | null | undefined): SessionAnswer
  /** These sessions were deleted: it is felt here at once. Other processes find out by themselves, within 5 s. */
  ended(sessions: readonly string[]): void
}

/** @param cookie name and secret of better-auth's session cookie; its value is `token.signature`. */
export function createSessions(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  cookie: { name: string; secret: string },
  ports: { now(): number; every(ms: number, call: () => void): () => void },
): Sessions {
  const cache = createSessionCache({
    ...ports,
    whichEnded: (sessions) => endedSessions(prisma, sessions, ports.now()),
  })
  /** What is being asked now, by cookie: requests that come together ask together. */
  const asking = new Map<string, Promise<SessionOf | null>>()
  /** Counts ends. What was asked before one may be untrue after it. */
  let ends = 0

  // After a restart every device comes back in the same second.
  const sessionOfToken = createGatherer({
    most: MOST_TOKENS,
    lanes: LANES,
    mostWaiting: MOST_WAITING,
    refuse: tooManyWait,
    run: (tokens: readonly string[]) => sessionsOfTokens(prisma, tokens),
    failsAll: () => true,
  })

  async function ask(value: string): Promise<SessionOf | null> {
    const [before, askedAt] = [ends, ports.now()]
    const signed = await parseSigned(`${cookie.name}=${value}`, cookie.secret, cookie.name)
    const token = signed[cookie.name]
    if (typeof token !== 'string') return null
    const row = await sessionOfToken(token)
    const expiresAt = row?.expiresAt.getTime() ?? 0
    // Nobody is not remembered: who signs in a moment later is somebody at once.
    if (row === null || expiresAt <= ports.now()) return null
    const who = { account: row.userId, session: row.id }
    if (ends === before) cache.put(value, who, { expiresAt, askedAt })
    return who
  }

  function askOnce(value: string): Promise<SessionOf | null> {
    const asked = asking.get(value)
    if (asked !== undefined) return asked
    const answer = ask(value).finally(() => {
      if (asking.get(value) === answer) asking.delete(value)
    })
    asking.set(value, answer)
    return answer
  }

  function sessionOfCookie(header: string | null | undefined): SessionAnswer {
    const value = cookieValue(header ?? '', cookie.name)
    if (value === null) return null
    return cache.get(value) ?? askOnce(value)
  }

  return {
    sessionOf: ({ headers }) => sessionOfCookie(headers.get('cookie')),
    sessionOfCookie,
    ended(sessions) {
      ends += 1
      asking.clear()
      cache.end(sessions)
    },
    watch: cache.watch,
    close: cache.close,
  }
}

/** The first cookie of that name as it was sent, not decoded; null: there is none. */
function cookieValue(header: string, name: string): string | null {
  const sought = `${name}=`
  for (let at = header.indexOf(sought); at >= 0; at = header.indexOf(sought, at + 1)) {
    // Else it is the end of a longer name.
    const before = header[at - 1]
    if (before !== undefined && before !== ';' && before !== ' ' && before !== '\t') continue
    const end = header.indexOf(';', at)
    return header.slice(at + sought.length, end < 0 ? undefined : end).trim()
  }
  return null
}

/** Some 20 ms of the database's time, and of a cost that PostgreSQL does not compile a plan for (JIT). */
const MOST_AT_ONCE = 2_000

interface SessionRow {
  id: string
  userId: string
  expiresAt: Date
}

/** The session of each token, in their order; null: there is none. */
async function sessionsOfTokens(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  tokens: readonly string[],
): Promise<(SessionRow | null)[]> {
  const rows = await prisma.$queryRaw<(SessionRow & { token: string })[]>(Prisma.sql`
    select s.token, s.id, s.user_id as "userId", s.expires_at as "expiresAt"
    from unnest(${tokens}::text[]) as asked(token) join session s on s.token = asked.token`)
  const byToken = new Map(rows.map((row) => [row.token, row]))
  return tokens.map((token) => byToken.get(token) ?? null)
}

/** Which of these sessions live no more: rarely any, so the answer is short however many are asked about. */
async function endedSessions(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  sessions: string[],
  now: number,
): Promise<string[]> {
  const ended: string[] = []
  for (let from = 0; from < sessions.length; from += MOST_AT_ONCE) {
    const some = sessions.slice(from, from + MOST_AT_ONCE)
    // One look-up by key for each: the planner does not turn a subquery for one value into a scan of all sessions.
    const rows = await prisma.$queryRaw<{ id: string }[]>(Prisma.sql`
      select asked.id from unnest(${some}::text[]) as asked(id)
      where coalesce((select s.expires_at from session s where s.id = asked.id), '-infinity') <= ${new Date(now)}::timestamp`)
    for (const { id } of rows) ended.push(id)
  }
  return ended
}
