/**
 * Accounts and sessions: better-auth on our tables. Guests first (./guest), e-mail and password when people want to come back.
 * Before: db/open. After: session-check on every call. Limits of tries and the check of the origin are app's, for all of /api.
 */
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { type CookieOptions, serialize, serializeSigned } from 'hono/utils/cookie'
import type { PrismaClient } from '../db/client/client'
import { createContextSwitch } from './async-context'
import { CLIENT_ADDRESS_HEADER } from './client-address'
import { rememberFailures } from './database-failure'
import { guestPlugin } from './guest'
import { createSessions, type Sessions } from './session-check'

const DAY_S = 86_400
/** As long as browsers keep a cookie at all: a dashboard that is opened once a year is still signed in. */
export const SESSION_S = 400 * DAY_S
/** A session that is used is made longer at most once a day. */
const RENEW_AFTER_S = DAY_S

export const MIN_PASSWORD_CHARS = 8
export const MAX_PASSWORD_CHARS = 128

export interface AccountsSettings {
  secret: string
  /** An origin; cookies are secure when it is https. */
  publicUrl: string
}

/** Who an account is, as GET /api/account answers. */
interface AccountInfo {
  id: string
  /** null: a guest. */
  email: string | null
  guest: boolean
}

export interface Accounts extends Sessions {
  /** Answers everything under /api/auth; errors are better-auth's JSON. Rejects when the database is away. */
  handle(request: Request): Promise<Response>
  /** Who is signed in, and the headers that make the session last longer when it is time; null: nobody. */
  current(headers: Headers): Promise<{ info: AccountInfo; headers: Headers } | null>
  /** The Set-Cookie of a session that was made elsewhere, as signing in sets it. */
  sessionCookie(token: string): Promise<string>
  /** The Set-Cookie of nobody, for the answer to a session that has just ended. */
  signedOutCookie: string
  hashPassword(password: string): Promise<string>
  passwordIs(password: string, hash: string): Promise<boolean>
}

/** @param logError hears what better-auth could not do; the words hold no secrets. */
export async function createAccounts(
  prisma: PrismaClient,
  { secret, publicUrl }: AccountsSettings,
  ports: { now(): number; every(ms: number, call: () => void): () => void; logError(message: string): void },
): Promise<Accounts> {
  const failures = rememberFailures(prisma)
  const inContext = createContextSwitch([failures.storage])
  const auth = makeAuth(failures.prisma, secret, publicUrl, ports.logError, (session) => sessions.ended([session]))
  const context = await inContext(() => auth.$context)
  const { name, attributes } = context.authCookies.sessionToken
  const sessions = createSessions(prisma, { name, secret }, ports)
  return {
    ...sessions,
    sessionCookie: (token) =>
      serializeSigned(name, token, secret, { ...attributes, maxAge: SESSION_S } as CookieOptions),
    signedOutCookie: serialize(name, '', { ...attributes, maxAge: 0 } as CookieOptions),
    handle: (request) => {
      // A session that is still there is no sign-out: better-auth takes the cookie away all the same.
      const isSignOut = new URL(request.url).pathname.endsWith('/sign-out')
      return inContext(() => failures.orReason(() => auth.handler(request), isSignOut))
    },
    current: async (requestHeaders) => {
      const { response, headers } = await inContext(() =>
        failures.orReason(() => auth.api.getSession({ headers: requestHeaders, returnHeaders: true })),
      )
      if (response === null) return null
      const { id, email, guest } = response.user
      return { info: { id, email: guest ? null : email, guest: guest === true }, headers }
    },
    hashPassword: (password) => context.password.hash(password),
    passwordIs: (password, hash) => context.password.verify({ password, hash }),
  }
}

function makeAuth(
  prisma: PrismaClient,
  secret: string,
  publicUrl: string,
  logError: (message: string) => void,
  ended: (session: string) => void,
) {
  return betterAuth({
    appName: 'Holdfast',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    user: { additionalFields: { guest: { type: 'boolean', required: false, defaultValue: false, input: false } } },
    session: { expiresIn: SESSION_S, updateAge: RENEW_AFTER_S, cookieCache: { enabled: false } },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_CHARS,
      maxPasswordLength: MAX_PASSWORD_CHARS,
    },
    plugins: [guestPlugin],
    advanced: {
      cookiePrefix: 'holdfast',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // Ours covers these routes too, and lets programs without an Origin through (app).
      disableCSRFCheck: true,
    },
    // Signing out, and a new password that ends the other sessions.
    databaseHooks: { session: { delete: { after: async ({ id }) => ended(id) } } },
    rateLimit: { enabled: false },
    // What is no answer to people goes to the app's own handler, which knows a database that is away.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message) => level === 'error' && logError(message) },
  })
}
