/** The log: one JSON line an event on stderr, so that stdout holds only what a person should read. No bodies, cookies or queries. */
import type { MiddlewareHandler } from 'hono'
import { destination, type Logger, pino } from 'pino'
import type { AppEnv } from '../routes/app-env'

export type { Logger }

export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ fd: 2, sync: true }),
  )
}

/** An id that a proxy gave is kept, so that its log and ours can be read together. */
const GIVEN_ID = /^[A-Za-z0-9_-]{8,64}$/

/** Names every request, says so in X-Request-Id, and logs how it ended. */
export function requestLog(log: Logger, now: () => number): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id')
    const id = given !== undefined && GIVEN_ID.test(given) ? given : crypto.randomUUID()
    c.set('requestId', id)
    const began = now()
    c.set('arrivedAt', began)
    const outgoing = c.env?.outgoing
    outgoing?.setHeader('X-Request-Id', id)
    await next()
    if (outgoing === undefined) c.res.headers.set('X-Request-Id', id)
    const line = { id, method: c.req.method, path: c.req.path, status: c.res.status, ms: now() - began }
    if (c.res.status >= 500) log.warn(line, 'request')
    else log.info(line, 'request')
  }
}
