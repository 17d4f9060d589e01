/**
 * Station 8: the API as one Hono app, made from what it is given; it never listens. Order matters: what every answer gets,
 * what every request of /api must pass, the routes, and last the page. Before: main, or a test. After: the routes.
 */
import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { MAX_IMPORT_BYTES, MAX_SAVE_BYTES } from '../core/layout/limits'
import type { Accounts } from './auth/accounts'
import { clientAddress } from './auth/client-address'
import type { PrismaClient } from './db/client/client'
import { isDatabaseAway, isDatabaseBusy, isDatabaseCrowded } from './db/is-away'
import { createLookers } from './devices/lookers'
import type { EventStreams } from './events/streams'
import type { SeenDevice } from './layouts/store'
import { type Logger, requestLog } from './ops/log'
import { createPageFiles } from './ops/page-files'
import { createRateLimit } from './ops/rate-limit'
import { createGuessLimit } from './pairing/guesses'
import type { Pairings } from './pairing/pairings'
import { problem } from './problem'
import { accountRoutes } from './routes/account'
import type { AppEnv } from './routes/app-env'
import { authRoutes } from './routes/auth'
import { conflictRoutes } from './routes/conflicts'
import { deviceRoutes } from './routes/devices'
import { eventRoutes } from './routes/events'
import { createFaultParts } from './routes/faults'
import { lookers } from './routes/lookers'
import { openapiRoutes } from './routes/openapi'
import { type OpsRouteDeps, opsRoutes } from './routes/ops'
import { pairingRoutes } from './routes/pairing'
import { sameOriginOnly, securityHeaders } from './routes/security'
import { pageHandler, workerFor } from './routes/static'
import { wholeBody } from './routes/whole-body'
import type { Settings } from './settings'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Seconds until trying again makes sense when the database is away. */
const DATABASE_RETRY_S = 2
/** Where whole layouts are asked for: a phone with a slow network waits for a tenth of their bytes. Answers to saves are small. */
const LARGE_ANSWERS = [
  '/api/layout',
  '/api/layout/versions',
  '/api/layout/versions/:revision',
  '/api/conflicts',
  '/api/export',
]

export interface AppDeps extends OpsRouteDeps {
  settings: Pick<Settings, 'publicUrl' | 'trustProxy' | 'rateLimits' | 'faults' | 'serviceWorker'>
  prisma: PrismaClient
  accounts: Accounts
  pairings: Pairings
  streams: EventStreams
  /** Saves and pulls (routes/layout). */
  layouts: Hono<AppEnv>
  /** Writes that a device was heard of with a session. Rejects when the database is away. */
  see(account: string, device: SeenDevice): Promise<void>
  log: Logger
  /** ms since 1970. */
  now(): number
  /** The folder of the built page. */
  pageFolder: string
}

export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { settings, accounts, prisma, now } = deps
  const app = new Hono<AppEnv>()
  const signInLimit = createRateLimit(settings.rateLimits.signIn, MINUTE_MS, now)
  const guestLimit = createRateLimit(settings.rateLimits.guests, HOUR_MS, now)

  app.use(requestLog(deps.log, now), securityHeaders(settings.publicUrl))
  app.use('/api/*', wholeBody(MAX_SAVE_BYTES, { '/api/import': MAX_IMPORT_BYTES }), sameOriginOnly(settings.publicUrl))
  if (settings.faults) {
    const ask = (request: Request) => app.fetch(request)
    const { middleware, routes } = createFaultParts({ sessionOf: accounts.sessionOf, now, ask })
    app.use('/api/*', middleware)
    // Who is offline on purpose must not find the server back.
    app.use('/readyz', middleware)
    app.route('/', routes)
  }

  const noteAddress: MiddlewareHandler<AppEnv> = async (c, next) => {
    const socket = c.env?.incoming?.socket.remoteAddress
    c.set('clientAddress', clientAddress(socket, c.req.header('x-forwarded-for'), settings.trustProxy))
    await next()
  }
  app.use('/api/auth/*', noteAddress)
  app.use('/api/account/*', noteAddress)
  app.use('/api/pairing/*', noteAddress)

  app.route('/', opsRoutes(deps))
  app.route('/', authRoutes({ accounts, signInLimit, guestLimit }))
  app.route('/', accountRoutes({ accounts, prisma, signInLimit }))
  app.route(
    '/',
    pairingRoutes({
      accounts,
      pairings: deps.pairings,
      codeLimit: createRateLimit(settings.rateLimits.pairing, MINUTE_MS, now),
      guessLimit: createGuessLimit(settings.rateLimits.pairing, now),
      now,
    }),
  )
  const squeezed = compress()
  for (const path of LARGE_ANSWERS) app.get(path, squeezed)
  const note = createLookers({ see: deps.see, now })
  app.get('/api/layout', lookers({ sessionOf: accounts.sessionOf, note }))
  app.route('/', deps.layouts)
  app.route('/', conflictRoutes({ sessionOf: accounts.sessionOf, prisma }))
  app.route('/', deviceRoutes({ accounts, prisma, now }))
  app.route('/', eventRoutes({ sessionOf: accounts.sessionOf, streams: deps.streams }))
  app.route('/', openapiRoutes(settings.publicUrl))

  // Not a route for everything, and not asked about before every route: only what no route took may be 405, a file or 404.
  const page = pageHandler(createPageFiles(deps.pageFolder, new Map([['sw.js', workerFor(settings)]])))
  const otherMethods = methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) =>
      problem(c, 'method-not-allowed', {
        detail: `Nothing was changed. Here are allowed: ${methods.join(', ')}.`,
        headers: { Allow: methods.join(', ') },
      }),
  })
  app.notFound(async (c) => {
    await otherMethods(c, async () => {
      c.res = page(c)
    })
    return c.res
  })
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) {
      return problem(c, error.status === 413 ? 'too-large' : 'bad-request')
    }
    if (isDatabaseAway(error) || isDatabaseBusy(error)) {
      const trouble = databaseTrouble(error)
      deps.log.warn({ id: c.var.requestId, reason: error.message }, trouble)
      const isQuestion = c.req.method === 'GET' || c.req.method === 'HEAD'
      return problem(c, 'unavailable', {
        detail: `${trouble}. What was saved is kept; ${isQuestion ? `ask again in ${DATABASE_RETRY_S} seconds` : `whether this request was is not known, and sending the same again in ${DATABASE_RETRY_S} seconds is safe`}.`,
        headers: { 'Retry-After': `${DATABASE_RETRY_S}` },
      })
    }
    deps.log.error({ id: c.var.requestId, path: c.req.path, err: error }, 'unexpected error')
    return problem(c, 'internal', {
      detail: `This request failed on the server, and what was saved before is kept. Send it again later; if that does not help, tell whoever runs the server: its log has more under ${c.var.requestId}.`,
    })
  })
  return app
}

/** What a person is told of an error that passes by itself, and the log too. */
function databaseTrouble(error: unknown): string {
  if (isDatabaseCrowded(error)) return 'More is asked of the database at once than it can do'
  if (isDatabaseAway(error)) return 'The database cannot be reached, or takes no changes now'
  return 'The database was held up by something else, such as a lock'
}
