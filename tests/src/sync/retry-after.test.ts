import { expect, it } from 'vitest'
import type { SaveBody } from '../../../core/wire/save'
import { createHoldfast } from '../../../src/holdfast'
import { createWorkerLink } from '../../../src/sync/worker-link'
import { problemAnswer, saveAnswer } from '../../fakes/answers'
import { createFakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

/** A page of ada@example.com without a worker, started; each save waits in `posts` for its answer. */
async function pageThatSaves() {
  const world = createFakeWorld()
  const posts: { body: SaveBody; answer(response: Response): void }[] = []
  const { env, fire } = world
    .newProfile(async (path, init) => {
      if (path === '/api/account') return Response.json({ id: 'ada', email: 'ada@example.com' })
      if (init?.method !== 'POST') return new Response('', { status: 502 })
      const body = JSON.parse(String(init.body)) as SaveBody
      return new Promise((answer) => posts.push({ body, answer }))
    })
    .openTab()
  const holdfast = createHoldfast(env, createWorkerLink({ env, port: null, busy: () => false }), {
    version: 'test',
    db: createMemoryDeviceDb(),
  })
  const started = holdfast.start()
  await world.advance(100)
  await started
  return { world, fire, posts, console: holdfast.console }
}

it('[D5] without a worker, too, nothing overrules the server’s Retry-After', async () => {
  const { world, fire, posts, console } = await pageThatSaves()
  console.actions.addWidget('note')
  await world.advance(100)
  posts[0]?.answer(problemAnswer('too-many-requests', { 'retry-after': '60' }))
  await world.advance(100)
  const { syncStatus, nextTryAt, notBefore } = console.sync.getState()
  expect(syncStatus).toBe('error')
  expect(Math.round(((notBefore ?? 0) - world.now()) / 1_000)).toBe(60)
  expect(nextTryAt).toBeGreaterThanOrEqual(notBefore ?? 0)
  for (const event of ['online', 'visible', 'hidden'] as const) fire(event)
  console.actions.addWidget('note')
  await console.manager.syncNow('ada')
  await world.advance(59_000)
  expect(posts).toHaveLength(1)
  await world.advance(20_000)
  expect(posts).toHaveLength(2)
})

it('[D5] the server’s Retry-After outlasts a refusal of another save that was under way', async () => {
  const { world, fire, posts, console } = await pageThatSaves()
  console.actions.addWidget('note')
  await world.advance(100)
  // A page that is left does not wait for the save that is under way.
  fire('hidden')
  await world.advance(100)
  expect(posts).toHaveLength(2)
  posts[0]?.answer(problemAnswer('unavailable', { 'retry-after': '60' }))
  await world.advance(100)
  const [{ writer, edits } = { writer: '', edits: [] }] = posts[1]?.body.streams ?? []
  const errors = [{ path: 'streams.0.edits.1', message: 'is too large', writer, n: edits[1]?.n }]
  posts[1]?.answer(problemAnswer('limit-broken', {}, { errors }))
  await world.advance(59_000)
  expect(console.sync.getState().setAside).toHaveLength(1)
  expect(posts).toHaveLength(2)
  await world.advance(20_000)
  expect(posts).toHaveLength(3)
})

it('[D3] what was put off is sent when another save has arrived meanwhile', async () => {
  const { world, fire, posts, console } = await pageThatSaves()
  const id = console.actions.addWidget('note')
  await world.advance(100)
  fire('hidden')
  await world.advance(100)
  posts[0]?.answer(problemAnswer('unavailable', { 'retry-after': '60' }))
  await world.advance(100)
  console.actions.editWidget(id, { title: 'late' })
  await world.advance(100)
  expect(posts).toHaveLength(2)
  const [{ writer, edits } = { writer: '', edits: [] }] = posts[1]?.body.streams ?? []
  const answer = saveAnswer(posts[1]?.body.device ?? '', { lastN: { [writer]: edits.at(-1)?.n ?? 0 } })
  posts[1]?.answer(Response.json(answer))
  await world.advance(100)
  expect(posts).toHaveLength(3)
})
