/**
 * Carries out the faults of ops/faults, and the control routes of the inspector. Mounted only when FAULTS is on. Before: a
 * developer's page or a test. The control routes themselves never fail.
 */
import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { unreachable } from '../../core/unreachable'
import { type Fault, faultsSchema } from '../../core/wire/fault'
import type { ServerLog } from '../../core/wire/journal-event'
import { object } from '../../core/wire/object'
import { anyJson } from '../../core/wire/scalars'
import { FAULTS_PATH, SAVE_PATH } from '../../core/wire/worker-message'
import type { SessionCheck } from '../auth/session-check'
import { createFaultLog, type FaultLog } from '../ops/fault-log'
import { breaks, createFaults, type FaultScope } from '../ops/faults'
import { editElsewhere } from '../ops/made-up-device'
import { problem } from '../problem'
import { readBody } from '../read-body'
import { alreadySent } from './already-sent'
import type { AppEnv } from './app-env'

const PORTAL = '<!doctype html><title>Welcome to the hotel</title><p>Please sign in to use this network.</p>'
const EVENTS = '/api/events'

/** One edit of somebody else, now. */
const elsewhereSchema = object({ widget: v.string('must be text'), field: v.string('must be text'), value: anyJson })

export interface FaultDeps {
  sessionOf: SessionCheck
  now(): number
  /** Answers a request as the whole app does: how an edit of another device is made. */
  ask(request: Request): Response | Promise<Response>
}

export interface FaultParts {
  /** Before all routes. */
  middleware: MiddlewareHandler<AppEnv>
  routes: Hono<AppEnv>
}

export function createFaultParts({ sessionOf, now, ask }: FaultDeps): FaultParts {
  const faults = createFaults()
  const log = createFaultLog(now)
  /** Event streams by session: a device that is to be offline must lose the one it has. */
  const streams = new Map<string, Set<ServerResponse>>()
  /** Requests of our own: nothing breaks them. */
  const own = new WeakSet<Request>()

  const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (c.req.path.startsWith(FAULTS_PATH) || own.has(c.req.raw)) return next()
    const who = await sessionOf(c.req.raw)
    const session = who?.session ?? null
    const fault = faults.take(c.req.method, c.req.path, session)
    const told = who === null || c.req.path !== SAVE_PATH ? null : { log, account: who.account }
    if (fault?.delayMs !== undefined) await pause(fault.delayMs)
    if (session !== null && c.req.path === EVENTS && fault === null) remember(session, c.env.outgoing)
    if (told !== null) told.log.note(told.account, 'arrived', { method: c.req.method }, saveOf(c))
    const response = fault === null ? await next() : await breakRequest(c, fault, next, told)
    if (told !== null && fault === null) await noteAnswer(c, told)
    return response
  }

  function remember(session: string, response: ServerResponse | undefined): void {
    if (response === undefined) return
    const open = streams.get(session) ?? new Set()
    streams.set(session, open.add(response))
    response.once('close', () => open.delete(response))
  }

  /** A stream that would not come to be now ends. */
  function cutStreams(session: string, set: readonly Fault[]): void {
    if (!breaks(set, 'GET', EVENTS)) return
    for (const response of streams.get(session) ?? []) response.destroy()
  }

  const routes = new Hono<AppEnv>()
  const scopeOf = async (c: Context<AppEnv>): Promise<FaultScope | null> => {
    if (c.req.query('of') !== 'me') return 'everybody'
    const who = await sessionOf(c.req.raw)
    return who?.session == null ? null : { session: who.session }
  }
  const nobody = (c: Context<AppEnv>) =>
    problem(c, 'unauthenticated', { detail: 'There is nobody to break anything for.' })

  routes.get(FAULTS_PATH, async (c) => {
    const scope = await scopeOf(c)
    return scope === null ? nobody(c) : c.json(faults.list(scope))
  })
  routes.put(FAULTS_PATH, async (c) => {
    const scope = await scopeOf(c)
    if (scope === null) return nobody(c)
    const body = await readBody(c, faultsSchema)
    if (!body.ok) return body.refusal
    faults.set(body.value, scope)
    if (scope !== 'everybody') cutStreams(scope.session, body.value)
    return c.json(faults.list(scope))
  })
  routes.get(`${FAULTS_PATH}/events`, async (c) => {
    const who = await sessionOf(c.req.raw)
    return who === null ? nobody(c) : c.json({ now: now(), events: log.of(who.account) } satisfies ServerLog)
  })
  routes.post(`${FAULTS_PATH}/other-device`, async (c) => {
    const who = await sessionOf(c.req.raw)
    if (who === null) return nobody(c)
    const body = await readBody(c, elsewhereSchema)
    if (!body.ok) return body.refusal
    const headers = {
      cookie: c.req.header('cookie') ?? '',
      'content-type': 'application/json',
      origin: c.req.header('origin') ?? new URL(c.req.url).origin,
    }
    const asThem = async (path: string, init: RequestInit) => {
      const request = new Request(new URL(path, c.req.url), { ...init, headers })
      own.add(request)
      return ask(request)
    }
    const answer = await editElsewhere(asThem, who.account, now(), body.value)
    log.note(who.account, 'other-device', { status: answer.status, field: body.value.field }, null)
    return answer
  })
  return { middleware, routes }
}

interface Told {
  log: FaultLog
  account: string
}

const saveOf = (c: Context<AppEnv>) => (c.req.method === 'POST' ? c.var.requestId : null)

/** What a save came to, from its own answer. */
async function noteAnswer(c: Context<AppEnv>, { log, account }: Told): Promise<void> {
  const { status } = c.res
  const body = (await c.res
    .clone()
    .json()
    .catch(() => null)) as { status?: unknown; revision?: unknown } | null
  const outcome = typeof body?.status === 'string' ? body.status : null
  const revision = typeof body?.revision === 'number' ? body.revision : null
  log.note(account, c.req.method === 'POST' ? 'decided' : 'read', { status, outcome, revision }, saveOf(c))
}

async function breakRequest(
  c: Context<AppEnv>,
  fault: Fault,
  next: () => Promise<void>,
  told: Told | null,
): Promise<Response | undefined> {
  const headers = fault.retryAfter === undefined ? {} : { 'Retry-After': `${fault.retryAfter}` }
  told?.log.note(told.account, 'fault', { kind: fault.kind }, saveOf(c))
  switch (fault.kind) {
    case 'delay':
      await next()
      if (told !== null) await noteAnswer(c, told)
      return undefined
    case 'error-500':
      return problem(c, 'internal')
    case 'error-503':
      return problem(c, 'unavailable', { headers })
    case 'error-429':
      return problem(c, 'too-many-requests', { headers })
    case 'error-401':
      return problem(c, 'unauthenticated')
    case 'captive-portal':
      return c.html(PORTAL)
    case 'drop-before':
      return drop(c)
    case 'drop-after-commit':
      await next()
      if (told !== null) await noteAnswer(c, told)
      // Forgotten first: else Hono makes a new response of both.
      c.res = undefined
      c.res = breakOff(c)
      return undefined
    default:
      return unreachable(fault.kind)
  }
}

function drop(c: Context<AppEnv>): Response {
  c.env.outgoing?.destroy()
  return alreadySent()
}

/** A browser repeats by itself what ended without a word, so this ends after the first one. */
function breakOff(c: Context<AppEnv>): Response {
  const { outgoing } = c.env
  outgoing?.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' })
  outgoing?.write('{', () => outgoing.destroy())
  return alreadySent()
}
