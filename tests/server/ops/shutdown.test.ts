import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { closerOf } from '../../../server/ops/shutdown'

it('ends while a browser holds a connection that it has not used yet, and finishes what runs', async () => {
  const server = createServer(async (_, response) => {
    await pause(100)
    response.end('done')
  })
  const close = closerOf(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const ahead = connect(port, '127.0.0.1')
  const cut = new Promise((done) => ahead.once('close', done))
  await new Promise((done) => ahead.once('connect', done))
  const answer = fetch(`http://127.0.0.1:${port}/`)
  await new Promise((done) => server.once('request', done))
  const closed = close().then(() => 'closed')
  await cut
  expect(await Promise.race([closed, pause(1)])).toBeUndefined()
  expect(await (await answer).text()).toBe('done')
  expect(await closed).toBe('closed')
})
