import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer('pglite', { faults: true })
})
afterAll(() => server?.close())

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
