import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ServerLog } from '../../../core/wire/journal-event'
import { startTestServer, type TestServer } from '../../support/server'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer('pglite', { faults: true })
})
afterAll(() => server?.close())

/** A save that adds one note. */
function saveOfOne(account: string) {
  const widget = randomUUID()
  const at = Date.now()
  const edits = [
    { n: 1, base: 0, widget, field: 'type', value: 'note', at },
    { n: 2, base: 0, widget, field: 'title', value: 'Here', at },
  ]
  const how = { trigger: 'add', strategy: 'merge', sentAt: at }
  return {
    schema: 1,
    account,
    device: randomUUID(),
    base: 0,
    tag: null,
    ...how,
    streams: [{ writer: randomUUID(), edits }],
  }
}

it('the next answers of a route fail as told, then it works again', async () => {
  const client = server.client()
  await client.guest()
  const set = await client.call('PUT', '/api/faults', [
    { match: 'GET /api/layout', kind: 'error-500', times: 2 },
    { match: 'GET /api/layout', kind: 'error-503', times: 1, retryAfter: 7 },
    { match: 'GET /api/layout', kind: 'error-401', times: 1, delayMs: 1 },
    { match: 'GET /api/layout', kind: 'captive-portal', times: 1 },
  ])
  expect(set.status).toBe(200)
  const answers = []
  for (let i = 0; i < 6; i++) answers.push(await client.get('/api/layout'))
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 503, 401, 200, 200])
  expect(answers[2]?.headers.get('retry-after')).toBe('7')
  expect(answers[4]?.headers.get('content-type')).toContain('text/html')
  expect(answers[5]?.body).toMatchObject({ revision: 0 })
  expect((await client.get('/api/faults')).body).toEqual([])
})

it('an answer dropped after the commit is no answer, and the work is done', async () => {
  const client = server.client()
  const id = await client.guest()
  const credentials = { email: 'dropped@example.org', password: 'correct horse battery' }
  await client.call('PUT', '/api/faults', [
    { match: 'POST /api/account/credentials', kind: 'drop-before', times: 1 },
    { match: 'POST /api/account/credentials', kind: 'drop-after-commit', times: 1 },
  ])
  await expect(client.post('/api/account/credentials', credentials)).rejects.toThrow()
  expect((await client.get('/api/account')).body).toEqual({ id, email: null, guest: true })
  await expect(client.post('/api/account/credentials', credentials)).rejects.toThrow()
  expect((await client.get('/api/account')).body).toEqual({ id, email: credentials.email, guest: false })
})

it('a fault that makes no sense is 422, and without the setting there is no such route', async () => {
  const refused = await server.client().call('PUT', '/api/faults', [{ match: 'everything', kind: 'error-500' }])
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: '0.match' }] } })
  const plain = await startTestServer('pglite')
  expect((await plain.client().call('PUT', '/api/faults', [])).status).toBe(404)
  await plain.close()
})

it('what is set for one session breaks nobody else’s answers, and ends its event stream', async () => {
  const [a, b] = [server.client(), server.client()]
  await a.guest()
  await b.guest()
  const response = await fetch(`${server.url}/api/events`, { headers: { cookie: a.cookie ?? '' } })
  const stream = (response.body as ReadableStream<Uint8Array>).getReader()
  expect(new TextDecoder().decode((await stream.read()).value)).toContain('event: revision')
  await a.call('PUT', '/api/faults?of=me', [{ match: '* /api/*', kind: 'error-503' }])
  expect((await a.get('/api/layout')).status).toBe(503)
  expect((await a.get('/api/devices')).status).toBe(503)
  // It would never end by itself.
  while (!(await stream.read()).done);
  expect((await b.get('/api/layout')).status).toBe(200)
  expect((await b.get('/api/faults?of=me')).body).toEqual([])
  await a.call('PUT', '/api/faults?of=me', [])
  expect((await a.get('/api/layout')).status).toBe(200)
})

it('who is offline on purpose does not find the server ready, and everybody else does', async () => {
  const [a, b] = [server.client(), server.client()]
  await a.guest()
  await b.guest()
  await a.call('PUT', '/api/faults?of=me', [{ match: 'GET /readyz', kind: 'drop-before' }])
  await expect(a.get('/readyz')).rejects.toThrow()
  expect((await b.get('/readyz')).body).toEqual({ status: 'ready' })
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  await a.call('PUT', '/api/faults?of=me', [])
  expect((await a.get('/readyz')).body).toEqual({ status: 'ready' })
})

it('says what it did with a save, by the name that the save was sent under', async () => {
  const client = server.client()
  const account = await client.guest()
  const name = '7b6f2c1e-0000-4000-8000-000000000001'
  await client.call('PUT', '/api/faults?of=me', [{ match: 'POST /api/layout', kind: 'drop-after-commit', times: 1 }])
  const save = saveOfOne(account)
  await expect(client.call('POST', '/api/layout', save, { 'x-request-id': name })).rejects.toThrow()
  expect((await client.call('POST', '/api/layout', save, { 'x-request-id': name })).body).toMatchObject({
    status: 'duplicate',
  })
  const before = Date.now()
  const { now, events } = (await client.get('/api/faults/events')).body as ServerLog
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
  expect(events.map(({ what, save: of }) => [what, of])).toEqual([
    ['arrived', name],
    ['fault', name],
    ['decided', name],
    ['arrived', name],
    ['decided', name],
  ])
  expect(events.map(({ details }) => details)).toMatchObject([
    {},
    { kind: 'drop-after-commit' },
    { outcome: 'saved', revision: 1 },
    {},
    { outcome: 'duplicate', revision: 1 },
  ])
})

it('[S4] lets a made-up device edit a field: a conflict as with a real one', async () => {
  const client = server.client()
  const account = await client.guest()
  const save = saveOfOne(account)
  await client.call('POST', '/api/layout', save)
  const [stream] = save.streams
  const widget = stream?.edits[0]?.widget
  const elsewhere = { widget, field: 'title', value: 'Elsewhere' }
  expect((await client.call('POST', '/api/faults/other-device', elsewhere)).body).toMatchObject({ revision: 2 })
  const again = [{ n: 3, base: 1, widget, field: 'title', value: 'Here', at: Date.now() + 60_000 }]
  const answer = await client.call('POST', '/api/layout', {
    ...save,
    sentAt: Date.now() + 60_000,
    streams: [{ writer: stream?.writer, edits: again }],
  })
  expect(answer.body).toMatchObject({ status: 'merged', conflicts: [{ field: 'title', lost: { value: 'Elsewhere' } }] })
})

it('says what a made-up device cannot edit, and changes nothing', async () => {
  const client = server.client()
  const account = await client.guest()
  const save = saveOfOne(account)
  await client.call('POST', '/api/layout', save)
  const widget = save.streams[0]?.edits[0]?.widget
  const edit = (wrong: object) =>
    client.call('POST', '/api/faults/other-device', { widget, field: 'title', value: 'x', ...wrong })
  for (const unknown of ['nonsense', '33333333-0000-4000-8000-000000000000']) {
    expect((await edit({ widget: unknown })).body).toMatchObject({
      status: 404,
      detail: `The server has no widget “${unknown}”.`,
    })
  }
  expect((await edit({ field: 'nonsense' })).body).toMatchObject({
    status: 422,
    errors: [{ path: expect.stringMatching(/\bfield$/), message: expect.stringContaining('must be type, title') }],
  })
  expect((await client.get('/api/layout')).body).toMatchObject({ revision: 1 })
})
