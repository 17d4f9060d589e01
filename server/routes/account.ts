/** Who is signed in, and how a guest gets a way to sign in elsewhere. */
import { Hono } from 'hono'
import * as v from 'valibot'
import { object } from '../../core/wire/object'
import { text } from '../../core/wire/scalars'
import { type Accounts, MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from '../auth/accounts'
import { clientOf } from '../auth/client-address'
import { addCredentials } from '../auth/credentials'
import type { PrismaClient } from '../db/client/client'
import type { RateLimit } from '../ops/rate-limit'
import { problem } from '../problem'
import { readBody } from '../read-body'
import type { AppEnv } from './app-env'
import { refuseTooMany } from './too-many'

const MAX_EMAIL_CHARS = 254

/**
 * better-auth's own pattern (zod's): who gets an address here signs in with it there. valibot's `email` takes others, and not all
 * of these.
 */
const EMAIL = /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/** Body of POST /api/account/credentials. */
export const credentialsSchema = object({
  email: v.pipe(
    v.string('must be text'),
    v.trim(),
    v.toLowerCase(),
    v.maxLength(MAX_EMAIL_CHARS, 'must be at most 254 characters'),
    text(EMAIL, 'must be an e-mail address'),
  ),
  password: v.pipe(
    v.string('must be text'),
    v.minLength(MIN_PASSWORD_CHARS, 'must be at least 8 characters'),
    v.maxLength(MAX_PASSWORD_CHARS, 'must be at most 128 characters'),
  ),
})
/** Answer of GET /api/account and of the credentials. `id` null: nobody is signed in. */
export const accountSchema = object({ id: v.nullable(v.string()), email: v.nullable(v.string()), guest: v.boolean() })

export interface AccountRouteDeps {
  accounts: Accounts
  prisma: PrismaClient
  signInLimit: RateLimit
}

export function accountRoutes({ accounts, prisma, signInLimit }: AccountRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/api/account', async (c) => {
    const current = await accounts.current(c.req.raw.headers)
    c.header('Cache-Control', 'no-store')
    // Asking who one is, is no error for nobody: a first visit should not begin with a red line in the console.
    if (current === null) return c.json({ id: null, email: null, guest: false })
    // A session that is used lasts longer: the cookie is set anew when it is time.
    for (const cookie of current.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
    return c.json(current.info)
  })

  app.post('/api/account/credentials', async (c) => {
    const session = await accounts.sessionOf(c.req.raw)
    if (session === null) return problem(c, 'unauthenticated', { detail: 'Begin as a guest first, or sign up.' })
    const verdict = signInLimit.take(clientOf(c.var.clientAddress))
    if (verdict.kind === 'wait') return refuseTooMany(c, verdict.seconds)
    const body = await readBody(c, credentialsSchema)
    if (!body.ok) return body.refusal
    const done = await addCredentials(prisma, accounts, session.account, body.value)
    switch (done.kind) {
      case 'added':
        return c.json({ id: session.account, email: body.value.email, guest: false })
      case 'email-taken':
        return problem(c, 'email-taken', {
          detail: 'There is an account with this e-mail address already: sign in there, or use another address.',
        })
      case 'not-a-guest':
        return problem(c, 'bad-request', { detail: 'This account has an e-mail address and a password already.' })
    }
  })
  return app
}
