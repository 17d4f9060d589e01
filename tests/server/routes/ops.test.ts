import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { opsRoutes } from '../../../server/routes/ops'
import { startServer } from '../../../server/start'
import { describeOnPostgres } from '../../support/databases'
import { startPostgres } from '../../support/postgres'
import { TEST_SETTINGS, TestClient } from '../../support/server'

const ask = async (deps: Parameters<typeof opsRoutes>[0], path: string) => {
  const app = new Hono().route('/', opsRoutes(deps))
  return (await app.request(path)).status
}
const isStopping = () => false

it('/readyz is 200 only with a database that answers and is migrated, and until the server stops', async () => {
  expect(await ask({ databaseIsReady: async () => true, isStopping }, '/readyz')).toBe(200)
  expect(await ask({ databaseIsReady: async () => false, isStopping }, '/readyz')).toBe(503)
  expect(await ask({ databaseIsReady: () => Promise.reject(new Error('away')), isStopping }, '/readyz')).toBe(503)
  expect(await ask({ databaseIsReady: async () => true, isStopping: () => true }, '/readyz')).toBe(503)
})

it('/healthz is 200 as long as the process lives', async () => {
  const away = () => Promise.reject(new Error('away'))
  expect(await ask({ databaseIsReady: away, isStopping: () => true }, '/healthz')).toBe(200)
})

describeOnPostgres('with a PostgreSQL that is gone', () => {
  it('calls answer 503 unavailable with Retry-After, and /readyz says so', async () => {
    const postgres = await startPostgres()
    const server = await startServer({ ...TEST_SETTINGS, databaseUrl: postgres.url })
    const client = new TestClient(`http://127.0.0.1:${server.port}`)
    await client.guest()
    expect((await client.get('/readyz')).status).toBe(200)
    await postgres.stop()
    for (const tries of ['the broken connection', 'a new connection']) {
      const answer = await client.get('/api/layout')
      expect(answer, tries).toMatchObject({ status: 503, body: { type: expect.stringContaining('/unavailable') } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await client.get('/readyz')).status).toBe(503)
    expect((await client.get('/healthz')).status).toBe(200)
    await server.stop()
  })
})
