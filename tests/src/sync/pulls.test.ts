import { expect, it } from 'vitest'
import type { Device } from '../../../src/store/device-contract'
import { createPulls } from '../../../src/sync/pulls'
import { problemAnswer } from '../../fakes/answers'
import { createFakeWorld } from '../../fakes/fake-world'

const TAG = 'k3f9x2pq'

/** A device at revision 12, whose server the test plays. */
function pulling() {
  const world = createFakeWorld()
  const at: number[] = []
  const played = {
    revision: 12,
    visible: true,
    ready: Promise.resolve(),
    sending: false,
    answer: CAME as (init?: RequestInit) => Promise<Response>,
  }
  const start = world.now()
  const tab = world
    .newProfile(async (_, init) => {
      at.push((world.now() - start) / 1000)
      return played.answer(init)
    })
    .openTab()
  const { env } = tab
  const device = {
    id: () => '00000000-0000-4000-8000-00000000dead',
    account: () => ({ id: 'ada', email: null }),
    owed: () => [],
    replica: () => ({ revision: played.revision, tag: TAG, widgets: {} }),
    settledN: () => 0,
    takeOver: async (answer: { revision: number }) => {
      played.revision = answer.revision
      return 'taken'
    },
  } as unknown as Device
  const pulls = createPulls({
    env: { ...env, isVisible: () => played.visible },
    device,
    ready: () => played.ready,
    isSending: () => played.sending,
    ended: async () => 'done',
    idle: () => {},
  })
  return { world, tab, at, played, pulls, hint: (revision: number) => pulls.hint({ revision, tag: TAG }) }
}

const body = { revision: 13, tag: TAG, since: 12, full: false, widgets: [], conflicts: [], lastN: {}, serverTime: 1 }
async function CAME(): Promise<Response> {
  return Response.json(body)
}
async function RESET(): Promise<Response> {
  throw new TypeError('connection reset')
}
const HANGS = (init?: RequestInit) =>
  new Promise<Response>((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('given up'))))
async function BUSY(): Promise<Response> {
  return problemAnswer('too-many-requests', { 'retry-after': '30' })
}

it('a pull in vain is made again after 1 s, 2 s, 4 s and so on, until it comes', async () => {
  const { world, at, played, hint } = pulling()
  played.answer = RESET
  hint(13)
  await world.advance(10_000)
  expect(at).toEqual([0, 1, 3, 7])
  played.answer = CAME
  await world.advance(600_000)
  expect(at).toEqual([0, 1, 3, 7, 15])
  expect(played.revision).toBe(13)
})

it('none is made again where a save brought all there is', async () => {
  const { world, at, played, pulls, hint } = pulling()
  played.answer = RESET
  hint(13)
  await world.advance(2_000)
  expect(at).toEqual([0, 1])
  pulls.came()
  await world.advance(600_000)
  expect(at).toEqual([0, 1])
})

it('[S3] a page that has not looked yet which device it is pulls when it has', async () => {
  const { world, at, played, hint } = pulling()
  let look = () => {}
  played.ready = new Promise((done) => {
    look = done
  })
  played.answer = CAME
  hint(13)
  await world.advance(2_000)
  expect(at).toEqual([])
  look()
  await world.settle()
  expect(at).toEqual([2])
  expect(played.revision).toBe(13)
})

it('a pull that nobody answers is given up after 15 s, and made again', async () => {
  const { world, at, played, hint } = pulling()
  played.answer = HANGS
  hint(13)
  await world.advance(14_900)
  expect(at).toEqual([0])
  played.answer = CAME
  await world.advance(1_100)
  expect(at).toEqual([0, 16])
  expect(played.revision).toBe(13)
})

it('a large answer on a slow line has a minute to come', async () => {
  const { world, played, hint } = pulling()
  let end = () => {}
  played.answer = async (init) => {
    const bytes = new ReadableStream<Uint8Array>({
      start(controller) {
        init?.signal?.addEventListener('abort', () => controller.error(new Error('given up')))
        end = () => {
          controller.enqueue(new TextEncoder().encode(JSON.stringify(body)))
          controller.close()
        }
      },
    })
    return new Response(bytes)
  }
  hint(13)
  await world.advance(50_000)
  end()
  await world.settle()
  expect(played.revision).toBe(13)
})

it('of a page that nobody looks at none is made again, until somebody does', async () => {
  const { world, tab, at, played, hint } = pulling()
  played.answer = RESET
  hint(13)
  await world.settle()
  played.visible = false
  await world.advance(600_000)
  expect(at).toEqual([0])
  played.answer = CAME
  played.visible = true
  tab.fire('visible')
  await world.settle()
  expect(played.revision).toBe(13)
  tab.fire('visible')
  await world.settle()
  expect(at).toEqual([0, 600])
})

it('[D5] waits as long as the server asked, whatever it says of revisions meanwhile', async () => {
  const { world, at, played, hint } = pulling()
  played.answer = BUSY
  hint(13)
  await world.advance(20_000)
  hint(13)
  await world.advance(9_000)
  expect(at).toEqual([0])
  played.answer = CAME
  await world.advance(10_000)
  expect(at).toEqual([0, 30])
})

it('one at a time: what is named during a pull or a save is pulled after it, if it is not held by then', async () => {
  const { world, at, played, pulls, hint } = pulling()
  let release = () => {}
  played.answer = () =>
    new Promise((resolve) => {
      release = () => resolve(Response.json(body))
    })
  hint(13)
  await world.settle()
  hint(13)
  await world.settle()
  expect(at).toHaveLength(1)
  release()
  await world.settle()
  expect(at).toHaveLength(1)

  played.answer = CAME
  played.sending = true
  hint(14)
  hint(15)
  await world.settle()
  expect(at).toHaveLength(1)
  played.sending = false
  played.revision = 16
  pulls.sent()
  await world.settle()
  expect(at).toHaveLength(1)
})
