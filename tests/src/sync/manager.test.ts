import { expect, it } from 'vitest'
import type { SaveBody } from '../../../core/wire/save'
import type { WorkerCommand, WorkerReport } from '../../../core/wire/worker-message'
import type { Env } from '../../../src/env'
import { createHoldfast } from '../../../src/holdfast'
import { createLocalCopy } from '../../../src/store/local-copy'
import { createWorkerLink, type WorkerLink } from '../../../src/sync/worker-link'
import { problemAnswer, pullAnswer, saveAnswer } from '../../fakes/answers'
import { createFakeWorld, type FakeFetch } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

const badGateway: FakeFetch = async () => new Response('', { status: 502 })

/** The account without an address. */
const GUEST = 'guest'

/** A page of ada@example.com, started. */
async function page(
  answer: FakeFetch,
  over: Partial<WorkerLink> = {},
  pull = badGateway,
  {
    openEvents = () => ({ close() {} }),
    who = () => 'ada',
  }: { openEvents?: Env['openEvents']; who?: () => string | null | undefined } = {},
) {
  const world = createFakeWorld()
  const profile = world.newProfile(async (path, init) => {
    if (path === '/api/account') {
      const id = who()
      if (id === undefined) return new Response('', { status: 503 })
      const hasAddress = id !== null && id !== GUEST
      return Response.json({ id, email: hasAddress ? `${id}@example.com` : null })
    }
    return init?.method === 'POST' ? answer(path, init) : pull(path, init)
  })
  const tab = profile.openTab()
  const env = { ...tab.env, openEvents }
  const link = { ...createWorkerLink({ env, port: null, busy: () => false }), ...over }
  const holdfast = createHoldfast(env, link, { version: 'test', db: createMemoryDeviceDb() })
  const started = holdfast.start()
  await world.advance(2_000)
  await started
  return { world, profile, tab, holdfast }
}

/** What a worker says to the page that listens. */
function reports() {
  let hear: (report: WorkerReport) => void = () => {}
  const onReport: WorkerLink['onReport'] = (fn) => {
    hear = fn
    return () => {}
  }
  return { onReport, tell: (report: WorkerReport) => hear(report) }
}

it('[D13] what the worker holds for another account makes this page do nothing', async () => {
  const sent: WorkerCommand[] = []
  const { tell, onReport } = reports()
  const { world } = await page(async () => new Response('', { status: 502 }), {
    send: (command) => void sent.push(command),
    onReport,
  })
  sent.length = 0
  const about = { state: 'failing', attempts: 9, lastError: 'x', lastErrorKind: 'network' } as const
  tell({ type: 'status', status: { ...about, account: 'bob', nextTryAt: world.now() - 1 } })
  await world.advance(60_000)
  expect(sent).toEqual([])
})

it('[D13] a page that begins says to the worker whom it shows, and whom it finds signed in', async () => {
  const sent: WorkerCommand[] = []
  await page(async () => new Response('', { status: 502 }), { send: (command) => void sent.push(command) })
  expect(sent.find(({ type }) => type === 'hello')).toEqual({ type: 'hello', account: 'local' })
  expect(sent).toContainEqual({ type: 'drain', reason: 'signed-in', account: 'ada' })
})

it('[D14] a page that finds out by its own Retry who has signed in listens from then on', async () => {
  let [signedIn, streams]: [string | null, number] = [null, 0]
  const { holdfast } = await page(badGateway, {}, badGateway, {
    who: () => signedIn,
    openEvents() {
      streams += 1
      return { close() {} }
    },
  })
  expect(streams).toBe(0)
  signedIn = 'ada'
  await holdfast.console.manager.syncNow('local')
  expect(streams).toBe(1)
})

it('[D10] says when the worker tries again, while what is owed waits for that', async () => {
  const { tell, onReport } = reports()
  const { world, holdfast } = await page(badGateway, { onReport }, badGateway)
  holdfast.console.actions.addWidget('note')
  await world.advance(10_000)
  const nextTryAt = world.now() + 40_000
  const about = { state: 'failing', attempts: 9, lastError: 'x', lastErrorKind: 'server', account: 'ada' } as const
  const state = () => holdfast.console.sync.getState()
  tell({ type: 'status', status: { ...about, nextTryAt, notBefore: nextTryAt - 1_000 } })
  expect(state()).toMatchObject({ syncStatus: 'error', notBefore: nextTryAt - 1_000, nextTryAt: expect.any(Number) })
  tell({ type: 'status', status: { ...about, state: 'held', why: 'forbidden', nextTryAt } })
  expect(state()).toMatchObject({ hold: 'forbidden', nextTryAt: null })
})

it('[D5] a worker that will not try yet is asked again after a second, not at once', async () => {
  const sent: WorkerCommand[] = []
  const { tell, onReport } = reports()
  const about = { state: 'waiting', attempts: 1, lastError: 'x', lastErrorKind: 'network', account: 'ada' } as const
  const due = { ...about, nextTryAt: 1 }
  const { world } = await page(async () => new Response('', { status: 502 }), {
    send(command) {
      sent.push(command)
      if (command.type === 'drain') tell({ type: 'status', status: due })
    },
    onReport,
  })
  sent.length = 0
  tell({ type: 'status', status: due })
  await world.advance(10_000)
  expect(sent.filter(({ type }) => type === 'drain').length).toBeLessThanOrEqual(10)
})

it('a session that is refused twice, though there is one, is tried again like any trouble of the server’s', async () => {
  let posts = 0
  const { world, holdfast } = await page(async () => {
    posts += 1
    return problemAnswer('unauthenticated')
  })
  holdfast.console.actions.addWidget('note')
  await world.advance(200)
  expect(posts).toBe(2)
  await world.advance(60_000)
  expect(posts).toBeGreaterThan(2)
  expect(posts).toBeLessThan(20)
  expect(holdfast.console.sync.getState()).toMatchObject({ isSyncing: false, syncStatus: 'error', hold: null })
})

it('[D5] what the worker was handed and holds no more is sent again, unless it was acknowledged', async () => {
  const { tell, onReport } = reports()
  let held: Awaited<ReturnType<WorkerLink['outbox']>> = []
  let posts = 0
  const { world, holdfast } = await page(
    async () => {
      posts += 1
      return Response.json({ status: 'queued' }, { status: 202 })
    },
    {
      outbox: async () => held,
      onReport,
    },
  )
  const empty = { state: 'empty', attempts: 0, nextTryAt: null, lastError: null, lastErrorKind: null } as const
  const saysEmpty = async (account: string | null) => {
    tell({ type: 'status', status: { ...empty, account } })
    await world.advance(10_000)
  }
  holdfast.console.actions.addWidget('note')
  await world.advance(200)
  expect(posts).toBe(1)
  await saysEmpty('bob')
  expect(posts).toBe(1)
  // Said of an older save, while the newer one was put in.
  held = [{ account: 'ada' } as (typeof held)[number]]
  await saysEmpty('ada')
  expect(posts).toBe(1)
  held = []
  await saysEmpty('ada')
  expect(posts).toBe(2)
})

it('[D5] a pull that comes has the worker send what was refused to nobody who was signed in', async () => {
  const sent: WorkerCommand[] = []
  const { tell, onReport } = reports()
  let isBack = false
  const { world } = await page(
    badGateway,
    {
      send: (command) => void sent.push(command),
      onReport,
    },
    async (path) => {
      if (!isBack) return problemAnswer('unauthenticated')
      const since = Number(new URL(path, 'https://holdfast.test').searchParams.get('since'))
      return Response.json(pullAnswer({ revision: 0, tag: null, since, full: true }))
    },
  )
  sent.length = 0
  const about = { attempts: 1, nextTryAt: null, lastError: 'x', lastErrorKind: 'server', account: 'ada' } as const
  tell({ type: 'status', status: { ...about, state: 'held', why: 'sign-in' } })
  await world.advance(2_000)
  const nudge = { type: 'drain', reason: 'signed-in', account: 'ada' }
  expect(sent).not.toContainEqual(nudge)
  isBack = true
  await world.advance(20_000)
  expect(sent).toContainEqual(nudge)
})

it('[D13] where the worker alone is refused as another account, the page looks whose session it is', async () => {
  const { tell, onReport } = reports()
  let who = 'ada'
  const { world, holdfast } = await page(badGateway, { onReport }, async () => problemAnswer('wrong-account'), {
    who: () => who,
  })
  who = 'bob'
  const about = { attempts: 1, nextTryAt: null, lastError: 'x', lastErrorKind: 'server', account: 'ada' } as const
  tell({ type: 'status', status: { ...about, state: 'held', why: 'forbidden' } })
  await world.advance(200)
  expect(holdfast.console.layout.getState().account).toBe('bob')
})

it('[D5] the page looks once where a pull works and the worker is refused all the same', async () => {
  const { tell, onReport } = reports()
  const about = { attempts: 1, nextTryAt: null, lastError: 'x', lastErrorKind: 'server', account: 'ada' } as const
  const refused = { type: 'status', status: { ...about, state: 'held', why: 'forbidden' } } as const
  let pulls = 0
  const answers: WorkerReport[] = []
  const { world } = await page(
    badGateway,
    {
      onReport,
      send: ({ type }) => {
        if (type === 'drain') answers.push(refused)
      },
    },
    async (path) => {
      pulls += 1
      return Response.json(pullAnswer({ since: path.includes('since=1') ? 1 : 0 }))
    },
  )
  pulls = 0
  answers.splice(0, Number.POSITIVE_INFINITY, refused)
  for (let round = 0; round < 5; round++) {
    answers.splice(0).forEach(tell)
    await world.settle()
  }
  expect(pulls).toBe(1)
})

it('[D10] a page that owes nothing does not say that all is well when its session has ended', async () => {
  let who: string | null = 'ada'
  const { world, tab, holdfast } = await page(
    badGateway,
    {},
    async (path) =>
      who === null
        ? problemAnswer('unauthenticated')
        : Response.json(pullAnswer({ since: path.includes('since=1') ? 1 : 0, full: !path.includes('since=1') })),
    { who: () => who },
  )
  const status = () => holdfast.console.sync.getState()
  expect(status()).toMatchObject({ syncStatus: 'success', hold: null, pendingChanges: 0 })
  who = null
  tab.fire('visible')
  await world.advance(1_000)
  expect(status()).toMatchObject({ syncStatus: 'error', hold: 'sign-in', pendingChanges: 0 })
  who = 'ada'
  tab.fire('visible')
  await world.advance(1_000)
  expect(status()).toMatchObject({ syncStatus: 'success', hold: null })
})

it('[D13] where nobody can say whose session there is, the page asks again until somebody can', async () => {
  let who: string | undefined = 'ada'
  const { world, tab, holdfast } = await page(badGateway, {}, async () => problemAnswer('wrong-account'), {
    who: () => who,
  })
  who = undefined
  tab.fire('visible')
  await world.advance(1_000)
  expect(holdfast.console.sync.getState().hold).toBeNull()
  who = 'bob'
  await world.advance(20_000)
  expect(holdfast.console.layout.getState().account).toBe('bob')
})

it('[D10] a guest, who has nothing to sign in with, is not asked to: it becomes the next one when a server makes one', async () => {
  let who: string | null = GUEST
  let makesGuests = false
  const { world, tab, holdfast } = await page(
    async (path) => {
      if (!path.includes('anonymous') || !makesGuests) return badGateway(path)
      who = 'next'
      return Response.json({ user: { id: who, email: null } })
    },
    {},
    async () => (who === GUEST ? Response.json(pullAnswer({ full: true })) : problemAnswer('unauthenticated')),
    { who: () => who },
  )
  who = null
  tab.fire('visible')
  await world.advance(1_000)
  expect(holdfast.console.sync.getState().hold).toBeNull()
  makesGuests = true
  await world.advance(20_000)
  expect(holdfast.console.layout.getState().account).toBe('next')
})

it('[D5] a revision that is named while a sign-in is waited for shows that somebody has signed in', async () => {
  const sent: WorkerCommand[] = []
  const { tell, onReport } = reports()
  let names: (event: string) => void = () => {}
  let isThere = true
  const { world } = await page(
    badGateway,
    {
      send: (command) => void sent.push(command),
      onReport,
    },
    async (path) => {
      if (!isThere) return badGateway(path)
      const since = path.includes('since=3') ? 3 : 0
      return Response.json(pullAnswer({ revision: 3, tag: 'three', since, full: since === 0 }))
    },
    {
      openEvents(_path, onRevision) {
        names = onRevision
        return { close() {} }
      },
    },
  )
  sent.length = 0
  isThere = false
  const about = { attempts: 1, nextTryAt: null, lastError: 'x', lastErrorKind: 'server', account: 'ada' } as const
  tell({ type: 'status', status: { ...about, state: 'held', why: 'sign-in' } })
  await world.advance(60_000)
  isThere = true
  const nudge = { type: 'drain', reason: 'signed-in', account: 'ada' }
  expect(sent).not.toContainEqual(nudge)
  // The one that is held: nothing to pull for by itself.
  names('{"revision":3,"tag":"three"}')
  await world.advance(200)
  expect(sent).toContainEqual(nudge)
})

it('[D13] the worker is told of an account that is found to be signed in, too', async () => {
  const sent: WorkerCommand[] = []
  let signedIn = 'ada'
  const { tab, world, holdfast } = await page(
    badGateway,
    { send: (command) => void sent.push(command) },
    async () => problemAnswer('wrong-account'),
    { who: () => signedIn },
  )
  sent.length = 0
  signedIn = 'bob'
  tab.fire('visible')
  await world.advance(200)
  expect(holdfast.console.layout.getState().account).toBe('bob')
  expect(sent).toContainEqual({ type: 'drain', reason: 'signed-in', account: 'bob' })
})

it('[D13] the worker is told in the moment in which another tab’s account is shown here', async () => {
  const sent: WorkerCommand[] = []
  const { profile, world, holdfast } = await page(badGateway, { send: (command) => void sent.push(command) })
  const said: unknown[] = []
  holdfast.console.layout.subscribe(({ account }, before) => {
    if (account !== before.account) said.push(...sent)
  })
  sent.length = 0
  const other = profile.openTab().env.channel
  other.post({ type: 'account', account: 'bob', email: 'bob@example.com', adopt: null, since: world.now() + 1 })
  await world.settle()
  expect(said).toContainEqual({ type: 'drain', reason: 'signed-in', account: 'bob' })
})

it('[D5] what this page could not send by itself is sent when an older save of the worker’s has arrived', async () => {
  const { tell, onReport } = reports()
  let posts = 0
  const { world, holdfast } = await page(
    async () => {
      posts += 1
      return problemAnswer('too-many-requests', { 'retry-after': '60' })
    },
    {
      onReport,
    },
  )
  holdfast.console.actions.addWidget('note')
  await world.advance(200)
  expect(posts).toBe(1)
  const answer = saveAnswer('00000000-0000-4000-8000-000000000009')
  const asked = { base: 0, tag: null }
  tell({ type: 'learned', learned: { id: 'x', account: 'ada', asked, kind: 'acknowledged', answer, sent: [] } })
  await world.advance(200)
  expect(posts).toBe(2)
})

it('[D7] what another tab has taken over and no storage has is pulled', async () => {
  let pulls = 0
  const { world, profile } = await page(badGateway, {}, async (path) => {
    if (!path.startsWith('/api/layout')) return new Response('', { status: 502 })
    pulls += 1
    return Response.json(pullAnswer({ revision: 0, tag: null, full: true }))
  })
  pulls = 0
  const other = profile.openTab().env.channel
  other.post({ type: 'taken-over', account: 'ada', revision: 9, tag: 'nine', lastN: {} })
  await world.advance(1_000)
  expect(pulls).toBeGreaterThan(0)
})

it('[D13] where another tab changes the account, this one listens for the new one', async () => {
  let opened = 0
  const openEvents = () => {
    opened += 1
    return { close() {} }
  }
  const { world, profile, holdfast } = await page(badGateway, {}, badGateway, { openEvents })
  const before = opened
  const other = profile.openTab().env.channel
  other.post({ type: 'account', account: 'bob', email: 'bob@example.com', adopt: null, since: world.now() + 1 })
  await world.advance(1_000)
  expect(holdfast.console.layout.getState().account).toBe('bob')
  expect(opened).toBeGreaterThan(before)
})

it('[D7] what a tab told before it ended is kept by one whose own sending is put off', async () => {
  const GONE = '22222222-2222-4222-8222-222222222222'
  const NOTE = '11111111-1111-4111-8111-111111111111'
  const { world, profile, holdfast } = await page(async () => problemAnswer('unavailable', { 'retry-after': '600' }))
  holdfast.console.actions.addWidget('note')
  await world.advance(1_000)
  const ends = profile.openTab()
  const edit = { widget: NOTE, field: 'type', value: 'note', n: 1, base: 0, at: 1, trigger: 'add' as const }
  ends.env.channel.post({ type: 'owed', account: 'ada', writer: GONE, edits: [edit], settledN: 0 })
  ends.close()
  await world.advance(7_000)
  expect(createLocalCopy(profile.openTab().env.storage).owed('ada').get(GONE)).toEqual([edit])
})

it('a pull that was planned because one was in vain is not made after a save, which brings all there is', async () => {
  let pulls = 0
  const saves: FakeFetch = async (_path, init) => {
    const { device, streams } = JSON.parse(String(init?.body)) as SaveBody
    const lastN = Object.fromEntries(streams.map(({ writer, edits }) => [writer, edits.at(-1)?.n ?? 0]))
    return Response.json(saveAnswer(device, { revision: 1, tag: 'one', since: 0, lastN }))
  }
  const { world, holdfast } = await page(saves, {}, async (path) => {
    if (path.startsWith('/api/layout')) pulls += 1
    return badGateway(path)
  })
  expect(pulls).toBeGreaterThan(0)
  holdfast.console.actions.addWidget('note')
  await world.advance(200)
  expect(holdfast.console.sync.getState().pendingChanges).toBe(0)
  const before = pulls
  await world.advance(3_600_000)
  expect(pulls).toBe(before)
})
