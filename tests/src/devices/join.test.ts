/** The second device's side of a pairing, on a clock that the test moves, with calls and answers that are lost. */
import { expect, it } from 'vitest'
import { type JoinState, join } from '../../../src/devices/join'
import { createFakeWorld } from '../../fakes/fake-world'
import { createPairingServer } from './pairing-server'

async function open(arrived: () => Promise<boolean> = async () => true) {
  const world = createFakeWorld()
  const server = createPairingServer(() => world.now())
  await server.fetch('/api/pairing', { method: 'POST' })
  const { env } = world.newProfile(server.fetch).openTab()
  const heard: JoinState[] = []
  const start = (code = 'abcd0001') => join({ env, arrived, heard: (state) => heard.push(state) }, code)
  return { world, server, heard, start, last: () => heard.at(-1) }
}

it('it waits until the first device has said yes, and then shows whose dashboard it is', async () => {
  let shown = 0
  const { world, server, heard, start } = await open(async () => {
    shown += 1
    return true
  })
  start()
  await world.advance(10_000)
  expect(heard.at(-1)).toEqual({ kind: 'waiting', silent: false })
  expect(shown).toBe(0)
  server.decide(true)
  await world.advance(2_000)
  expect(heard).toEqual([
    { kind: 'sending', silent: false },
    { kind: 'waiting', silent: false },
    { kind: 'joined', email: 'ada@example.org' },
  ])
  expect(shown).toBe(1)
})

it('lost answers change nothing: the same claim is sent again, with the same secret', async () => {
  const { world, server, start, last } = await open()
  server.lose('answer', 'call')
  start()
  await world.settle()
  expect(last()).toEqual({ kind: 'sending', silent: true })
  await world.advance(6_000)
  expect(last()).toEqual({ kind: 'waiting', silent: false })
  server.lose('answer')
  server.decide(true)
  await world.advance(2_000)
  expect(last()).toEqual({ kind: 'waiting', silent: true })
  await world.advance(3_000)
  expect(last()).toMatchObject({ kind: 'joined' })
  expect(server.secrets.size).toBe(1)
  for (const secret of server.secrets) expect(secret.length).toBeGreaterThanOrEqual(32)
})

it('it has joined only once the dashboard can be shown [D10]', async () => {
  const answers = [false, false, true]
  const { world, server, start, last } = await open(async () => answers.shift() ?? true)
  server.claim(null)
  server.decide(true)
  start()
  await world.settle()
  expect(last()).toMatchObject({ silent: true })
  await world.advance(6_000)
  expect(last()).toMatchObject({ kind: 'joined' })
})

it.each(['code-unknown', 'code-expired', 'code-used', 'pairing-refused', 'too-many-requests'] as const)(
  'it hears why it may not: %s',
  async (name) => {
    const { world, server, start, last } = await open()
    server.refuse('/api/pairing/claim', name)
    start()
    await world.advance(60_000)
    expect(last()).toEqual({ kind: 'failed', why: name })
    expect(server.calls.filter((call) => call.endsWith('/claim'))).toHaveLength(1)
  },
)

it('[D5] a portal’s page is no answer', async () => {
  const world = createFakeWorld()
  const { env } = world.newProfile(async () => new Response('<h1>Welcome</h1>')).openTab()
  const heard: JoinState[] = []
  join({ env, arrived: async () => true, heard: (state) => heard.push(state) }, 'abcd0001')
  await world.advance(10_000)
  expect(heard.at(-1)).toEqual({ kind: 'sending', silent: true })
})

it('who gives up is asked nothing more, and joins nothing', async () => {
  const { world, server, heard, start } = await open()
  const stop = start()
  await world.settle()
  stop()
  server.decide(true)
  const count = server.calls.length
  await world.advance(60_000)
  expect(server.calls).toHaveLength(count)
  expect(heard.at(-1)).toMatchObject({ kind: 'waiting' })
})
