/**
 * Puts the server together from settings and starts it: lock, database, migrations, accounts, notifier, app, port. What is
 * opened is closed again in the opposite order, also when a later step fails. Before: main, or a test. After: app.
 */
import { randomInt } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { createApp } from './app'
import { type Accounts, createAccounts, SESSION_S } from './auth/accounts'
import { forgetExpired } from './auth/forget-expired'
import { keptSecret } from './auth/secret'
import { lockFolder } from './db/folder-lock'
import { migrate } from './db/migrate'
import { type Database, openDatabase } from './db/open'
import { readinessOf } from './db/readiness'
import { createInProcessNotifier } from './events/in-process'
import type { Notifier } from './events/notifier'
import { createPostgresNotifier } from './events/postgres'
import { whereAccountsStand } from './events/standing'
import { createEventStreams, type EventStreams } from './events/streams'
import { tidyHistory } from './layouts/daily-history'
import { forgetRemovals } from './layouts/forget'
import { createHistoryKeeper, type HistoryKeeper, keepingHistory } from './layouts/history-keeper'
import { createLoneStore } from './layouts/lone-store'
import { createPostgresStore } from './layouts/postgres-store'
import { rebuildLayout } from './layouts/rebuild'
import { randomTag } from './layouts/tag'
import { writeDevice } from './layouts/write-statement'
import { everyDay } from './ops/daily'
import { createLogger, type Logger } from './ops/log'
import { createRateLimit } from './ops/rate-limit'
import { closerOf } from './ops/shutdown'
import { forgetExpiredPairings } from './pairing/forget-expired'
import { createPairingHashes } from './pairing/hashes'
import { createPairings } from './pairing/pairings'
import { problemResponse } from './problem'
import { repositoryRoot } from './root'
import type { AppEnv } from './routes/app-env'
import { layoutRoutes } from './routes/layout'
import { restoreRoutes } from './routes/restore'
import { transferRoutes } from './routes/transfer'
import { versionRoutes } from './routes/versions'
import type { Settings } from './settings'
import { StartFailure } from './start-failure'

const MINUTE_MS = 60_000
/** The longest pause before a save that lost a race is decided again grows by this with each try. */
const RACE_PAUSE_MS = 4

export interface RunningServer {
  /** Where people go: PUBLIC_URL. */
  publicUrl: string
  /** The port it listens on, also when PORT was 0. */
  port: number
  database: Database
  app: Hono<AppEnv>
  /** Finishes what runs and closes everything. Within a few seconds, whatever hangs. */
  stop(): Promise<void>
}

export interface StartOptions {
  /** Opens another database than the settings name; then no folder is locked, and the settings must have a secret. */
  open?: () => Promise<Database>
  /** Of the built page. */
  pageFolder?: string
  /** ms since 1970. */
  now?: () => number
}

/** Starts a server. Throws StartFailure, with a sentence for a person, when it cannot. */
export async function startServer(settings: Settings, options: StartOptions = {}): Promise<RunningServer> {
  const { pageFolder = join(repositoryRoot(), 'dist', 'page'), now = Date.now } = options
  const log = createLogger(settings.logLevel)
  if (settings.serviceWorker === 'kill-switch') {
    log.warn('Browsers get the kill switch in place of the everyday worker: the page opens only with a network now')
  }
  if (settings.faults) {
    log.warn(
      'FAULTS is on: whoever reaches this server can break its answers on purpose. Never for people who rely on it',
    )
  }
  const closers: (() => unknown)[] = []
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    if (settings.databaseUrl === null && options.open === undefined) {
      const lock = await lockFolder(settings.dataDir)
      closers.push(() => lock.release())
    }
    const secret = settings.authSecret ?? keptSecret(settings.dataDir)
    const database = await (options.open?.() ?? openOrSay(settings))
    closers.push(() => database.close())
    await migrateOrSay(database)
    const notifier = await notifierFor(database, log)
    closers.push(() => notifier.close())

    let handler: Hono<AppEnv> | null = null
    const server = createAdaptorServer({
      fetch: (request, env) => handler?.fetch(request, env) ?? problemResponse('unavailable'),
    }) as Server
    const closeServer = closerOf(server)
    const port = await listen(server, settings)
    closers.push(closeServer)
    const publicUrl = settings.publicUrl === 'http://localhost:0' ? `http://localhost:${port}` : settings.publicUrl

    const logError = (message: string) => log.error(message)
    const accounts = await createAccounts(database.prisma, { secret, publicUrl }, { now, every, logError })
    closers.push(() => accounts.close())
    const streams = streamsFor(settings, database, notifier, accounts)
    closers.push(() => streams.closeAll())
    const keeper = createHistoryKeeper(database.prisma, (error) =>
      log.warn(`A whole layout could not be kept for its history: ${reasonOf(error)}`),
    )
    closers.push(() => keeper.close())
    let stopping = false
    const app = createApp({
      settings: { ...settings, publicUrl },
      prisma: database.prisma,
      accounts,
      pairings: createPairings({
        prisma: database.prisma,
        hashes: createPairingHashes(secret),
        sessionMs: SESSION_S * 1000,
        now,
      }),
      streams,
      layouts: layoutsFor(settings, { database, accounts, notifier, keeper, now }),
      see: (account, device) => writeDevice(database.prisma, account, device),
      log,
      now,
      pageFolder,
      readiness: () => readinessOf(database),
      isStopping: () => stopping,
      after,
    })
    handler = app
    closers.push(
      everyDay(
        () => forgetRemovals(database.prisma, now()),
        (error) => logError(`Removals could not be forgotten: ${reasonOf(error)}`),
      ),
      everyDay(
        () => tidyHistory(database.prisma, { now: now(), historyDays: settings.historyDays }, () => stopping),
        (error) => logError(`Old versions could not be thinned out: ${reasonOf(error)}`),
      ),
      everyDay(
        () => forgetExpired(database.prisma, now()),
        (error) => logError(`Sessions that ended could not be deleted: ${reasonOf(error)}`),
      ),
      everyDay(
        () => forgetExpiredPairings(database.prisma, now()),
        (error) => logError(`Codes whose time is over could not be deleted: ${reasonOf(error)}`),
      ),
      everyDay(database.tidy, (error) => logError(`The database could not be tidied: ${reasonOf(error)}`)),
    )
    const stop = async () => {
      stopping = true
      await closeAll()
    }
    return { publicUrl, port, database, app, stop }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openOrSay(settings: Settings): Promise<Database> {
  try {
    return await openDatabase(settings)
  } catch (error) {
    if (error instanceof StartFailure || settings.databaseUrl === null) throw error
    const { host, pathname } = new URL(settings.databaseUrl)
    throw new StartFailure(
      `The database${pathname} at ${host} (DATABASE_URL) cannot be reached: ${reasonOf(error)}. See that it runs and that user and password are right.`,
    )
  }
}

async function migrateOrSay(database: Database): Promise<void> {
  try {
    await migrate(database)
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw new StartFailure(`The database could not be brought to this version: ${reasonOf(error)}.`)
  }
}

/** The last line says it; the lines before are Prisma's code frame, and so is what stands around the message of a raw query. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = message.trim().split('\n').at(-1) ?? ''
  return (/^Raw query failed\. .*Message: `(.+)`$/.exec(line)?.[1] ?? line).replace(/\.$/, '')
}

function notifierFor(database: Database, log: Logger): Promise<Notifier> {
  if (database.kind === 'pglite') return Promise.resolve(createInProcessNotifier())
  return createPostgresNotifier(database.url, (message) => log.warn(message))
}

function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms)
  return () => clearTimeout(timer)
}

function every(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms)
  return () => clearInterval(timer)
}

function streamsFor(
  { savesTogether }: Settings,
  { prisma }: Database,
  notifier: Notifier,
  accounts: Accounts,
): EventStreams {
  return createEventStreams({
    notifier,
    ...(savesTogether === 1 && { most: 1 }),
    current: (asked) => whereAccountsStand(prisma, asked),
    after,
    watch: accounts.watch,
    every,
  })
}

interface LayoutParts {
  database: Database
  accounts: Accounts
  notifier: Notifier
  keeper: HistoryKeeper
  now(): number
}

function layoutsFor(settings: Settings, parts: LayoutParts): Hono<AppEnv> {
  const { database, accounts, notifier, keeper, now } = parts
  const { prisma } = database
  const store = createPostgresStore(prisma, settings.savesTogether)
  notifier.subscribeToAll((account, { revision }) => store.forget(account, revision))
  const deps = {
    store: keepingHistory(store, keeper),
    sessionOf: accounts.sessionOf,
    notifier,
    saveLimit: createRateLimit(settings.rateLimits.saves, MINUTE_MS, now),
    now,
    steadyNow: performance.now.bind(performance),
    newTag: randomTag,
    pause: (attempt: number) => pause(randomInt(0, RACE_PAUSE_MS * attempt + 1)),
  }
  const ofWholeLayouts = {
    ...deps,
    store: keepingHistory(createLoneStore(prisma), keeper),
    prisma,
    layoutAt: (account: string, revision: number) => rebuildLayout(prisma, account, revision),
  }
  return layoutRoutes(deps)
    .route('/', versionRoutes({ sessionOf: accounts.sessionOf, prisma }))
    .route('/', restoreRoutes(ofWholeLayouts))
    .route('/', transferRoutes(ofWholeLayouts))
}

function listen(server: Server, { port, host }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(new StartFailure(`PORT ${port} is in use on ${host}: stop what listens there, or choose another PORT.`))
      } else if (error.code === 'EACCES') {
        reject(new StartFailure(`PORT ${port} may not be used by this user: choose one above 1023.`))
      } else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(new StartFailure(`HOST ${host} is not an address of this machine.`))
      } else reject(error)
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
