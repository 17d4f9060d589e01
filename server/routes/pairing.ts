/**
 * `/api/pairing`: a signed-in device shows a code, another claims it, the first one lets it in, and it collects a session of its
 * own. Before: the page's screens of devices and of joining. After: pairing/pairings.
 */
import { type Context, Hono } from 'hono'
import { pairingClaimSchema } from '../../core/wire/pairing-claim'
import type { PairingClaimAnswer } from '../../core/wire/pairing-claim-answer'
import { pairingDecisionSchema } from '../../core/wire/pairing-decision'
import type { ProblemName } from '../../core/wire/problem'
import type { Accounts } from '../auth/accounts'
import { clientOf } from '../auth/client-address'
import type { RateLimit } from '../ops/rate-limit'
import type { GuessLimit } from '../pairing/guesses'
import type { Claimed, Pairings } from '../pairing/pairings'
import { problem } from '../problem'
import { readBody } from '../read-body'
import type { AppEnv } from './app-env'
import { refuseTooMany } from './too-many'

export interface PairingRouteDeps {
  accounts: Pick<Accounts, 'sessionOf' | 'sessionCookie'>
  pairings: Pairings
  /** Of codes made, by account. */
  codeLimit: RateLimit
  guessLimit: GuessLimit
  /** ms since 1970. */
  now(): number
}

/** All calls reject when the database is away; the app makes that a 503. */
export function pairingRoutes({ accounts, pairings, codeLimit, guessLimit, now }: PairingRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.post('/api/pairing', async (c) => {
    const who = await accounts.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to add a device.' })
    const verdict = codeLimit.take(who.account)
    if (verdict.kind === 'wait') return refuseTooMany(c, verdict.seconds)
    c.header('Cache-Control', 'no-store')
    return c.json(await pairings.begin(who.account))
  })

  app.get('/api/pairing', async (c) => {
    const who = await accounts.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to add a device.' })
    c.header('Cache-Control', 'private, no-store')
    return c.json({ pairing: await pairings.look(who.account), serverTime: now() })
  })

  app.post('/api/pairing/decision', async (c) => {
    const who = await accounts.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to let a device in.' })
    const body = await readBody(c, pairingDecisionSchema)
    if (!body.ok) return body.refusal
    const done = await pairings.decide(who.account, body.value)
    switch (done.kind) {
      case 'done':
        return c.json({ pairing: done.pairing, serverTime: now() })
      case 'not-found':
        return problem(c, 'not-found', {
          detail: 'This account has no such pairing: its time may be over, or another code was made since.',
        })
      case 'not-claimed':
        return problem(c, 'bad-request', { detail: 'No device has used the code yet, so there is none to let in.' })
      case 'decided-otherwise':
        return problem(c, 'pairing-decided', {
          detail: body.value.admit
            ? 'That device was refused already: make another code to let it in.'
            : 'That device was let in already: remove it from the list of devices to end its session.',
        })
    }
  })

  app.post('/api/pairing/claim', async (c) => {
    const body = await readBody(c, pairingClaimSchema)
    if (!body.ok) return body.refusal
    const { code, deviceName = null, secret = newSecret() } = body.value
    const claim = { code, deviceName, secret }
    const own = await pairings.follow(claim)
    if (own !== null) return answer(c, own, secret)
    // Before it is said whether there is such a code.
    const wait = guessLimit(clientOf(c.var.clientAddress))
    if (wait !== null) return refuseTooMany(c, wait)
    return answer(c, await pairings.claim(claim), secret)
  })

  async function answer(c: Context<AppEnv>, claimed: Claimed, secret: string): Promise<Response> {
    c.header('Cache-Control', 'no-store')
    switch (claimed.kind) {
      case 'waiting': {
        const { expiresAt } = claimed
        return c.json({ state: 'waiting', secret, expiresAt, serverTime: now() } satisfies PairingClaimAnswer)
      }
      case 'joined':
        c.header('Set-Cookie', await accounts.sessionCookie(claimed.token), { append: true })
        return c.json({ state: 'joined', account: claimed.account } satisfies PairingClaimAnswer)
      default:
        return problem(c, ...REFUSALS[claimed.kind])
    }
  }
  return app
}

const newSecret = (): string => `${crypto.randomUUID()}${crypto.randomUUID()}`

const REFUSALS: Record<Exclude<Claimed['kind'], 'waiting' | 'joined'>, [ProblemName, { detail: string }]> = {
  unknown: ['code-unknown', { detail: 'There is no such code: look at it again, or make another one.' }],
  expired: ['code-expired', { detail: 'The time of this code is over: make another one.' }],
  used: ['code-used', { detail: 'This code was used already: make another one.' }],
  refused: ['pairing-refused', { detail: 'It was refused on the other device.' }],
}
