/** `GET /api/events`: a stream of hints that there is a newer revision. Before: events/streams. After: the page's EventSource (station 11). */
import { Hono } from 'hono'
import type { SessionCheck } from '../auth/session-check'
import type { EventStreams } from '../events/streams'
import { problem } from '../problem'
import { alreadySent } from './already-sent'
import type { AppEnv } from './app-env'
import { DATA_HEADERS } from './security'

export interface EventRouteDeps {
  sessionOf: SessionCheck
  streams: EventStreams
}

export function eventRoutes({ sessionOf, streams }: EventRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/api/events', async (c) => {
    const session = await sessionOf(c.req.raw)
    if (session === null) return problem(c, 'unauthenticated', { detail: 'Sign in to hear of changes.' })
    const account = c.req.query('account')
    if (account !== undefined && account !== session.account) {
      return problem(c, 'wrong-account', {
        detail: 'The changes asked for are another account’s than the one that is signed in. None is told.',
      })
    }
    const response = c.env.outgoing
    if (response === undefined) throw new Error('events need a socket')
    response.writeHead(200, {
      ...DATA_HEADERS,
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
      'X-Request-Id': c.var.requestId,
      // No other request follows on it, and where it ends the server may end.
      Connection: 'close',
    })
    // Not only with the first event: while the database is away there is none, and proxies give up on silence.
    response.flushHeaders()
    if (c.req.method === 'HEAD') response.end()
    else streams.open(session, response)
    return alreadySent()
  })
  return app
}
