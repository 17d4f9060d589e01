/** /api/pairing of a whole server: a second device joins by a code, and nobody else does, whatever is lost or sent at once. */

import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCode } from '../../../core/pairing/code'
import { pairingClaimAnswerSchema } from '../../../core/wire/pairing-claim-answer'
import { type PairingCode, pairingCodeSchema } from '../../../core/wire/pairing-code'
import { pairingStatusSchema } from '../../../core/wire/pairing-status'
import { forgetExpiredPairings } from '../../../server/pairing/forget-expired'
import { CODE_MS, STEP_MS } from '../../../server/pairing/pairings'
import { onBothDatabases } from '../../support/databases'
import { type Answer, startTestServer, type TestClient, type TestServer } from '../../support/server'

const newSecret = () => `${randomUUID()}${randomUUID()}`
const refusal = (status: number, name: string) => ({
  status,
  body: { type: expect.stringMatching(new RegExp(`/${name}$`)), detail: expect.any(String) },
})

onBothDatabases((kind) => {
  let server: TestServer
  const clock = { ahead: 0 }
  beforeAll(async () => {
    server = await startTestServer(kind, {}, { now: () => Date.now() + clock.ahead })
  })
  afterAll(() => server?.close())

  const begin = async (client: TestClient): Promise<PairingCode> =>
    v.parse(pairingCodeSchema, (await client.post('/api/pairing')).body)
  const look = async (client: TestClient) =>
    v.parse(pairingStatusSchema, (await client.get('/api/pairing')).body).pairing
  const decide = (client: TestClient, id: string, admit: boolean) => client.post('/api/pairing/decision', { id, admit })
  const claim = (client: TestClient, code: string, secret: string, deviceName = 'Pixel 9') =>
    client.post('/api/pairing/claim', { code, secret, deviceName })
  const rows = () => server.database.prisma

  /** A guest's first device that shows a code, and a second one with a secret. */
  async function two() {
    const [first, second] = [server.client(), server.client()]
    const account = await first.guest()
    return { first, second, account, secret: newSecret(), ...(await begin(first)) }
  }

  /** The same, and the second has claimed the code. */
  async function claimed() {
    const made = await two()
    expect((await claim(made.second, made.code, made.secret)).status).toBe(200)
    return made
  }

  async function save(client: TestClient, account: string, device: string) {
    const edits = [{ n: 1, widget: randomUUID(), field: 'type', value: 'note', at: 1 }]
    const head = { schema: 1, account, device, base: 0, tag: null, trigger: 'add', sentAt: Date.now() }
    return client.post('/api/layout', { ...head, streams: [{ writer: randomUUID(), edits }] })
  }

  it('a second device joins: code, claim, yes on the first device, a session of its own', async () => {
    const { first, second, account, id, code, expiresAt, serverTime, secret } = await two()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(expiresAt - serverTime).toBe(CODE_MS)
    expect(await look(first)).toMatchObject({ id, state: 'open', deviceName: null, expiresAt })

    const typed = code.replace('-', '').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
    const waiting = await claim(second, typed, secret)
    expect(v.parse(pairingClaimAnswerSchema, waiting.body)).toMatchObject({ state: 'waiting', secret })
    expect(second.cookie).toBeNull()
    expect(await look(first)).toMatchObject({ id, state: 'claimed', deviceName: 'Pixel 9' })

    expect(await decide(first, id, true)).toMatchObject({ status: 200, body: { pairing: { state: 'admitted' } } })
    const joined = await claim(second, code, secret)
    expect(joined).toMatchObject({
      status: 200,
      body: { state: 'joined', account: { id: account, email: null, guest: true } },
    })
    expect(joined.headers.get('set-cookie')).toMatch(
      /^holdfast\.session_token=.*; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax/i,
    )
    expect(second.cookie).not.toBe(first.cookie)
    expect(await look(first)).toMatchObject({ state: 'joined' })
    // The same session to better-auth, which can end it, and the first device's stays.
    expect((await second.get('/api/auth/get-session')).body).toMatchObject({ user: { id: account } })
    expect((await second.get('/api/account')).body).toMatchObject({ id: account, guest: true })
    await second.post('/api/auth/sign-out')
    expect((await second.get('/api/layout')).status).toBe(401)
    expect((await first.get('/api/layout')).status).toBe(200)
  })

  it('a full account is named to the device that joins', async () => {
    const { first, second, id, code, secret } = await claimed()
    const email = `${randomUUID()}@example.org`
    await first.post('/api/account/credentials', { email, password: 'correct horse battery' })
    await decide(first, id, true)
    expect((await claim(second, code, secret)).body).toMatchObject({ account: { email, guest: false } })
  })

  it('the joined device is listed after its first save, and removing it ends its session for good', async () => {
    const { first, second, account, id, code, secret } = await claimed()
    await decide(first, id, true)
    await claim(second, code, secret)
    const device = randomUUID()
    expect((await save(second, account, device)).status).toBe(200)
    expect((await first.get('/api/devices')).body).toMatchObject({ devices: [{ id: device, signedIn: true }] })
    expect((await first.call('DELETE', `/api/devices/${device}`)).status).toBe(200)
    expect((await second.get('/api/layout')).status).toBe(401)
    // The page signs out, too, where there is no session any more.
    expect(await second.post('/api/auth/sign-out')).toMatchObject({ status: 200, body: { success: true } })
    // The code was good for one session, and that was it.
    second.cookie = null
    expect(await claim(second, code, secret)).toMatchObject(refusal(409, 'code-used'))
    expect(second.cookie).toBeNull()
  })

  it('every step whose answer was lost can be repeated, and comes to the same', async () => {
    const { first, second, id, code, secret } = await two()
    for (let i = 0; i < 2; i++) {
      expect(await claim(second, code, secret)).toMatchObject({ status: 200, body: { state: 'waiting' } })
    }
    for (let i = 0; i < 2; i++) {
      expect(await decide(first, id, true)).toMatchObject({ status: 200, body: { pairing: { id } } })
    }
    await claim(second, code, secret)
    const { cookie } = second
    second.cookie = null
    await claim(second, code, secret)
    expect(second.cookie).toBe(cookie)
    expect(await decide(first, id, true)).toMatchObject({ status: 200, body: { pairing: { state: 'joined' } } })
  })

  it('whoever knows only the code cannot collect the session', async () => {
    const { first, second, id, code, secret } = await claimed()
    const thief = server.client()
    const tries = () => Promise.all([claim(thief, code, newSecret()), thief.post('/api/pairing/claim', { code })])
    for (const answer of await tries()) expect(answer).toMatchObject(refusal(409, 'code-used'))
    await decide(first, id, true)
    for (const answer of await tries()) expect(answer).toMatchObject(refusal(409, 'code-used'))
    await claim(second, code, secret)
    for (const answer of await tries()) expect(answer).toMatchObject(refusal(409, 'code-used'))
    expect(thief.cookie).toBeNull()
  })

  it('a program may send the code alone: it is told the secret to go on with', async () => {
    const { first, second, id, code } = await two()
    const { body } = await second.post('/api/pairing/claim', { code })
    const { secret } = body as { secret: string }
    expect(await look(first)).toMatchObject({ state: 'claimed', deviceName: null })
    await decide(first, id, true)
    expect(await second.post('/api/pairing/claim', { code, secret })).toMatchObject({ body: { state: 'joined' } })
  })

  it('of two claims at once one gets the code', async () => {
    for (let round = 0; round < 5; round++) {
      const { first, code } = await two()
      const answers = await Promise.all(
        ['One', 'Two', 'Three'].map((name) => claim(server.client(), code, newSecret(), name)),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      const winner = ['One', 'Two', 'Three'][answers.findIndex(({ status }) => status === 200)]
      expect(await look(first)).toMatchObject({ deviceName: winner })
    }
  })

  it('the same claim twice at once is one', async () => {
    const { second, code, secret } = await two()
    const both = await Promise.all([claim(second, code, secret), claim(second, code, secret)])
    expect(both.map(({ body }) => body)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
  })

  it('of two decisions at once the first counts, and the other is told', async () => {
    for (let round = 0; round < 5; round++) {
      const { first, id } = await claimed()
      const answers = await Promise.all([decide(first, id, true), decide(first, id, false)])
      const done = answers.findIndex(({ status }) => status === 200)
      expect(answers[1 - done]).toMatchObject(refusal(409, 'pairing-decided'))
      expect(await look(first)).toMatchObject({ state: done === 0 ? 'admitted' : 'refused' })
    }
  })

  it('collected twice at once it is one session', async () => {
    for (let round = 0; round < 5; round++) {
      const { first, account, id, code, secret } = await claimed()
      await decide(first, id, true)
      const clients = Array.from({ length: 3 }, () => server.client())
      await Promise.all(clients.map((client) => claim(client, code, secret)))
      expect(new Set(clients.map(({ cookie }) => cookie)).size).toBe(1)
      expect(clients[0]?.cookie).not.toBeNull()
      expect(await rows().session.count({ where: { userId: account } })).toBe(2)
    }
  })

  it('a device that was refused gets nothing, and its code is used up', async () => {
    const { first, second, account, id, code, secret } = await claimed()
    expect(await decide(first, id, false)).toMatchObject({ status: 200, body: { pairing: { state: 'refused' } } })
    expect(await claim(second, code, secret)).toMatchObject(refusal(403, 'pairing-refused'))
    expect(await claim(second, code, newSecret())).toMatchObject(refusal(409, 'code-used'))
    expect(await decide(first, id, true)).toMatchObject(refusal(409, 'pairing-decided'))
    expect(await rows().session.count({ where: { userId: account } })).toBe(1)
  })

  it('a code that nobody has used lets nobody in, and can be withdrawn', async () => {
    const { first, second, id, code, secret } = await two()
    expect(await decide(first, id, true)).toMatchObject(refusal(400, 'bad-request'))
    expect(await look(first)).toMatchObject({ state: 'open' })
    expect((await decide(first, id, false)).status).toBe(200)
    expect(await claim(second, code, secret)).toMatchObject(refusal(410, 'code-expired'))
  })

  it('a new code takes the place of the older one', async () => {
    const { first, second, id, code, secret } = await two()
    const next = await begin(first)
    expect(next.code).not.toBe(code)
    expect(await claim(second, code, secret)).toMatchObject(refusal(404, 'code-unknown'))
    expect(await decide(first, id, true)).toMatchObject(refusal(404, 'not-found'))
    expect((await claim(second, next.code, secret)).status).toBe(200)
  })

  it('only the account that made the code can let somebody in by it, and sees who wants to', async () => {
    const { first, second, id, code, secret } = await claimed()
    const stranger = server.client()
    await stranger.guest()
    expect(await decide(stranger, id, true)).toMatchObject(refusal(404, 'not-found'))
    expect(await decide(stranger, id, false)).toMatchObject(refusal(404, 'not-found'))
    expect(await look(stranger)).toBeNull()
    // Nor can the device that waits.
    for (const nobody of [second, server.client()]) {
      expect(await decide(nobody, id, true)).toMatchObject(refusal(401, 'unauthenticated'))
      expect((await nobody.get('/api/pairing')).status).toBe(401)
      expect((await nobody.post('/api/pairing')).status).toBe(401)
    }
    expect(await look(first)).toMatchObject({ state: 'claimed' })
    expect((await claim(second, code, secret)).body).toMatchObject({ state: 'waiting' })
  })

  it('a code lasts minutes, and so does each step after it', async () => {
    const late = await two()
    clock.ahead += CODE_MS
    expect(await look(late.first)).toBeNull()
    expect(await claim(late.second, late.code, late.secret)).toMatchObject(refusal(410, 'code-expired'))
    expect(await decide(late.first, late.id, false)).toMatchObject(refusal(404, 'not-found'))

    const slow = await two()
    clock.ahead += CODE_MS - 1_000
    expect((await claim(slow.second, slow.code, slow.secret)).status).toBe(200)
    clock.ahead += STEP_MS - 1_000
    expect((await decide(slow.first, slow.id, true)).status).toBe(200)
    clock.ahead += STEP_MS
    expect(await claim(slow.second, slow.code, slow.secret)).toMatchObject(refusal(410, 'code-expired'))
    expect(slow.second.cookie).toBeNull()
  })

  it('what the database holds lets nobody join: neither code nor secret is in it', async () => {
    const { account, code, secret } = await claimed()
    const kept = JSON.stringify(await rows().pairing.findUnique({ where: { account } }), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    expect(kept).toContain('Pixel 9')
    for (const text of [code, readCode(code) ?? '', secret]) expect(kept).not.toContain(text)
  })

  it('expired ones are forgotten, the others stay', async () => {
    const old = await two()
    clock.ahead += CODE_MS + 1
    const young = await two()
    expect(await forgetExpiredPairings(rows(), Date.now() + clock.ahead)).toBeGreaterThan(0)
    expect(await rows().pairing.count({ where: { account: old.account } })).toBe(0)
    expect(await look(young.first)).toMatchObject({ state: 'open' })
  })

  it('another site can do none of it', async () => {
    const { first, second, id, code, secret } = await claimed()
    const elsewhere = { origin: 'https://elsewhere.example' }
    for (const [client, path, body] of [
      [first, '/api/pairing', {}],
      [first, '/api/pairing/decision', { id, admit: true }],
      [second, '/api/pairing/claim', { code, secret }],
    ] as const) {
      expect(await client.post(path, body, elsewhere)).toMatchObject(refusal(403, 'cross-origin'))
    }
    expect(await look(first)).toMatchObject({ state: 'claimed' })
  })

  it('what makes no sense is refused place by place', async () => {
    const { first, second, code } = await two()
    const bad = async (path: string, body: unknown, at: string, client = second) =>
      expect(await client.post(path, body), JSON.stringify(body)).toMatchObject({
        status: 422,
        body: { errors: [{ path: at }] },
      })
    for (const no of ['', 'ABC', 7, null, 'x'.repeat(5_000)]) await bad('/api/pairing/claim', { code: no }, 'code')
    await bad('/api/pairing/claim', { code, secret: 'short' }, 'secret')
    await bad('/api/pairing/claim', { code, deviceName: 'a\u0000b' }, 'deviceName')
    await bad('/api/pairing/claim', { code, deviceName: 'half \ud800' }, 'deviceName')
    await bad('/api/pairing/decision', { id: 'mine', admit: true }, 'id', first)
    await bad('/api/pairing/decision', { id: randomUUID(), admit: 'yes' }, 'admit', first)
    expect(await second.post('/api/pairing/claim', 'code')).toMatchObject(refusal(400, 'not-json'))
    expect(await look(first)).toMatchObject({ state: 'open' })
  })
})

it('guesses are limited, right ones too, and a device that waits may ask as often as it likes', async () => {
  const rateLimits = { signIn: 0, guests: 0, pairing: 3, saves: 0 }
  const strict = await startTestServer('pglite', { rateLimits, trustProxy: 1 })
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const first = strict.client()
  await first.guest()
  const { code, id } = (await first.post('/api/pairing')).body as PairingCode
  const ask = (typed: string, secret: string, address: string): Promise<Answer> =>
    strict.client().post('/api/pairing/claim', { code: typed, secret }, from(address))
  const own = newSecret()
  expect((await ask(code, own, '192.0.2.1')).status).toBe(200)
  for (let i = 0; i < 10; i++) expect((await ask(code, own, '192.0.2.1')).status).toBe(200)
  const guesser = '2001:db8::1'
  for (let i = 0; i < 3; i++) expect((await ask(`0000-000${i}`, own, guesser)).status).toBe(404)
  // Another address of the same /64 is the same client, and nobody learns there whether a code exists.
  const refused = await ask(code, newSecret(), '2001:db8::2')
  expect(refused).toMatchObject(refusal(429, 'too-many-requests'))
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask('0000-0009', own, '192.0.2.2')).status).toBe(404)
  // Codes are limited by account.
  await first.post('/api/pairing/decision', { id, admit: false })
  const made = [await first.post('/api/pairing'), await first.post('/api/pairing'), await first.post('/api/pairing')]
  expect(made.map(({ status }) => status)).toEqual([200, 200, 429])
  await strict.close()
})
