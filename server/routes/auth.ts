/** Accounts and sessions under better-auth's paths. Its errors become ours, so that a client knows them from a proxy's (D5). */
import { type Context, Hono } from 'hono'
import type { ProblemName } from '../../core/wire/problem'
import type { Accounts } from '../auth/accounts'
import { CLIENT_ADDRESS_HEADER, clientOf } from '../auth/client-address'
import type { RateLimit } from '../ops/rate-limit'
import { problem } from '../problem'
import type { AppEnv } from './app-env'
import { refuseTooMany } from './too-many'

/** The part of better-auth that people use; everything else of it is not there. */
const ROUTES = [
  ['POST', '/api/auth/sign-in/anonymous'],
  ['POST', '/api/auth/sign-in/email'],
  ['POST', '/api/auth/sign-up/email'],
  ['POST', '/api/auth/sign-out'],
  ['POST', '/api/auth/change-password'],
  ['GET', '/api/auth/get-session'],
] as const

export interface AuthRouteDeps {
  accounts: Pick<Accounts, 'handle' | 'sessionOf'>
  signInLimit: RateLimit
  guestLimit: RateLimit
}

export function authRoutes({ accounts, signInLimit, guestLimit }: AuthRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const [method, path] of ROUTES) {
    app.on(method, path, async (c) => {
      const limit = path.endsWith('/anonymous')
        ? guestLimit
        : /sign-in|sign-up|password/.test(path)
          ? signInLimit
          : null
      const verdict = limit?.take(clientOf(c.var.clientAddress))
      if (verdict?.kind === 'wait') return refuseTooMany(c, verdict.seconds)
      const headers = new Headers(c.req.raw.headers)
      headers.set(CLIENT_ADDRESS_HEADER, c.var.clientAddress)
      const answer = await accounts.handle(await withBody(c, headers))
      return answer.ok ? answer : asProblem(c, answer)
    })
  }
  return app
}

/** better-auth wants a JSON body even where it needs none. */
async function withBody(c: Context<AppEnv>, headers: Headers): Promise<Request> {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD') return new Request(c.req.url, { method, headers })
  const body = await c.req.text()
  headers.delete('content-length')
  if (body === '') headers.set('content-type', 'application/json')
  return new Request(c.req.url, { method, headers, body: body === '' ? '{}' : body })
}

const NAMES: Record<number, ProblemName> = {
  400: 'bad-request',
  401: 'unauthenticated',
  403: 'cross-origin',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'limit-broken',
  429: 'too-many-requests',
  503: 'unavailable',
}

/** In our words where people meet them. */
const WORDS: Record<string, { name: ProblemName; detail: string }> = {
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    name: 'email-taken',
    detail: 'There is an account with this e-mail address already: sign in, or use another address.',
  },
  INVALID_EMAIL_OR_PASSWORD: {
    name: 'unauthenticated',
    detail: 'The e-mail address or the password is wrong: check both and try again.',
  },
  PASSWORD_TOO_SHORT: { name: 'limit-broken', detail: 'The password is too short: use at least 8 characters.' },
  PASSWORD_TOO_LONG: { name: 'limit-broken', detail: 'The password is too long: use at most 128 characters.' },
}

async function asProblem(c: Context<AppEnv>, answer: Response): Promise<Response> {
  const { message, code } = await readError(answer)
  const words = WORDS[code ?? '']
  return problem(c, words?.name ?? NAMES[answer.status] ?? 'internal', {
    detail: words?.detail ?? (answer.status < 500 ? message : undefined),
  })
}

async function readError(answer: Response): Promise<{ message?: string; code?: string }> {
  const body: unknown = await answer.json().catch(() => null)
  const found: { message?: string; code?: string } = {}
  if (body === null || typeof body !== 'object') return found
  if ('message' in body && typeof body.message === 'string') found.message = body.message
  if ('code' in body && typeof body.code === 'string') found.code = body.code
  return found
}
