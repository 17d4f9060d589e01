/**
 * The settings of CONTRACT section 6, read from the environment once, at the start. A setting that makes no sense stops the
 * start with one sentence that names it. Knows no files: the embedded database's secret is auth/secret's.
 */
import { resolve } from 'node:path'
import * as v from 'valibot'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const SECRET_CHARS = 32

/** How often one client may do what costs the server something. 0: no limit. */
interface RateLimits {
  /** Sign-ins, sign-ups and credentials added, from one address, a minute. */
  signIn: number
  /** Guests made from one address, an hour. */
  guests: number
  /** Codes tried from one address, and codes made by one account, a minute. */
  pairing: number
  /** Saves of one account, a minute. */
  saves: number
}

export interface Settings {
  port: number
  host: string
  /** null: the embedded database under `dataDir`. */
  databaseUrl: string | null
  /** The same database without a pooler in between; null: `databaseUrl` has none. */
  databaseDirectUrl: string | null
  /** Connections of this process to PostgreSQL. */
  databaseConnections: number
  /** Statements that may wait for one of them. */
  databaseWaiting: number
  /** Accounts whose saves may share a statement; 1: none do, for a database that is spread by account. */
  savesTogether: number
  /** Statements are prepared once a connection, by name; a pooler in between must know how to. */
  databasePrepared: boolean
  /** Absolute. */
  dataDir: string
  /** An origin: scheme, host and port, no path. */
  publicUrl: string
  /** null: made and kept under `dataDir` (embedded database only). */
  authSecret: string | null
  logLevel: (typeof LOG_LEVELS)[number]
  /** Proxies in front of this server that set X-Forwarded-For; 0: believe the socket only. */
  trustProxy: number
  historyDays: number
  rateLimits: RateLimits
  faults: boolean
  /** 'kill-switch': browsers get the worker that throws the kept app away, in place of the everyday one. */
  serviceWorker: 'normal' | 'kill-switch'
}

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; sentence: string }

/** `otherwise`: what is read where nothing is given, as a person would write it. */
const whole = (least: number, most: number, otherwise: string) =>
  v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(least), v.maxValue(most)), otherwise)
const onOff = (otherwise: 'on' | 'off') =>
  v.optional(
    v.pipe(
      v.picklist(['1', 'true', 'on', 'yes', '0', 'false', 'off', 'no']),
      v.transform((word) => ['1', 'true', 'on', 'yes'].includes(word)),
    ),
    otherwise,
  )

const postgresUrl = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)),
)
const origin = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && isPlainOrigin(new URL(text))),
  v.transform((text) => new URL(text).origin),
)

function isPlainOrigin({ protocol, pathname, search, hash, username }: URL): boolean {
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === '' && username === ''
}

/** Each setting: its schema, and what it must be in words. */
const SETTINGS = {
  PORT: [whole(0, 65_535, '8787'), 'a port number from 0 to 65535'],
  HOST: [v.optional(v.string(), '127.0.0.1'), 'an address to listen on'],
  DATABASE_URL: [v.optional(postgresUrl), 'a URL such as postgres://user:password@host:5432/holdfast'],
  DATABASE_DIRECT_URL: [v.optional(postgresUrl), 'a URL such as postgres://user:password@host:5432/holdfast'],
  DATABASE_CONNECTIONS: [whole(1, 1_000, '10'), 'a number of connections from 1 to 1000'],
  SAVES_TOGETHER: [whole(1, 64, '64'), 'a number of saves from 1 to 64'],
  DATABASE_WAITING: [whole(1, 100_000, '1000'), 'a number of statements from 1 to 100000'],
  DATABASE_PREPARED: [onOff('on'), 'on or off'],
  DATA_DIR: [v.optional(v.string(), './data'), 'a folder'],
  PUBLIC_URL: [v.optional(origin), 'the address that people use, such as https://holdfast.example, without a path'],
  AUTH_SECRET: [
    v.optional(v.pipe(v.string(), v.minLength(SECRET_CHARS))),
    `at least ${SECRET_CHARS} random characters`,
  ],
  LOG_LEVEL: [v.optional(v.picklist(LOG_LEVELS)), `one of ${LOG_LEVELS.join(', ')}`],
  TRUST_PROXY: [whole(0, 10, '0'), 'the number of proxies in front of this server, from 0 to 10'],
  HISTORY_DAYS: [whole(1, 36_500, '90'), 'a number of days from 1 to 36500'],
  RATE_LIMIT_SIGN_IN: [whole(0, 1_000_000, '20'), 'a number of tries a minute, or 0 for no limit'],
  RATE_LIMIT_GUESTS: [whole(0, 1_000_000, '60'), 'a number of guests an hour, or 0 for no limit'],
  RATE_LIMIT_PAIRING: [whole(0, 1_000_000, '10'), 'a number of codes a minute, or 0 for no limit'],
  RATE_LIMIT_SAVES: [whole(0, 1_000_000, '600'), 'a number of saves a minute, or 0 for no limit'],
  FAULTS: [onOff('off'), 'on or off'],
  SERVICE_WORKER: [v.optional(v.picklist(['normal', 'kill-switch']), 'normal'), 'normal or kill-switch'],
} as const satisfies Record<string, readonly [v.GenericSchema, string]>

type Read = { [Name in keyof typeof SETTINGS]: v.InferOutput<(typeof SETTINGS)[Name][0]> }

/** Reads the settings, or says in one sentence what is wrong with the first that makes no sense. A setting that is empty counts as unset. */
export function readSettings(env: Record<string, string | undefined>): SettingsResult {
  const read: Record<string, unknown> = {}
  for (const [name, [schema, words]] of Object.entries(SETTINGS)) {
    const given = env[name]?.trim() === '' ? undefined : env[name]?.trim()
    const parsed = v.safeParse(schema, given)
    if (!parsed.success) return refuse(`${name} must be ${words}${isSecret(name) ? '' : `, and is "${given}"`}.`)
    read[name] = parsed.output
  }
  return combine(read as Read, isProduction(env.NODE_ENV))
}

/** However it is written: who means production must not get a server that can be broken. */
const isProduction = (nodeEnv = ''): boolean => nodeEnv.trim().toLowerCase() === 'production'

/** What the log and the screen must not show. */
const isSecret = (name: string): boolean =>
  name === 'AUTH_SECRET' || name === 'DATABASE_URL' || name === 'DATABASE_DIRECT_URL'

const refuse = (sentence: string): SettingsResult => ({ ok: false, sentence })

/** Settings that make sense alone, and not together. */
function combine(read: Read, production: boolean): SettingsResult {
  if (read.FAULTS && production) {
    return refuse('FAULTS must be off when NODE_ENV is production: it lets anybody break answers on purpose.')
  }
  if (read.DATABASE_URL !== undefined && read.AUTH_SECRET === undefined) {
    return refuse(
      `AUTH_SECRET must be set when DATABASE_URL is, to the same ${SECRET_CHARS} or more random characters on every server that shares the database.`,
    )
  }
  return {
    ok: true,
    settings: {
      port: read.PORT,
      host: read.HOST,
      databaseUrl: read.DATABASE_URL ?? null,
      databaseDirectUrl: read.DATABASE_DIRECT_URL ?? null,
      databaseConnections: read.DATABASE_CONNECTIONS,
      databaseWaiting: read.DATABASE_WAITING,
      savesTogether: read.SAVES_TOGETHER,
      databasePrepared: read.DATABASE_PREPARED,
      dataDir: resolve(read.DATA_DIR),
      publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
      authSecret: read.AUTH_SECRET ?? null,
      logLevel: read.LOG_LEVEL ?? (production ? 'info' : 'warn'),
      trustProxy: read.TRUST_PROXY,
      historyDays: read.HISTORY_DAYS,
      rateLimits: {
        signIn: read.RATE_LIMIT_SIGN_IN,
        guests: read.RATE_LIMIT_GUESTS,
        pairing: read.RATE_LIMIT_PAIRING,
        saves: read.RATE_LIMIT_SAVES,
      },
      faults: read.FAULTS,
      serviceWorker: read.SERVICE_WORKER,
    },
  }
}
