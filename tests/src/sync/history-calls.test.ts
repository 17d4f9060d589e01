/** What the history asks of the server, and what it takes an answer for. */
import { expect, it, vi } from 'vitest'
import { PROBLEM_PREFIX } from '../../../core/wire/problem'
import { createHistoryCalls } from '../../../src/sync/history-calls'
import { createFakeWorld } from '../../fakes/fake-world'

const DEVICE = '00000000-0000-4000-8000-00000000000d'

interface Asked {
  path: string
  body: Record<string, unknown> | null
}

/** A device that holds revision 7, on a server that answers these in turn; 'none': nothing comes. */
function open(answers: (object | 'none')[], owed: unknown[] = []) {
  const asked: Asked[] = []
  const world = createFakeWorld()
  const fetch = async (path: string, init?: RequestInit) => {
    asked.push({ path, body: typeof init?.body === 'string' ? JSON.parse(init.body) : null })
    const answer = answers.shift() ?? 'none'
    if (answer === 'none') throw new TypeError('no network')
    return answer instanceof Response ? answer : Response.json(answer)
  }
  const { env } = world.newProfile(fetch).openTab()
  const replica = { revision: 7, tag: 'seven', widgets: {} }
  const device = {
    account: () => ({ id: 'ada', email: null }),
    id: () => DEVICE,
    replica: () => replica,
    owed: () => owed as never[],
  }
  const pull = vi.fn(async () => {
    replica.revision += 1
  })
  return { calls: createHistoryCalls({ env, device, pull }), asked, pull, world, env }
}

const problem = (name: string, status: number) =>
  Response.json({ type: PROBLEM_PREFIX + name, title: '', status }, { status })
const saved = (revision: number) => ({
  status: 'saved',
  device: DEVICE,
  lastN: {},
  revision,
  tag: 'x',
  since: 7,
  full: false,
  widgets: [],
  conflicts: [],
  serverTime: 1,
})
const listed = (revision: number, trigger: string, device = DEVICE) => ({
  versions: [
    {
      revision,
      tag: 'x',
      at: 1,
      device,
      deviceName: null,
      trigger,
      summary: '',
      changes: [],
      moreChanges: 0,
      widgetsChanged: 0,
      conflicts: [],
      conflictCount: 0,
    },
  ],
  next: null,
})

it('[S15] a restore names the account, a writer of its own and what the device holds, and is pulled', async () => {
  const { calls, asked, pull } = open([saved(9), listed(9, 'restore')])
  expect(await calls.restore('ada', 3)).toEqual({ kind: 'restored', undoBy: 8, isSame: false })
  expect(asked[0]).toMatchObject({
    path: '/api/layout/versions/3/restore',
    body: { account: 'ada', device: DEVICE, base: 7, tag: 'seven', writer: expect.any(String) },
  })
  expect(pull).toHaveBeenCalledTimes(2)
})

it('[S15] a restore is not asked for while something is owed', async () => {
  const { calls, asked } = open([saved(8)], [{ writer: 'w', edits: [] }])
  expect(await calls.restore('ada', 3)).toEqual({ kind: 'owed' })
  expect(asked).toEqual([])
})

it('[D13] a restore is not asked for where another account is shown by now', async () => {
  const { calls, asked } = open([saved(8)])
  expect(await calls.restore('grace', 3)).toEqual({ kind: 'signed-out' })
  expect(asked).toEqual([])
})

it('[S2] an answer that was lost is asked for again as the same edit', async () => {
  const { calls, asked } = open(['none', saved(8), listed(8, 'restore')])
  expect(await calls.restore('ada', 3)).toMatchObject({ kind: 'restored', undoBy: 7 })
  expect(asked[1]?.body?.writer).toBe(asked[0]?.body?.writer)
})

it('[S10] where nothing was different there is nothing to undo: the newest version is another one’s', async () => {
  const { calls } = open([saved(8), listed(8, 'drag', 'somebody')])
  expect(await calls.restore('ada', 3)).toEqual({ kind: 'restored', undoBy: null, isSame: true })
})

it('[S14] a server from a backup is given back first what it lost', async () => {
  const { calls, asked, pull } = open([problem('base-unknown', 409), saved(9), listed(9, 'restore')])
  expect(await calls.restore('ada', 3)).toMatchObject({ kind: 'restored' })
  expect(pull).toHaveBeenCalled()
  expect(asked[1]?.body?.base).toBe(8)
})

it.each<[string, object | 'none', string]>([
  ['nobody is signed in', problem('unauthenticated', 401), 'signed-out'],
  ['somebody else is signed in', problem('wrong-account', 403), 'signed-out'],
  ['it was thinned out', problem('not-found', 404), 'not-kept'],
  ['a portal answers', Response.json({ hello: 'guest' }, { status: 200 }), 'unreachable'],
  ['a proxy refuses', Response.json({}, { status: 404 }), 'unreachable'],
  ['nothing comes', 'none', 'unreachable'],
])('[D5] [D13] where %s', async (_, answer, kind) => {
  const clone = () => (answer instanceof Response ? answer.clone() : answer)
  expect(await open([clone()]).calls.list()).toEqual({ kind })
  expect(await open([clone()]).calls.layoutAt(3)).toEqual({ kind })
  expect(await open([clone(), clone()]).calls.restore('ada', 3)).toEqual({ kind })
})

it.each([
  ['too-many-requests', 429, 'busy'],
  ['unavailable', 503, 'busy'],
  ['limit-broken', 422, 'refused'],
])('a restore that is refused as %s', async (name, status, kind) => {
  expect(await open([problem(name, status)]).calls.restore('ada', 3)).toEqual({ kind })
})

it('[D13] asks for the account that is shown', async () => {
  const { calls, asked } = open([])
  await calls.list(5)
  await calls.layoutAt(3)
  expect(asked.map(({ path }) => path)).toEqual([
    '/api/layout/versions?account=ada&before=5',
    '/api/layout/versions/3?account=ada',
  ])
})

it('gives up on an answer that does not come', async () => {
  const world = createFakeWorld()
  const fetch = (_: string, init?: RequestInit) =>
    new Promise<Response>((_, fail) => init?.signal?.addEventListener('abort', () => fail(new Error('given up'))))
  const { env } = world.newProfile(fetch).openTab()
  const device = {
    account: () => ({ id: 'ada', email: null }),
    id: () => DEVICE,
    replica: () => ({ revision: 0, tag: null, widgets: {} }),
    owed: () => [],
  }
  const list = createHistoryCalls({ env, device, pull: async () => {} }).list()
  await world.advance(15_000)
  expect(await list).toEqual({ kind: 'unreachable' })
})

it('knows devices by name, as far as the server says', async () => {
  const device = { ownName: null, lastSeen: 1, lastRevision: 1, current: false, signedIn: true }
  const devices = [
    { ...device, id: DEVICE, name: 'Desk' },
    { ...device, id: DEVICE.replace('d', 'e'), name: null },
  ]
  expect(await open([{ devices }]).calls.deviceNames()).toEqual({ own: DEVICE, names: { [DEVICE]: 'Desk' } })
  expect(await open(['none']).calls.deviceNames()).toEqual({ own: DEVICE, names: {} })
})
