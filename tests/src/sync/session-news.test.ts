import { expect, it } from 'vitest'
import { createHoldfast } from '../../../src/holdfast'
import { createWorkerLink } from '../../../src/sync/worker-link'
import { problemAnswer, pullAnswer } from '../../fakes/answers'
import { createFakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

/** Two tabs of ada@example.com, and a server that may have forgotten who she is. */
async function twoTabs() {
  const world = createFakeWorld()
  let hasSession = true
  let pulls = 0
  const profile = world.newProfile(async (path) => {
    if (path === '/api/account')
      return Response.json(hasSession ? { id: 'ada', email: 'ada@example.com' } : { id: null, email: null })
    if (path === '/api/auth/sign-in/email') {
      hasSession = true
      return Response.json({ user: { id: 'ada' } })
    }
    pulls += 1
    if (!hasSession) return problemAnswer('unauthenticated')
    return Response.json(pullAnswer({ since: path.includes('since=1') ? 1 : 0 }))
  })
  const db = createMemoryDeviceDb()
  const open = () => {
    const tab = profile.openTab()
    const env = { ...tab.env, openEvents: () => ({ close() {} }) }
    const holdfast = createHoldfast(env, createWorkerLink({ env, port: null, busy: () => false }), {
      version: 'test',
      db,
    })
    void holdfast.start()
    return { tab, holdfast, hold: () => holdfast.console.sync.getState().hold }
  }
  const tabs = [open(), open()] as const
  await world.advance(2_000)
  return {
    world,
    tabs,
    endSession: () => {
      hasSession = false
    },
    pulls: () => pulls,
  }
}

it('[D10] a tab that finds the session ended tells the others, which ask to sign in, too', async () => {
  const { world, tabs, endSession, pulls } = await twoTabs()
  const [a, b] = tabs
  expect([a.hold(), b.hold()]).toEqual([null, null])
  endSession()
  const before = pulls()
  a.tab.fire('visible')
  await world.advance(1_000)
  expect([a.hold(), b.hold()]).toEqual(['sign-in', 'sign-in'])
  // Each has looked once, and nobody goes on asking.
  expect(pulls() - before).toBe(2)
})

it('[D10] who signs in again in one tab is not asked to in another', async () => {
  const { world, tabs, endSession } = await twoTabs()
  const [a, b] = tabs
  endSession()
  a.tab.fire('visible')
  await world.advance(1_000)
  expect(await b.holdfast.services.account.signIn('ada@example.com', 'secret')).toBeNull()
  await world.advance(1_000)
  expect([a.hold(), b.hold()]).toEqual([null, null])
  expect(a.holdfast.console.sync.getState().syncStatus).toBe('success')
  // And the next time it ends they tell each other again.
  endSession()
  a.tab.fire('visible')
  await world.advance(1_000)
  expect([a.hold(), b.hold()]).toEqual(['sign-in', 'sign-in'])
})
