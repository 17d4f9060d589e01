/**
 * Station 8: POST and GET /api/layout. Checks who asks and what, then hands over to layouts/save and layouts/pull, and says
 * their outcome in HTTP. After a commit it hints at the new revision (station 10). Knows neither rules nor SQL.
 */
import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { unreachable } from '../../core/unreachable'
import type { PullAnswer } from '../../core/wire/answer'
import type { SessionCheck } from '../auth/session-check'
import type { Notifier } from '../events/notifier'
import type { WriteDeps } from '../layouts/decide-and-write'
import { pullLayout } from '../layouts/pull'
import { saveLayout } from '../layouts/save'
import { createTurns } from '../layouts/turns'
import type { RateLimit } from '../ops/rate-limit'
import { problem } from '../problem'
import type { AppEnv } from './app-env'
import { NOTHING_APPLIED, readSave } from './layout-body'
import { readPull } from './layout-query'
import { refuseTooMany } from './too-many'

/** After losing every race: the others are done by then. */
const BUSY_SECONDS = '1'

/** Saves of one account that wait for their turn: a device has one under way at a time. */
const MOST_WAITING = 100
/** What a statement waits for a connection at most, too (db/pool). */
const MOST_WAIT_MS = 2_000

export interface LayoutRouteDeps extends WriteDeps {
  sessionOf: SessionCheck
  notifier: Pick<Notifier, 'publish'>
  /** Saves of one account. */
  saveLimit: RateLimit
  /** ms since any beginning, by a clock that nobody sets: how long a save has waited for its turn. */
  steadyNow(): number
}

/** Both calls reject when the database is away; the app makes that a 503. */
export function layoutRoutes(deps: LayoutRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const inTurn = createTurns({ mostWaiting: MOST_WAITING, mostWaitMs: MOST_WAIT_MS, now: deps.steadyNow })

  app.post('/api/layout', async (c) => {
    const who = await deps.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to save. Keep the changes until then.' })
    const verdict = deps.saveLimit.take(who.account)
    if (verdict.kind === 'wait') return refuseTooMany(c, verdict.seconds)
    const body = await readSave(c, who.account)
    if (!body.ok) return body.refusal
    const outcome = await inTurn(who.account, () => saveLayout(deps, who, body.value, c.get('arrivedAt')))
    switch (outcome.kind) {
      case 'saved': {
        const { answer, revised } = outcome
        if (revised) deps.notifier.publish(who.account, { revision: answer.revision, tag: answer.tag })
        return dataAnswer(JSON.stringify(answer))
      }
      case 'refused':
        return problem(c, 'limit-broken', { detail: NOTHING_APPLIED, errors: outcome.errors })
      case 'base-unknown':
        return baseUnknown(c)
      case 'busy':
        return problem(c, 'unavailable', {
          detail: 'Too many saves of this account at once. Nothing of this one was applied: send it again.',
          headers: { 'Retry-After': BUSY_SECONDS },
        })
      default:
        return unreachable(outcome)
    }
  })

  app.get('/api/layout', async (c) => {
    const who = await deps.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to read the layout.' })
    const query = readPull(c.req.query())
    if ('errors' in query) {
      return problem(c, 'bad-request', {
        detail: 'Nothing was read. What is wrong with the query is in errors.',
        errors: query.errors,
      })
    }
    if (query.account !== null && query.account !== who.account) {
      return problem(c, 'wrong-account', {
        detail: 'The layout asked for is another account’s than the one that is signed in. Nothing was read.',
      })
    }
    const outcome = await pullLayout(deps, who, query.pull)
    switch (outcome.kind) {
      case 'pulled': {
        const etag = etagOf(outcome.answer)
        const isThere = names(c.req.header('if-none-match'), etag)
        if (isThere) return new Response(null, { status: 304, headers: { ...PRIVATE, ETag: etag } })
        const text = JSON.stringify(outcome.answer)
        // By its length it is known whether it is worth compressing.
        return dataAnswer(text, { ETag: etag, 'Content-Length': `${Buffer.byteLength(text)}` })
      }
      case 'base-unknown':
        return baseUnknown(c)
      default:
        return unreachable(outcome)
    }
  })
  return app
}

const PRIVATE = { 'Cache-Control': 'private, no-store' }

/** What c.json would answer, with its headers as they are: the detour through Headers costs a fiftieth of a save. */
function dataAnswer(json: string, headers: Record<string, string> = {}): Response {
  return new Response(json, { headers: { 'Content-Type': 'application/json', ...PRIVATE, ...headers } })
}

function baseUnknown(c: Context): Response {
  const detail =
    'This server does not have the revision that the device holds: its database was restored from a backup. Pull everything, then send what it lacks.'
  return problem(c, 'base-unknown', { detail })
}

/** Covers all of the answer but the time (S13), which is why it is weak: the widgets follow from revision, tag and since. */
function etagOf({ revision, tag, since, full, lastN, conflicts }: PullAnswer): string {
  const content = JSON.stringify([revision, tag, since, full, lastN, conflicts])
  return `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

/** Does If-None-Match name `etag`? Weak comparison (RFC 9110, 13.1.2). */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const opaque = (name: string) => name.trim().replace(/^W\//, '')
  return ifNoneMatch?.split(',').some((name) => name.trim() === '*' || opaque(name) === opaque(etag)) ?? false
}
