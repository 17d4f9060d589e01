/** Carries out the faults of ops/faults, and the control route that sets them. Mounted only when FAULTS is on. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { unreachable } from '../../core/unreachable'
import { type Fault, type Faults, faultsSchema } from '../ops/faults'
import { problem } from '../problem'
import { readBody } from '../read-body'
import { alreadySent } from './already-sent'
import type { AppEnv } from './app-env'

const PORTAL = '<!doctype html><title>Welcome to the hotel</title><p>Please sign in to use this network.</p>'

/** `GET /api/faults` and `PUT /api/faults`: what goes wrong next. The control route itself never fails. */
export function faultRoutes(faults: Faults): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/api/faults', (c) => c.json(faults.list()))
  app.put('/api/faults', async (c) => {
    const body = await readBody(c, faultsSchema)
    if (!body.ok) return body.refusal
    faults.set(body.value)
    return c.json(faults.list())
  })
  return app
}

/** Breaks the requests that a fault is set for. */
export function faultMiddleware(faults: Faults): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const fault = c.req.path === '/api/faults' ? null : faults.take(c.req.method, c.req.path)
    if (fault === null) return next()
    if (fault.delayMs !== undefined) await pause(fault.delayMs)
    return breakRequest(c, fault, next)
  }
}

async function breakRequest(
  c: Context<AppEnv>,
  fault: Fault,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const headers = fault.retryAfter === undefined ? {} : { 'Retry-After': `${fault.retryAfter}` }
  switch (fault.kind) {
    case 'delay':
      await next()
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
      // Forgotten first: else Hono makes a new response of both.
      c.res = undefined
      c.res = drop(c)
      return undefined
    default:
      return unreachable(fault.kind)
  }
}

function drop(c: Context<AppEnv>): Response {
  c.env.outgoing?.destroy()
  return alreadySent()
}
