/** Two servers on one PostgreSQL, each with what it remembers of sessions: an end that one brings about is felt on the other. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../../server/start'
import { describeOnPostgres } from '../../support/databases'
import { freshPostgres } from '../../support/postgres'
import { TEST_SETTINGS, TestClient } from '../../support/server'

/** In which an end must be felt on every process. */
const FELT_MS = 5_000
const LONGEST_MS = 20_000

describeOnPostgres('postgres', () => {
  let fresh: Awaited<ReturnType<typeof freshPostgres>>
  const servers: RunningServer[] = []
  beforeAll(async () => {
    fresh = await freshPostgres()
    for (let i = 0; i < 2; i++) servers.push(await startServer({ ...TEST_SETTINGS, databaseUrl: fresh.url }))
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
    await fresh?.drop()
  })

  /** Clients of both servers with the same session. */
  async function onBoth() {
    const [here, there] = servers.map(({ port }) => new TestClient(`http://127.0.0.1:${port}`))
    if (here === undefined || there === undefined) throw new Error('two servers')
    const account = await here.guest()
    there.cookie = here.cookie
    return { here, there, account }
  }

  /** Resolves when the other server knows; it is used all the time, and has an open stream. Rejects after 5 s. */
  async function feltWithin5s(client: TestClient, end: () => Promise<unknown>): Promise<void> {
    const cookie = client.cookie ?? ''
    const probe = new TestClient(`http://127.0.0.1:${servers[1]?.port}`)
    probe.cookie = cookie
    const stream = await fetch(`http://127.0.0.1:${servers[1]?.port}/api/events`, { headers: { cookie } })
    const ended = stream.text()
    expect((await probe.get('/api/layout')).status).toBe(200)
    await end()
    const limit = AbortSignal.timeout(FELT_MS)
    const late = new Promise<never>((_, reject) => {
      limit.addEventListener('abort', () => reject(new Error('not felt within 5 s')))
    })
    const refused = async () => {
      while ((await probe.get('/api/layout')).status !== 401) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await Promise.race([Promise.all([refused(), ended]), late])
  }

  it('signing out on one is felt on the other within 5 s, by calls and by open streams', {
    timeout: LONGEST_MS,
  }, async () => {
    const { here, there } = await onBoth()
    await feltWithin5s(there, () => here.post('/api/auth/sign-out'))
  })

  it('so is the removal of a device', { timeout: LONGEST_MS }, async () => {
    const { here, there, account } = await onBoth()
    const device = randomUUID()
    const edits = [{ n: 1, widget: randomUUID(), field: 'type', value: 'note', at: 1 }]
    const streams = [{ writer: randomUUID(), edits }]
    await here.post('/api/layout', {
      schema: 1,
      account,
      device,
      base: 0,
      tag: null,
      trigger: 'add',
      sentAt: 1,
      streams,
    })
    await feltWithin5s(there, () => here.call('DELETE', `/api/devices/${device}`))
  })
})
