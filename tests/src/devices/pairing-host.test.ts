/** The first device's side of a pairing, on a clock that the test moves, with calls and answers that are lost. */
import { expect, it } from 'vitest'
import { createPairingHost, type HostState } from '../../../src/devices/pairing-host'
import { createFakeWorld } from '../../fakes/fake-world'
import { createPairingServer } from './pairing-server'

/** The server's clock is an hour ahead of the device's. */
const HOUR_MS = 3_600_000

function open(before: (server: ReturnType<typeof createPairingServer>) => void = () => {}) {
  const world = createFakeWorld()
  const server = createPairingServer(() => world.now() + HOUR_MS)
  before(server)
  const tab = world.newProfile(server.fetch).openTab()
  const heard: HostState[] = []
  const host = createPairingHost(
    tab.env,
    async () => true,
    (state) => heard.push(state),
  )
  return { world, server, host, heard, tab, last: () => heard.at(-1) }
}

it('a code is shown with the time it has by this device’s clock, then who wants to join, then that it has joined', async () => {
  const { world, server, host, heard, last } = open()
  host.begin()
  await world.settle()
  expect(last()).toEqual({ kind: 'open', code: 'ABCD-0001', endsAt: world.now() + 480_000, silent: false })
  server.claim('Pixel 9')
  await world.advance(2_000)
  expect(last()).toMatchObject({ kind: 'asking', deviceName: 'Pixel 9' })
  host.decide(true)
  await world.settle()
  expect(last()).toMatchObject({ kind: 'admitted', deviceName: 'Pixel 9' })
  server.collect()
  await world.advance(2_000)
  expect(heard.map(({ kind }) => kind)).toEqual(['making', 'open', 'asking', 'deciding', 'admitted', 'joined'])
  const count = server.calls.length
  await world.advance(60_000)
  expect(server.calls).toHaveLength(count)
})

it('whatever is lost on the way is asked for again, and said meanwhile', async () => {
  const { world, server, host, last } = open()
  await world.settle()
  server.lose('call', 'answer')
  host.begin()
  await world.settle()
  expect(last()).toEqual({ kind: 'making', silent: true })
  await world.advance(6_000)
  // The one whose answer was lost was seen by nobody; the newest works.
  expect(server.made()).toBe(2)
  expect(last()).toMatchObject({ kind: 'open', code: 'ABCD-0002', silent: false })
  server.claim(null)
  server.lose('call')
  await world.advance(2_000)
  expect(last()).toMatchObject({ kind: 'open', silent: true })
  await world.advance(3_000)
  expect(last()).toMatchObject({ kind: 'asking', deviceName: null, silent: false })
  server.lose('answer')
  host.decide(true)
  await world.settle()
  expect(last()).toEqual({ kind: 'deciding', deviceName: null, admit: true, silent: true })
  await world.advance(3_000)
  expect(last()).toMatchObject({ kind: 'admitted' })
})

it('a refused device stays out', async () => {
  const { world, server, host, last } = open()
  host.begin()
  await world.settle()
  server.claim('Somebody’s')
  await world.advance(2_000)
  host.decide(false)
  await world.settle()
  expect(last()).toEqual({ kind: 'refused', deviceName: 'Somebody’s' })
})

it('a code whose time is over is said to be', async () => {
  const { world, host, last } = open()
  host.begin()
  await world.advance(482_000)
  expect(last()).toEqual({ kind: 'over' })
})

it('a page that was reloaded asks again about who waits, and shows no code that it does not know', async () => {
  const waiting = open((server) => {
    void server.fetch('/api/pairing', { method: 'POST' })
    server.claim('Pixel 9')
  })
  await waiting.world.settle()
  expect(waiting.last()).toMatchObject({ kind: 'asking', deviceName: 'Pixel 9' })

  const unknown = open((server) => void server.fetch('/api/pairing', { method: 'POST' }))
  await unknown.world.advance(60_000)
  expect(unknown.heard).toEqual([])
})

it('a code that was withdrawn works no more', async () => {
  const { world, server, host, last } = open()
  host.begin()
  await world.settle()
  host.withdraw()
  await world.settle()
  expect(last()).toEqual({ kind: 'none', why: null })
  expect(server.calls.at(-1)).toBe('POST /api/pairing/decision')
})

it('a person is told why there is no code', async () => {
  const { world, server, host, last } = open()
  await world.settle()
  server.refuse('/api/pairing', 'too-many-requests')
  host.begin()
  await world.settle()
  expect(last()).toEqual({ kind: 'none', why: 'too-many-requests' })
})

it('a page that was frozen looks again at once when it is seen', async () => {
  const { world, server, host, tab, last } = open()
  host.begin()
  await world.settle()
  server.claim('Pixel 9')
  tab.fire('visible')
  await world.settle()
  expect(last()).toMatchObject({ kind: 'asking' })
})
