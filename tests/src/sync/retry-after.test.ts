import { expect, it } from 'vitest'
import { PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX, PROBLEMS } from '../../../core/wire/problem'
import { createHoldfast } from '../../../src/holdfast'
import { createWorkerLink } from '../../../src/sync/worker-link'
import { createFakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

it('[D5] without a worker, too, nothing overrules the server’s Retry-After', async () => {
  const world = createFakeWorld()
  const posts: number[] = []
  const { status, title } = PROBLEMS['too-many-requests']
  const busy = JSON.stringify({ type: `${PROBLEM_PREFIX}too-many-requests`, title, status })
  const { env, fire } = world
    .newProfile(async (path, init) => {
      if (path === '/api/account') return Response.json({ id: 'ada', email: 'ada@example.com' })
      if (init?.method !== 'POST') return new Response('', { status: 502 })
      posts.push(world.now())
      return new Response(busy, { status, headers: { 'content-type': PROBLEM_CONTENT_TYPE, 'retry-after': '60' } })
    })
    .openTab()
  const holdfast = createHoldfast(env, createWorkerLink({ env, port: null, busy: () => false }), {
    version: 'test',
    db: createMemoryDeviceDb(),
  })
  const started = holdfast.start()
  await world.advance(100)
  await started
  holdfast.console.actions.addWidget('note')
  await world.advance(100)
  expect(posts).toHaveLength(1)
  for (const event of ['online', 'visible', 'hidden'] as const) fire(event)
  holdfast.console.actions.addWidget('note')
  await holdfast.console.manager.syncNow('ada')
  await world.advance(59_000)
  expect(posts).toHaveLength(1)
  await world.advance(20_000)
  expect(posts).toHaveLength(2)
})
