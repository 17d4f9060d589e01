/** What the page's buttons do with edits that wait for a person's word: set aside, or left behind by a guest. */
import { expect, it, vi } from 'vitest'
import type { Change } from '../../core/edits/diff'
import type { OwedEdit } from '../../core/edits/edit'
import { createHoldfast } from '../../src/holdfast'
import type { DeviceDb } from '../../src/store/device-db'
import { createWorkerLink } from '../../src/sync/worker-link'
import { createFakeWorld } from '../fakes/fake-world'
import { createMemoryDeviceDb } from '../fakes/memory-device-db'

const WIDGET = '11111111-1111-4111-8111-111111111111'
const OLD_WRITER = '22222222-2222-4222-8222-222222222222'
const KEY = `${OLD_WRITER}:7`

/** A page of whoever is signed in when it asks, of a server that takes no saves, and what it does to IndexedDB from now on. */
async function page(stored: DeviceDb = createMemoryDeviceDb()) {
  const world = createFakeWorld()
  const server = { signedIn: null as string | null }
  const profile = world.newProfile(async (path) => {
    if (path === '/api/auth/sign-out') {
      server.signedIn = null
      return Response.json({ success: true })
    }
    if (path === '/api/auth/sign-in/email') {
      server.signedIn = 'bob'
      return Response.json({ user: { id: 'bob' } })
    }
    if (path !== '/api/account') return new Response('', { status: 502 })
    const id = server.signedIn
    return Response.json({ id, email: id === null ? null : `${id}@example.com` })
  })
  const done: string[] = []
  const db: DeviceDb = {
    ...stored,
    load: (account) => stored.load(account),
    putEdits(account, writer, added, dropped) {
      done.push(...added.map((edit) => `makes ${JSON.stringify(changeOf(edit))} in ${account}`))
      return stored.putEdits(account, writer, added, dropped)
    },
    dropSetAside(key) {
      done.push(`clears ${key}`)
      return stored.dropSetAside(key)
    },
    forget(account) {
      done.push(`forgets ${account}`)
      return stored.forget(account)
    },
  }
  async function openTab() {
    const { env } = profile.openTab()
    const link = createWorkerLink({ env, port: null, busy: () => false })
    const holdfast = createHoldfast(env, link, { version: 'test', db })
    const started = holdfast.start()
    await world.advance(2_000)
    await started
    return holdfast
  }
  return { world, profile, server, holdfast: await openTab(), openTab, done }
}

/** Makes a note as nobody, and signs in to an account that has a dashboard of its own. */
async function leaveBehind({ world, server, holdfast }: Awaited<ReturnType<typeof page>>): Promise<void> {
  holdfast.console.actions.addWidget('note', { title: 'Kept' })
  server.signedIn = 'ada'
  await holdfast.console.manager.syncNow('local')
  await world.settle()
}

/** Without its number, its time and what it was made on. */
function changeOf({ n: _, base: __, epoch: ___, at: ____, trigger: _____, ...change }: OwedEdit) {
  return change
}

it.each<[string, Change]>([
  ['a value', { widget: WIDGET, field: 'title', value: 'Refused' }],
  ['a field taken away', { widget: WIDGET, field: 'data/item:1', unset: true }],
  ['a removal', { widget: WIDGET, remove: true }],
  ['a revival', { widget: WIDGET, revive: true }],
])('[D12] %s that was set aside and is tried again is made anew before it goes', async (_, change) => {
  const stored = createMemoryDeviceDb()
  const edit = { ...change, n: 7, base: 3, at: 1, trigger: 'edit' }
  const entry = { key: KEY, account: 'local', words: '', reason: '', edit, refusedAt: 1, writer: OLD_WRITER, n: 7 }
  await stored.setAside([entry])
  const { world, holdfast, done } = await page(stored)
  const { setAside } = holdfast.services
  expect(holdfast.console.sync.getState().setAside).toHaveLength(1)
  done.length = 0
  void setAside.retry(KEY)
  await vi.dynamicImportSettled()
  await world.settle()
  expect(done).toEqual([`makes ${JSON.stringify(change)} in local`, `clears ${KEY}`])
  expect(holdfast.console.sync.getState()).toMatchObject({ setAside: [], pendingChanges: 1 })
})

it('[D12] what was set aside is made anew once, however often a person clicks', async () => {
  const stored = createMemoryDeviceDb()
  const edit = { widget: WIDGET, field: 'title', value: 'Refused', n: 7, base: 3, at: 1, trigger: 'edit' }
  await stored.setAside([
    { key: KEY, account: 'local', words: '', reason: '', edit, refusedAt: 1, writer: OLD_WRITER, n: 7 },
  ])
  const { world, holdfast } = await page(stored)
  const { setAside } = holdfast.services
  void setAside.retry(KEY)
  void setAside.retry(KEY)
  await vi.dynamicImportSettled()
  await world.settle()
  expect(await stored.load('local')).toMatchObject({ owed: new Map([[expect.any(String), [{ n: 1 }]]]) })
})

it('[D13] what was left behind and is added is made anew, whole and under new ids, before it is forgotten', async () => {
  const { world, server, holdfast, done } = await page()
  const { actions, layout, manager } = holdfast.console
  const { leftBehind } = holdfast.services
  actions.addWidget('note', { title: 'First', 'data/text': 'Kept' })
  actions.addWidget('todo', { title: 'Second', 'data/item:1': { text: 'Milk', done: false } })
  const left = layout.getState().widgets
  server.signedIn = 'ada'
  await manager.syncNow('local')
  await world.settle()
  expect(layout.getState()).toMatchObject({ account: 'ada', widgets: {} })
  expect(await leftBehind.list()).toEqual([{ account: 'local', count: 2, refused: 0 }])

  done.length = 0
  await leftBehind.add('local')
  await world.settle()
  const { widgets } = layout.getState()
  const fieldsOf = (all: typeof widgets) => Object.values(all).map(({ fields }) => fields)
  expect(fieldsOf(widgets)).toHaveLength(2)
  expect(fieldsOf(widgets)).toEqual(expect.arrayContaining(fieldsOf(left)))
  expect(Object.keys(widgets).filter((id) => id in left)).toEqual([])
  const fields = fieldsOf(left).flatMap((all) => Object.keys(all))
  expect(done.slice(0, -1).filter((what) => what.startsWith('makes') && what.endsWith('in ada'))).toHaveLength(
    fields.length,
  )
  expect(done.at(-1)).toBe('forgets local')
  expect(await leftBehind.list()).toEqual([])
})

it('[D13] what was left behind is not added, exported or forgotten in part, where neither storage can say what there is', async () => {
  const stored = createMemoryDeviceDb()
  let isRefusing = false
  const load = async (account: string) => (isRefusing ? Promise.reject(new Error('refused')) : stored.load(account))
  const opened = await page({ ...stored, load })
  const { world, profile, holdfast, done } = opened
  const { layout } = holdfast.console
  const { leftBehind } = holdfast.services
  await leaveBehind(opened)

  isRefusing = true
  done.length = 0
  expect(await leftBehind.exportAll('local')).toContain('Kept')
  for (const key of [...profile.storage.keys()]) if (key.startsWith('holdfast:owed:local')) profile.storage.delete(key)
  await expect(leftBehind.add('local')).rejects.toThrow('cannot be read')
  await expect(leftBehind.exportAll('local')).rejects.toThrow('cannot be read')
  await world.settle()
  expect(done).toEqual([])
  expect(layout.getState().widgets).toEqual({})
  isRefusing = false
  expect(await leftBehind.list()).toEqual([{ account: 'local', count: 1, refused: 0 }])
})

it('[D13] what was left behind is added once, however often a person clicks', async () => {
  const opened = await page()
  const { console, services } = opened.holdfast
  await leaveBehind(opened)
  await Promise.all([services.leftBehind.add('local'), services.leftBehind.add('local')])
  expect(Object.keys(console.layout.getState().widgets)).toHaveLength(1)
})

/** A dashboard that was left behind, and of which a server refused a title. */
async function refusedLeftBehind() {
  const stored = createMemoryDeviceDb()
  const opened = await page(stored)
  await leaveBehind(opened)
  const [made = []] = (await stored.load('local')).owed.values()
  const widget = made[0]?.widget ?? ''
  const edit = { widget, field: 'title', value: 'Refused', n: 7, base: 3, at: 1, trigger: 'edit' }
  await stored.setAside([
    { key: KEY, account: 'local', words: '', reason: '', edit, refusedAt: 1, writer: OLD_WRITER, n: 7 },
  ])
  return { ...opened, stored, widget, leftSetAside: async () => (await stored.load('local')).setAside }
}

it('[D12] what was refused of a dashboard that was left behind goes along to where its widgets are added', async () => {
  const { holdfast, widget, leftSetAside } = await refusedLeftBehind()
  const { console, services } = holdfast
  await services.leftBehind.add('local')
  const [id = ''] = Object.keys(console.layout.getState().widgets)
  expect(id).not.toBe(widget)
  expect(console.sync.getState().setAside).toMatchObject([{ key: KEY, account: 'ada', edit: { widget: id } }])
  await services.setAside.retry(KEY)
  expect(console.layout.getState().widgets[id]?.fields.title).toBe('Refused')
  expect(await leftSetAside()).toEqual([])
})

it('[D12] what was refused is not discarded by one tab while another adds what it is of', async () => {
  const { holdfast, world, stored, openTab } = await refusedLeftBehind()
  const other = await openTab()
  const { forget } = stored
  let go = () => {}
  stored.forget = async (account) => {
    stored.forget = forget
    await new Promise<void>((done) => {
      go = done
    })
    return forget(account)
  }
  const discarding = other.services.leftBehind.discard('local')
  await world.settle()
  const adding = holdfast.services.leftBehind.add('local')
  await world.settle()
  go()
  await Promise.all([discarding, adding])
  await world.settle()
  const widgets = Object.keys(holdfast.console.layout.getState().widgets)
  expect((await stored.load('ada')).setAside).toHaveLength(widgets.length)
})

it('[D12] what was refused of a dashboard that was left behind goes where that is discarded', async () => {
  const { holdfast, leftSetAside } = await refusedLeftBehind()
  expect(await leftSetAside()).toHaveLength(1)
  await holdfast.services.leftBehind.discard('local')
  expect(await leftSetAside()).toEqual([])
})

it('[D12] what was refused is in the file that a person saves before they discard what was left behind', async () => {
  const { holdfast } = await refusedLeftBehind()
  expect(await holdfast.services.leftBehind.exportAll('local')).toContain('"Refused"')
})

it('[D12] what was refused can be reached where nothing else was left behind', async () => {
  const stored = createMemoryDeviceDb()
  const opened = await page(stored)
  const { console, services } = opened.holdfast
  console.actions.addWidget('note', { title: 'Gone' })
  console.actions.undo()
  opened.server.signedIn = 'ada'
  await console.manager.syncNow('local')
  await opened.world.settle()
  const edit = { widget: WIDGET, field: 'title', value: 'Refused', n: 7, base: 3, at: 1, trigger: 'edit' }
  await stored.setAside([
    { key: KEY, account: 'local', words: '', reason: '', edit, refusedAt: 1, writer: OLD_WRITER, n: 7 },
  ])
  expect(await services.leftBehind.list()).toEqual([{ account: 'local', count: 0, refused: 1 }])
  await services.leftBehind.add('local')
  expect(console.sync.getState().setAside).toMatchObject([{ key: KEY, account: 'ada' }])
})

it('[D13] what was left behind is added once, whichever tabs it is asked for in', async () => {
  const opened = await page()
  await leaveBehind(opened)
  const other = await opened.openTab()
  expect(other.console.layout.getState().account).toBe('ada')
  await Promise.all([opened.holdfast, other].map(({ services }) => services.leftBehind.add('local')))
  await opened.world.settle()
  expect(Object.keys(opened.holdfast.console.layout.getState().widgets)).toHaveLength(1)
})

it('[D13] what was left behind is added to nobody but who asked for it', async () => {
  const stored = createMemoryDeviceDb()
  const opened = await page(stored)
  const { holdfast, world } = opened
  await leaveBehind(opened)
  const go = waitsToLoad(stored)
  const adding = holdfast.services.leftBehind.add('local')
  await world.settle()
  await holdfast.services.account.signIn('bob@example.com', 'x')
  await world.settle()
  expect(holdfast.console.layout.getState().account).toBe('bob')
  go()
  await expect(adding).rejects.toThrow('Another account')
  expect(holdfast.console.layout.getState().widgets).toEqual({})
  expect(await holdfast.services.leftBehind.list()).toEqual([{ account: 'local', count: 1, refused: 0 }])
})

it('[D1] an old button that adds, or discards, what is shown again by now loses nothing of it', async () => {
  const stored = createMemoryDeviceDb()
  const opened = await page(stored)
  const { holdfast, world } = opened
  await leaveBehind(opened)
  await holdfast.services.account.signOut()
  await world.settle()
  expect(holdfast.console.layout.getState().account).toBe('local')
  await expect(holdfast.services.leftBehind.add('local')).rejects.toThrow('shown again')
  await expect(holdfast.services.leftBehind.discard('local')).rejects.toThrow('shown again')
  expect(Object.keys(holdfast.console.layout.getState().widgets)).toHaveLength(1)
  const next = await opened.openTab()
  expect(Object.keys(next.console.layout.getState().widgets)).toHaveLength(1)
})

it('[D1] what is added while the person signs out is added or still there', async () => {
  const stored = createMemoryDeviceDb()
  const opened = await page(stored)
  await leaveBehind(opened)
  const { services } = opened.holdfast
  const go = waitsToLoad(stored)
  const adding = services.leftBehind.add('local').catch(() => {})
  await opened.world.settle()
  const out = services.account.signOut()
  await opened.world.settle()
  go()
  await Promise.all([adding, out])
  await opened.world.settle()
  const next = await opened.openTab()
  expect(Object.keys(next.console.layout.getState().widgets)).toHaveLength(1)
})

/** From now on IndexedDB does not say what is nobody's, until it is let go. */
function waitsToLoad(db: DeviceDb): () => void {
  const { load } = db
  const waiting: (() => void)[] = []
  db.load = async (account) => {
    if (account === 'local') await new Promise<void>((done) => waiting.push(done))
    return load(account)
  }
  return () => {
    db.load = load
    for (const go of waiting) go()
  }
}
