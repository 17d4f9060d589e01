/**
 * Takes every body in whole, up to a limit, before anything may refuse the request: an answer that overtakes a body on a slow
 * line is lost when the connection is cut under it, and a device would try again for ever instead of hearing "sign in".
 */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { problem } from '../problem'
import type { AppEnv } from './app-env'

/**
 * @param maxBytes of a body; a larger one is 413
 * @param larger paths that take more, with how much
 */
export function wholeBody(maxBytes: number, larger: Readonly<Record<string, number>> = {}): MiddlewareHandler<AppEnv> {
  const byPath = new Map(Object.entries(larger).map(([path, most]) => [path, upTo(most)]))
  const others = upTo(maxBytes)
  return (c, next) => (byPath.get(c.req.path) ?? others)(c, next)
}

function upTo(maxBytes: number): MiddlewareHandler<AppEnv> {
  const refuse = (c: Context) =>
    problem(c, 'too-large', {
      detail: `Nothing was changed. A body may have ${maxBytes} bytes: send less at once.`,
      errors: [{ path: '', message: `must be at most ${maxBytes} bytes` }],
      // The rest of it is not read, so the connection is of no more use.
      headers: { Connection: 'close' },
    })
  const counted = bodyLimit({ maxSize: maxBytes, onError: refuse })
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    // No length given: it is counted while it comes.
    if (c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) return refuse(c)
    try {
      // Hono keeps it, so that a route may read it in any way.
      await c.req.arrayBuffer()
    } catch {
      return problem(c, 'bad-request', { detail: 'The body broke off.' })
    }
    return next()
  }
}
