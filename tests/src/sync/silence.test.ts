import { expect, it } from 'vitest'
import type { SaveBody } from '../../../core/wire/save'
import { createHoldfast } from '../../../src/holdfast'
import { SILENT_AFTER_MS } from '../../../src/sync/silence'
import { createWorkerLink, type WorkerLink } from '../../../src/sync/worker-link'
import { syncWords } from '../../../src/ui/sync-words'
import { saveAnswer } from '../../fakes/answers'
import { createFakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

/** A page of ada@example.com, without a worker unless `over` says so, whose server hangs when the test says so. */
async function page(over: Partial<WorkerLink> = {}) {
  const world = createFakeWorld()
  const clock = world.newProfile(async () => Response.error()).openTab().env
  const played = {
    after: clock.after,
    hangs: false,
    slowMs: 0,
    posts: [] as number[],
    /** Whether this save is answered, at once; null: as all else is. */
    answers: null as ((nth: number) => boolean) | null,
  }
  const tab = world
    .newProfile(async (path, init) => {
      if (init?.method === 'POST') played.posts.push(world.now())
      if (init?.method === 'POST' && played.answers?.(played.posts.length) === true) {
        const { device, streams } = JSON.parse(String(init.body)) as SaveBody
        const lastN = Object.fromEntries(streams.map(({ writer, edits }) => [writer, edits.at(-1)?.n ?? 0]))
        return Response.json(saveAnswer(device, { revision: 1, tag: 'one', since: 0, lastN }))
      }
      if (played.hangs || (init?.method === 'POST' && played.answers !== null)) {
        return new Promise<Response>((_, fail) => init?.signal?.addEventListener('abort', () => fail(new Error('end'))))
      }
      if (init?.method === 'POST' && played.slowMs > 0) {
        await new Promise<void>((done, fail) => {
          played.after(played.slowMs, done)
          init.signal?.addEventListener('abort', () => fail(new Error('end')))
        })
      }
      if (path === '/api/account') return Response.json({ id: 'ada', email: 'ada@example.com' })
      if (path === '/readyz') return Response.json({ status: 'ready' })
      return new Response('', { status: 502 })
    })
    .openTab()
  const { env } = tab
  const link = { ...createWorkerLink({ env, port: null, busy: () => false }), ...over }
  const holdfast = createHoldfast(env, link, { version: 'test', db: createMemoryDeviceDb() })
  const started = holdfast.start()
  await world.advance(2_000)
  await started
  const words = () => syncWords(holdfast.console.sync.getState())
  return { world, tab, holdfast, played, words }
}

it('[D10] a try without an answer for 4 s is said to be that, and Retry makes another', async () => {
  const { world, holdfast, played, words } = await page()
  played.hangs = true
  holdfast.console.actions.addWidget('note')
  await world.advance(SILENT_AFTER_MS - 500)
  expect(words()).toMatchObject({ label: 'Saving…', offers: [] })
  await world.advance(1_000)
  expect(words()).toMatchObject({ label: 'Saved on this device · no answer yet', offers: ['retry'] })
  expect(played.posts).toHaveLength(1)
  void holdfast.console.manager.syncNow()
  await world.advance(100)
  expect(played.posts).toHaveLength(2)
  expect(words().label).toBe('Saving…')
})

it('[D5][D6] without a worker, too, a server that hung gets what is owed within 5 s of its return', async () => {
  const { world, holdfast, played } = await page()
  played.hangs = true
  holdfast.console.actions.addWidget('note')
  await world.advance(20_000)
  played.hangs = false
  const back = world.now()
  await world.advance(5_000)
  expect(played.posts.find((at) => at > back)).toBeDefined()
})

it('[D5] a slow server is not asked again and again: one try that takes 7 s is one try', async () => {
  const { world, holdfast, played } = await page()
  played.slowMs = 7_000
  holdfast.console.actions.addWidget('note')
  await world.advance(7_500)
  expect(played.posts).toHaveLength(1)
})

it('[D5] a try on a dead connection, with a server that is there, is made again after 10 s', async () => {
  const { world, holdfast, played } = await page()
  played.slowMs = 3_600_000
  holdfast.console.actions.addWidget('note')
  await world.advance(15_000)
  expect(played.posts.length).toBeGreaterThan(1)
  await world.advance(60_000)
  expect(played.posts.length).toBeLessThan(6)
})

it.each([
  ['[D5][D6] what was sent without a worker', { over: {}, waitsMs: 1_000, thenMs: 5_000 }],
  // Later than the worker would answer what it took.
  ['[D4][D5] what no queue took', { over: { controlled: () => true }, waitsMs: 13_000, thenMs: 3_000 }],
])('%s a moment before the network changed gives way to another try', async (_what, { over, waitsMs, thenMs }) => {
  const { world, tab, holdfast, played } = await page(over)
  played.hangs = true
  holdfast.console.actions.addWidget('note')
  await world.advance(1_000)
  tab.fire('online')
  await world.advance(waitsMs)
  expect(played.posts).toHaveLength(1)
  await world.advance(thenMs)
  expect(played.posts).toHaveLength(2)
})

it('[D5][D6] of a page that was left and sends twice, both give way', async () => {
  const { world, tab, holdfast, played } = await page()
  played.slowMs = 3_600_000
  holdfast.console.actions.addWidget('note')
  await world.advance(500)
  tab.fire('hidden')
  tab.fire('visible')
  await world.advance(100)
  expect(played.posts).toHaveLength(2)
  await world.advance(17_000)
  expect(played.posts.length).toBeGreaterThan(2)
})

it('[D10][D6] of a page that was left and sends twice, neither is waited for once all has arrived by the other', async () => {
  const { world, tab, holdfast, played, words } = await page()
  played.answers = (nth) => nth > 1
  holdfast.console.actions.addWidget('note')
  await world.advance(500)
  tab.fire('hidden')
  tab.fire('visible')
  await world.advance(1_000)
  expect(played.posts).toHaveLength(2)
  expect(words().label).toMatch(/^Saved/)
  expect(words().label).not.toContain('no answer')
})
