/** Two servers on one PostgreSQL, and one started again: any of them can do any step of a pairing. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PairingCode } from '../../../core/wire/pairing-code'
import { type RunningServer, startServer } from '../../../server/start'
import { describeOnPostgres } from '../../support/databases'
import { freshPostgres } from '../../support/postgres'
import { TEST_SETTINGS, TestClient } from '../../support/server'

describeOnPostgres('postgres', () => {
  let fresh: Awaited<ReturnType<typeof freshPostgres>>
  const servers: RunningServer[] = []
  const start = async () => servers.push(await startServer({ ...TEST_SETTINGS, databaseUrl: fresh.url }))
  beforeAll(async () => {
    fresh = await freshPostgres()
    await start()
    await start()
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
    await fresh?.drop()
  })
  const at = (server: number) => new TestClient(`http://127.0.0.1:${servers[server]?.port}`)

  it('a pairing goes on through other processes, and after a restart', async () => {
    const first = at(0)
    const account = await first.guest()
    const { id, code } = (await first.post('/api/pairing')).body as PairingCode
    const claim = { code, secret: `${randomUUID()}${randomUUID()}` }
    expect((await at(1).post('/api/pairing/claim', claim)).body).toMatchObject({ state: 'waiting' })
    await start()
    const moved = at(2)
    moved.cookie = first.cookie
    expect((await moved.post('/api/pairing/decision', { id, admit: true })).status).toBe(200)
    const collectors = [at(0), at(1), at(2)]
    await Promise.all(collectors.map((client) => client.post('/api/pairing/claim', claim)))
    expect(new Set(collectors.map(({ cookie }) => cookie)).size).toBe(1)
    const [second] = collectors
    expect((await second?.get('/api/account'))?.body).toMatchObject({ id: account })
  })

  it('of claims through two processes at once one gets the code', async () => {
    for (let round = 0; round < 5; round++) {
      const first = at(0)
      await first.guest()
      const { code } = (await first.post('/api/pairing')).body as PairingCode
      const answers = await Promise.all(
        [0, 1, 0, 1].map((server) => at(server).post('/api/pairing/claim', { code, secret: `${randomUUID()}` })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    }
  })
})
