/** What signing in costs the saves that come after it: nothing. */
import { executionAsyncId } from 'node:async_hooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestServer } from '../../support/server'

/** Does Node follow promises? Only then does what follows one run under an id of its own. */
const follows = async (): Promise<boolean> => (await Promise.resolve().then(executionAsyncId)) !== 0

onBothDatabases((kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server?.close())

  it('Node follows no promises after calls of better-auth, however many there were at once', async () => {
    expect(await follows()).toBe(false)
    const clients = Array.from({ length: 5 }, () => server.client())
    const ids = await Promise.all(clients.map((client) => client.guest()))
    expect(new Set(ids).size).toBe(5)
    expect(await Promise.all(clients.map((client) => client.get('/api/account')))).toMatchObject(
      ids.map((id) => ({ status: 200, body: { id } })),
    )
    expect(await clients[0]?.get('/api/auth/none')).toMatchObject({ status: 404 })
    expect(await follows()).toBe(false)
  })
})
