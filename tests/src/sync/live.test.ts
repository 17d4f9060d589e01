import { expect, it } from 'vitest'
import { createLive } from '../../../src/sync/live'
import { createFakeWorld } from '../../fakes/fake-world'

const EVENT = JSON.stringify({ revision: 12, tag: 'k3f9x2pq' })

/** A tab whose event streams the test plays. */
function listening() {
  const world = createFakeWorld()
  const tab = world.newProfile(async () => Response.error()).openTab()
  const streams: { path: string; say(): void; refuse(): void; open: boolean }[] = []
  const heard: number[] = []
  let visible = true
  const env: typeof tab.env = {
    ...tab.env,
    isVisible: () => visible,
    openEvents(path, onRevision, closed) {
      const stream = { path, say: () => onRevision(EVENT), refuse: closed, open: true }
      streams.push(stream)
      return {
        close() {
          stream.open = false
        },
      }
    },
  }
  const refusals = { count: 0 }
  createLive(
    env,
    () => 'ada',
    ({ revision }) => heard.push(revision),
    () => refusals.count++,
  ).start()
  const hide = () => {
    visible = false
    tab.fire('hidden')
  }
  return { world, heard, streams, hide, refusals, open: () => streams.filter((stream) => stream.open).length }
}

it('[D14] a stream that says nothing for 50 s is dead, and another one is opened; one that says something stays', async () => {
  const { world, streams, heard, open } = listening()
  await world.settle()
  for (let i = 0; i < 10; i++) {
    await world.advance(20_000)
    streams[0]?.say()
  }
  expect([streams.length, heard.length]).toEqual([1, 10])
  await world.advance(49_000)
  expect(streams).toHaveLength(1)
  await world.advance(1_000)
  expect([streams.length, open()]).toEqual([2, 1])
})

it('[D14] a hidden page has no stream, and none is opened for it', async () => {
  const { world, streams, hide, open } = listening()
  await world.settle()
  hide()
  await world.advance(600_000)
  expect([streams.length, open()]).toEqual([1, 0])
})

it('[D13] a stream that is refused is said to be, because the session may be gone, and is opened again after 2 s, then twice as long each time, a minute at most', async () => {
  const { world, streams, open, refusals } = listening()
  await world.settle()
  for (const ms of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    const before = streams.length
    streams.at(-1)?.refuse()
    await world.advance(ms - 1)
    expect([streams.length, open()]).toEqual([before, 0])
    await world.advance(1)
    expect([streams.length, open()]).toEqual([before + 1, 1])
  }
  expect(refusals.count).toBe(7)
})

it('[D13] a stream is asked for of the account shown, whoever is signed in', async () => {
  const { world, streams } = listening()
  await world.settle()
  expect(streams.map(({ path }) => path)).toEqual(['/api/events?account=ada'])
})
