import { expect, it } from 'vitest'
import type { Learned, WorkerCommand } from '../../../core/wire/worker-message'
import type { Device } from '../../../src/store/device-contract'
import type { LayoutStore } from '../../../src/store/layout-store'
import { createLearnedNews } from '../../../src/sync/learned'
import { saveAnswer } from '../../fakes/answers'
import { createFakeWorld } from '../../fakes/fake-world'

const DEVICE = '00000000-0000-4000-8000-00000000dead'

/** What a worker learned while no page was open: ada's save has become revision 13. */
const SAVED: Learned = {
  id: 'what-arrived',
  account: 'ada',
  asked: { base: 12, tag: 'one' },
  kind: 'acknowledged',
  answer: saveAnswer(DEVICE, { revision: 13, since: 12 }),
  sent: [],
}

/** A page at ada's revision 12. */
function listening({ ready = Promise.resolve(), shown = 'ada' }: { ready?: Promise<void>; shown?: string } = {}) {
  const world = createFakeWorld()
  const done = { takenOver: [] as number[], pulls: 0, pulled: 0, said: [] as WorkerCommand[] }
  const device = {
    account: () => ({ id: shown, email: null }),
    takeOver: async ({ revision }: { revision: number }) => {
      done.takenOver.push(revision)
      return 'taken'
    },
  } as unknown as Device
  const news = createLearnedNews({
    env: world.newProfile(async () => Response.error()).openTab().env,
    device,
    layout: {} as LayoutStore,
    link: { controlled: () => true, send: (command) => void done.said.push(command), ask: async () => null },
    ready: () => ready,
    heard: () => {},
    send: async () => {},
    pull: async () => {
      done.pulls += 1
    },
    pulled: () => {
      done.pulled += 1
    },
  })
  return { world, news, done }
}

it('[D4] what the worker learned is taken over, and then the worker may forget it', async () => {
  const { world, news, done } = listening()
  news.take(SAVED)
  await world.settle()
  expect(done.takenOver).toEqual([13])
  expect(done.said).toEqual([{ type: 'taken', id: 'what-arrived' }])
  // It may be hours old: what a pull was planned for is still to come.
  expect(done.pulled).toBe(0)
})

it('[S3] a page that has not looked yet which device it is takes nothing over, and has nothing forgotten', async () => {
  let look = () => {}
  const { world, news, done } = listening({ ready: new Promise((resolve) => (look = resolve)) })
  news.take(SAVED)
  await world.advance(5_000)
  expect(done).toEqual({ takenOver: [], pulls: 0, pulled: 0, said: [] })
  look()
  await world.settle()
  expect(done.takenOver).toEqual([13])
})

it('[D13] what it learned for an account that is not shown is not taken over', async () => {
  const { world, news, done } = listening({ shown: 'bob' })
  news.take(SAVED)
  await world.settle()
  expect(done.takenOver).toEqual([])
})

it('[S14] a history that the server does not know any more is looked at by a pull', async () => {
  const { world, news, done } = listening()
  const problem = { type: 'about:blank', title: 'Unknown base', status: 409 }
  news.take({ ...SAVED, kind: 'base-unknown', problem } as Learned)
  await world.settle()
  expect(done.pulls).toBe(1)
})
