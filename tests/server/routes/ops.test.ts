import { Hono } from 'hono'
import pg from 'pg'
import { expect, it } from 'vitest'
import { type OpsRouteDeps, opsRoutes } from '../../../server/routes/ops'
import { startServer } from '../../../server/start'
import { describeOnPostgres } from '../../support/databases'
import { startPostgres } from '../../support/postgres'
import { TEST_SETTINGS, TestClient } from '../../support/server'
import { waitFor } from '../../support/wait-for'

/** Without a clock: nothing comes too late. */
const ask = async (deps: Partial<OpsRouteDeps> & Pick<OpsRouteDeps, 'readiness'>, path: string) => {
  const app = new Hono().route('/', opsRoutes({ isStopping: () => false, after: () => () => {}, ...deps }))
  return (await app.request(path)).status
}

it('/readyz is 200 only with a database that answers, is migrated and takes changes, and until the server stops', async () => {
  expect(await ask({ readiness: async () => 'ready' }, '/readyz')).toBe(200)
  expect(await ask({ readiness: async () => 'not-migrated' }, '/readyz')).toBe(503)
  expect(await ask({ readiness: async () => 'read-only' }, '/readyz')).toBe(503)
  expect(await ask({ readiness: () => Promise.reject(new Error('away')) }, '/readyz')).toBe(503)
  expect(await ask({ readiness: async () => 'ready', isStopping: () => true }, '/readyz')).toBe(503)
})

it('/readyz is 503 when the database has said nothing for 1.5 s', async () => {
  const given: number[] = []
  const after = (ms: number, call: () => void) => {
    given.push(ms)
    call()
    return () => {}
  }
  expect(await ask({ readiness: () => new Promise(() => {}), after }, '/readyz')).toBe(503)
  expect(given).toEqual([1_500])
})

it('/healthz is 200 as long as the process lives', async () => {
  const away = () => Promise.reject(new Error('away'))
  expect(await ask({ readiness: away, isStopping: () => true }, '/healthz')).toBe(200)
})

describeOnPostgres('with a PostgreSQL that takes no changes', () => {
  it('/readyz says so and changes are 503, until it takes them again', async () => {
    const postgres = await startPostgres()
    const server = await startServer({ ...TEST_SETTINGS, databaseUrl: postgres.url })
    const client = new TestClient(`http://127.0.0.1:${server.port}`)
    const takesChanges = async (does: boolean) => {
      const admin = new pg.Client({ connectionString: postgres.url })
      await admin.connect()
      await admin.query(`alter system set default_transaction_read_only = ${does ? 'off' : 'on'}`)
      await admin.query('select pg_reload_conf()')
      await admin.end()
    }
    // Each connection hears of it by itself, soon.
    const detail = expect.stringContaining('takes no changes')
    await takesChanges(false)
    await waitFor(async () => expect(await client.get('/readyz')).toMatchObject({ status: 503, body: { detail } }))
    await waitFor(async () => expect((await client.post('/api/auth/sign-in/anonymous')).status).toBe(503))
    await takesChanges(true)
    await waitFor(async () => expect((await client.get('/readyz')).status).toBe(200))
    await waitFor(async () => expect((await client.post('/api/auth/sign-in/anonymous')).status).toBe(200))
    await server.stop()
    await postgres.stop()
  })
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
      expect(answer.body).toMatchObject({ detail: expect.stringMatching(/cannot be reached.*ask again in 2 seconds/) })
    }
    expect((await client.get('/readyz')).status).toBe(503)
    expect((await client.get('/healthz')).status).toBe(200)
    await server.stop()
  })
})
