/** A browser profile's storages in trouble: what a person is told, what is kept, and that it is all there again afterwards. */
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_REPLICA } from '../../../core/layout/model'
import type { SaveAnswer } from '../../../core/wire/answer'
import { openDevice } from '../../../src/store/device'
import type { Device } from '../../../src/store/device-contract'
import { createDeviceDb, type DeviceDb } from '../../../src/store/device-db'
import { createLayoutStore, type LayoutStore } from '../../../src/store/layout-store'
import { createLocalCopy, type LocalCopy } from '../../../src/store/local-copy'
import { ANSWERS_WITHIN_MS, patientDb } from '../../../src/store/patient-db'
import { createSyncStore, type SyncStore } from '../../../src/store/sync-store'
import { saveAnswer } from '../../fakes/answers'
import { createFakeWorld, type FakeProfile, type FakeTab, type FakeWorld } from '../../fakes/fake-world'

const NOTE = '11111111-1111-4111-8111-111111111111'
const GUEST = { id: 'guest1', email: null }

/** What the browser refuses now. */
interface Refusal {
  /** The name of the exception of every write to local storage, and where that is forbidden of everything else; null: none. */
  local: string | null
  /** Characters that local storage has room for. */
  room: number
  /** The same of every call to IndexedDB. */
  database: string | null
}

interface Opened {
  tab: FakeTab
  device: Device
  local: LocalCopy
  layout: LayoutStore
  sync: SyncStore
  refusal: Refusal
}

let world: FakeWorld
let profile: FakeProfile

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  world = createFakeWorld()
  profile = world.newProfile(() => Promise.reject(new Error('no network')))
})

function open(start: Partial<Refusal> = {}): Opened {
  const refusal: Refusal = { local: null, room: Number.POSITIVE_INFINITY, database: null, ...start }
  const tab = profile.openTab()
  const { storage } = tab.env
  if (storage !== null) {
    const { get, set, remove, keys } = storage
    const allowed = () => {
      if (refusal.local === 'SecurityError') throw new DOMException('no', refusal.local)
      return true
    }
    storage.get = (key) => (allowed() ? get(key) : null)
    storage.remove = (key) => void (allowed() && remove(key))
    storage.keys = () => (allowed() ? keys() : [])
    storage.set = (key, value) => {
      if (refusal.local !== null) throw new DOMException('no', refusal.local)
      const others = [...profile.storage].filter(([other]) => other !== key)
      const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0)
      if (used + key.length + value.length > refusal.room) throw new DOMException('full', 'QuotaExceededError')
      set(key, value)
    }
  }
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const local = createLocalCopy(storage)
  const db = patientDb(refusing(createDeviceDb(), refusal), tab.env.after)
  return { tab, refusal, local, layout, sync, device: openDevice({ env: tab.env, local, db, layout, sync }) }
}

function refusing(db: DeviceDb, refusal: Refusal): DeviceDb {
  return new Proxy(db, {
    get(target, name: keyof DeviceDb) {
      if (refusal.database === null || name === 'onLost') return target[name]
      if (refusal.database === 'never answers') return () => new Promise(() => {})
      return () => Promise.reject(new DOMException('no', refusal.database ?? ''))
    },
  })
}

const setTitle = (device: Device, title: string) =>
  device.record([{ widget: NOTE, field: 'title', value: title }], { trigger: 'edit' })

function addNote(device: Device, title: string): void {
  device.record([{ widget: NOTE, field: 'type', value: 'note' }], { trigger: 'add' })
  setTitle(device, title)
}

const saved = (device: Device, over: Partial<SaveAnswer>): SaveAnswer => saveAnswer(device.id(), over)

/** A device of a guest that holds revision 1 and owes one edit. */
async function guestWithAnEdit(): Promise<Opened> {
  const opened = open()
  const { device } = opened
  await device.reload()
  await device.handOver(GUEST, 'edits')
  addNote(device, 'Acknowledged')
  const asked = { account: GUEST.id, base: 0, tag: null }
  await device.takeOver(saved(device, { lastN: { [device.writer]: 2 } }), asked, device.owed())
  setTitle(device, 'Owed')
  await device.written()
  return opened
}

/** What a start on the same profile finds. */
async function restart(before: Opened, start: Partial<Refusal> = {}): Promise<Opened> {
  await world.settle()
  before.tab.close()
  const next = open(start)
  await next.device.reload()
  await next.device.written()
  return next
}

function expectAllThere({ device, layout }: Opened, writer: string): void {
  expect(device.account()).toEqual(GUEST)
  expect(device.replica()).toMatchObject({ revision: 1, tag: 'one' })
  expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Owed' })
  expect(device.owed()).toMatchObject([{ writer, edits: [{ n: 3, value: 'Owed' }] }])
}

/** Everything, from each of the storages alone. */
async function expectBothHaveAll(opened: Opened): Promise<void> {
  const { writer } = opened.device
  const id = opened.device.id()
  await world.settle()
  const strings = new Map(profile.storage)
  profile.storage.clear()
  const fromDb = await restart(opened)
  expectAllThere(fromDb, writer)
  expect(fromDb.device.id()).toBe(id)
  fromDb.tab.close()
  profile.storage.clear()
  for (const [key, text] of strings) profile.storage.set(key, text)
  globalThis.indexedDB = new IDBFactory()
  const fromLocal = await restart(fromDb)
  expectAllThere(fromLocal, writer)
  expect(fromLocal.device.id()).toBe(id)
}

const deleteDatabase = () =>
  new Promise<void>((done, failed) => {
    const request = indexedDB.deleteDatabase('holdfast')
    request.onsuccess = () => done()
    request.onerror = () => failed(request.error)
  })

describe('a storage that is emptied while the page is open', () => {
  it('[D8] local storage: how conflicts are decided stays as another tab has set it since (S4)', async () => {
    const [one, other] = [await guestWithAnEdit(), open()]
    one.local.setStrategy('local')
    expect(other.local.strategy()).toBe('local')
    one.local.setStrategy('remote')
    profile.storage.set('holdfast:who', '{')
    setTitle(other.device, 'Owed')
    expect(one.local.strategy()).toBe('remote')
    expect(profile.storage.get('holdfast:who')).toContain('guest1')
  })

  it('[D8] local storage: how conflicts are decided counts in its tab where it could not be kept, until another is set (S4)', async () => {
    const [one, other] = [await guestWithAnEdit(), open()]
    other.local.setStrategy('local')
    one.refusal.local = 'QuotaExceededError'
    one.device.setStrategy('remote')
    expect(one.sync.getState().storageProblem).toContain('full')
    expect([one.local.strategy(), other.local.strategy()]).toEqual(['remote', 'local'])
    one.refusal.local = null
    await world.advance(60_000)
    expect(one.sync.getState().storageProblem).toBeNull()
    expect(other.local.strategy()).toBe('remote')

    one.refusal.local = 'QuotaExceededError'
    one.local.setStrategy('local')
    one.refusal.local = null
    other.local.setStrategy('merge')
    profile.storage.set('holdfast:who', '{')
    setTitle(one.device, 'Owed, too')
    expect([one.local.strategy(), other.local.strategy()]).toEqual(['merge', 'merge'])
  })

  it('[D8] local storage: the next write brings everything back', async () => {
    const opened = await guestWithAnEdit()
    opened.local.setStrategy('local')
    profile.storage.clear()
    setTitle(opened.device, 'Owed')
    expect([...profile.storage.keys()].sort()).toEqual(
      [
        'holdfast:who',
        'holdfast:strategy',
        'holdfast:replica:guest1',
        `holdfast:owed:guest1:${opened.device.writer}`,
      ].sort(),
    )
    expect(opened.local.strategy()).toBe('local')
    expect(opened.sync.getState().storageProblem).toBeNull()
    opened.device.record([{ widget: NOTE, field: 'title', value: 'Newer' }], { trigger: 'edit' })
    expect(opened.device.owed()[0]?.edits.map(({ n }) => n)).toEqual([5])
  })

  it('[S3] local storage: the next write also puts back who this is, where that was spoilt', async () => {
    const { device } = await guestWithAnEdit()
    profile.storage.set('holdfast:who', (profile.storage.get('holdfast:who') ?? '').slice(0, 30))
    setTitle(device, 'Owed')
    expect(open({ database: 'UnknownError' }).device.id()).toBe(device.id())
  })

  it('[D8] local storage: so does the page becoming visible, and IndexedDB lacks nothing meanwhile', async () => {
    const opened = await guestWithAnEdit()
    profile.storage.clear()
    await opened.device.reload()
    await expectBothHaveAll(opened)
  })

  it('[D8] IndexedDB: everything is put back at once, without a word', async () => {
    const opened = await guestWithAnEdit()
    await deleteDatabase()
    await world.settle()
    expect(opened.sync.getState().storageProblem).toBeNull()
    await expectBothHaveAll(opened)
  })

  it('[D8] IndexedDB, with two tabs: each puts back what it owes', async () => {
    const a = await guestWithAnEdit()
    const b = open()
    await b.device.reload()
    b.device.record([{ widget: NOTE, field: 'data/text', value: 'from b' }], { trigger: 'edit' })
    await world.settle()
    await deleteDatabase()
    await world.settle()
    a.tab.close()
    b.tab.close()
    profile.storage.clear()
    const { device } = await restart(b)
    expect(device.account()).toEqual(GUEST)
    const owed = Object.fromEntries(device.owed().map(({ writer, edits }) => [writer, edits.map(({ n }) => n)]))
    expect(owed).toEqual({ [a.device.writer]: [3], [b.device.writer]: [1] })
  })

  it('[D8] both at once: this page puts everything back', async () => {
    const opened = await guestWithAnEdit()
    profile.storage.clear()
    await deleteDatabase()
    await opened.device.reload()
    await expectBothHaveAll(opened)
  })

  it('[D8] IndexedDB while no page was open: the next start fills it from local storage', async () => {
    const opened = await guestWithAnEdit()
    const { writer } = opened.device
    opened.tab.close()
    globalThis.indexedDB = new IDBFactory()
    const second = await restart(opened)
    expectAllThere(second, writer)
    await second.device.written()
    profile.storage.clear()
    expectAllThere(await restart(second), writer)
  })

  it('[D13] what was forgotten does not come back with the rest', async () => {
    const opened = open()
    addNote(opened.device, 'As nobody')
    await opened.device.handOver(GUEST, 'edits')
    await deleteDatabase()
    await world.settle()
    await opened.device.switchTo({ id: 'full', email: 'a@example.com' })
    expect(await opened.device.leftBehind()).toMatchObject([{ account: GUEST.id }])
  })
})

describe('a storage that refuses for a time', () => {
  it('[D8] local storage that refuses to be read is said at once, and not when that is over', async () => {
    const opened = await guestWithAnEdit()
    const problem = () => opened.sync.getState().storageProblem
    opened.refusal.local = 'SecurityError'
    await opened.device.leftBehind()
    expect(problem()).not.toBeNull()
    opened.refusal.local = null
    await world.advance(60_000)
    expect(problem()).toBeNull()
    setTitle(opened.device, 'Later')
    expect(problem()).toBeNull()
  })

  it('[D8] IndexedDB: said while it lasts, then everything is in it and nothing is said', async () => {
    const opened = await guestWithAnEdit()
    opened.refusal.database = 'UnknownError'
    setTitle(opened.device, 'Made meanwhile')
    await opened.device.written()
    expect(opened.sync.getState().storageProblem).toContain('cannot be used')
    opened.refusal.database = null
    await world.advance(5_000)
    expect(opened.sync.getState().storageProblem).toBeNull()
    profile.storage.clear()
    const { device } = await restart(opened)
    expect(device.owed()).toMatchObject([{ edits: [{ n: 4, value: 'Made meanwhile' }] }])
  })

  it('[D2] IndexedDB: what was replaced meanwhile is not owed again afterwards', async () => {
    const opened = await guestWithAnEdit()
    opened.refusal.database = 'UnknownError'
    opened.device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    await opened.device.setAside(
      opened.device
        .owed()
        .flatMap(({ writer, edits }) => edits.map((edit) => ({ writer, edit, words: 'Note', reason: 'no' }))),
    )
    for (const entry of opened.sync.getState().setAside) await opened.device.dropSetAside(entry)
    opened.refusal.database = null
    await world.advance(5_000)
    profile.storage.clear()
    expect((await restart(opened)).device.owed()).toEqual([])
  })

  it('[D8] IndexedDB: an answer that was taken over meanwhile is there afterwards, and settled', async () => {
    const opened = await guestWithAnEdit()
    const { device, refusal } = opened
    refusal.database = 'UnknownError'
    const asked = { account: GUEST.id, base: 1, tag: 'one' }
    const answer = saved(device, { lastN: { [device.writer]: 3 }, revision: 2, tag: 'two', since: 1 })
    expect(await device.takeOver(answer, asked, device.owed())).toBe('taken')
    refusal.database = null
    await world.advance(5_000)
    profile.storage.clear()
    const second = await restart(opened)
    expect(second.device.owed()).toEqual([])
    expect(second.device.replica()).toMatchObject({ revision: 2, tag: 'two' })
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Owed')
  })

  it('[D11] IndexedDB: a tab that ends meanwhile leaves an answer taken over whole, also what it settled', async () => {
    const opened = await guestWithAnEdit()
    const { device, refusal } = opened
    refusal.database = 'QuotaExceededError'
    setTitle(device, 'Newer')
    const asked = { account: GUEST.id, base: 1, tag: 'one' }
    const answer = saved(device, { lastN: { [device.writer]: 4 }, revision: 2, tag: 'two', since: 1 })
    expect(await device.takeOver(answer, asked, device.owed())).toBe('taken')
    const key = `holdfast:settled:${GUEST.id}`
    expect(profile.storage.has(key)).toBe(true)
    // IndexedDB still has the edit that the newer one replaced.
    const second = await restart(opened)
    expect(second.device.owed()).toEqual([])
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Newer')
    // It is told, and then nothing of that is left for later.
    const third = await restart(second)
    expect(profile.storage.has(key)).toBe(false)
    profile.storage.clear()
    const { device: last, layout } = await restart(third)
    expect(last.owed()).toEqual([])
    expect(layout.getState().widgets[NOTE]?.fields.title).toBe('Newer')
  })

  it('[D8] IndexedDB at the start, with local storage empty: who this is and what is owed is found when it comes back', async () => {
    const first = await guestWithAnEdit()
    first.tab.close()
    profile.storage.clear()
    const second = open({ database: 'UnknownError' })
    await second.device.reload()
    expect(second.device.account().id).toBe('local')
    expect(second.sync.getState().storageProblem).toContain('cannot be used')
    second.refusal.database = null
    await world.advance(5_000)
    expectAllThere(second, first.device.writer)
    expect(second.device.id()).toBe(first.device.id())
    expect(second.sync.getState().storageProblem).toBeNull()
  })

  it('[S3] IndexedDB on a first visit, in two tabs at once: both speak as one device', async () => {
    const [one, other] = [open({ database: 'UnknownError' }), open({ database: 'UnknownError' })]
    await Promise.all([one.device.reload(), other.device.reload()])
    expect(other.device.id()).toBe(one.device.id())
  })

  it('[D13] IndexedDB that comes back while a guest is made: nothing of whom it knows of is handed over', async () => {
    const ada = { id: 'ada', email: 'ada@example.com' }
    const first = open()
    await first.device.switchTo(ada)
    addNote(first.device, 'Milk')
    await first.device.written()
    first.tab.close()
    profile.storage.clear()
    const second = open({ database: 'UnknownError' })
    await second.device.reload()
    second.refusal.database = null
    await second.device.handOver({ id: 'guest2', email: null }, 'edits')
    expect(second.device.account().id).toBe('guest2')
    expect(second.device.owed()).toEqual([])
    await second.device.switchTo(ada)
    await second.device.reload()
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
  })

  it('[D13] what went to a guest while it refused does not go to the next one as well, and is not offered', async () => {
    const first = open()
    addNote(first.device, 'Milk')
    await first.device.written()
    first.refusal.database = 'UnknownError'
    await first.device.handOver({ id: 'guest1', email: null }, 'edits')
    await first.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    await first.device.switchTo({ id: 'local', email: null })
    first.tab.close()
    const second = open()
    await second.device.reload()
    expect(second.device.owed()).toEqual([])
    expect((await second.device.leftBehind()).map(({ account }) => account)).toEqual(['guest1'])
    await second.device.handOver({ id: 'guest2', email: null }, 'edits')
    expect(second.layout.getState().widgets).toEqual({})
  })

  it('[D13] nor does what went to one while local storage was forbidden', async () => {
    const { device, refusal } = open()
    addNote(device, 'Milk')
    await device.written()
    refusal.local = 'SecurityError'
    await device.handOver({ id: 'guest1', email: null }, 'edits')
    refusal.local = null
    await world.advance(60_000)
    await device.switchTo({ id: 'local', email: null })
    expect(device.owed()).toEqual([])
    expect((await device.leftBehind()).map(({ account }) => account)).toEqual(['guest1'])
  })

  it('[S3] a device that was drawn while no storage could say which this is gives way to the one that IndexedDB knows', async () => {
    const first = await guestWithAnEdit()
    const known = first.device.id()
    first.tab.close()
    profile.storage.clear()
    await world.advance(1_000)
    const second = open({ database: 'UnknownError' })
    await second.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    expect(second.device.id()).not.toBe(known)
    second.refusal.database = null
    await world.advance(60_000)
    expect(second.device.account().id).toBe('ada')
    expect(second.device.id()).toBe(known)
    second.tab.close()
    const third = open()
    await third.device.reload()
    expect([third.device.id(), third.device.account().id]).toEqual([known, 'ada'])
  })

  it('[D8] IndexedDB that never answers holds up neither the start nor an answer that is taken over', async () => {
    const first = await guestWithAnEdit()
    first.tab.close()
    const { device, sync } = open({ database: 'never answers' })
    const asked = { account: GUEST.id, base: 1, tag: 'one' }
    const answer = saved(device, { lastN: { [first.device.writer]: 3 }, revision: 2, tag: 'two', since: 1 })
    let taken = ''
    void device
      .reload()
      .then(() => device.takeOver(answer, asked, device.owed()))
      .then((came) => {
        taken = came
      })
    await world.advance(ANSWERS_WITHIN_MS)
    expect(taken).toBe('taken')
    expect(device.replica().revision).toBe(2)
    expect(sync.getState().storageProblem).toContain('cannot be used')
  })

  it('[D8] IndexedDB whose answer a frozen page hears together with the end of its patience has answered', async () => {
    const timers: (() => void)[] = []
    let answer = (_who: null) => {}
    const db = { ...createDeviceDb(), who: () => new Promise<null>((done) => (answer = done)) }
    const asked = patientDb(db, (_ms, call) => {
      timers.push(call)
      return () => {}
    }).who()
    // Thaws: what was due meanwhile comes first.
    for (const call of timers.splice(0)) call()
    answer(null)
    await expect(asked).resolves.toBeNull()
  })

  it('[D8] local storage that is full: said, and all of it is there when there is room again', async () => {
    const opened = await guestWithAnEdit()
    profile.storage.clear()
    opened.refusal.local = 'QuotaExceededError'
    setTitle(opened.device, 'Owed')
    expect(opened.sync.getState().storageProblem).toContain('storage is full')
    opened.refusal.local = null
    await world.advance(5_000)
    expect(opened.sync.getState().storageProblem).toBeNull()
    expect(profile.storage.get(`holdfast:owed:guest1:${opened.device.writer}`)).toContain('"Owed"')
    expect(profile.storage.has('holdfast:replica:guest1')).toBe(true)
  })

  it('[D8] local storage that was forbidden: said no more once it is not, and what was discarded meanwhile stays so', async () => {
    const first = await guestWithAnEdit()
    const { writer } = first.device
    const { device, refusal, sync } = await restart(first)
    refusal.local = 'SecurityError'
    await device.discard([{ writer, n: 3 }])
    await device.reload()
    expect(sync.getState().storageProblem).not.toBeNull()
    refusal.local = null
    await world.advance(60_000)
    expect(sync.getState().storageProblem).toBeNull()
    const next = open()
    await next.device.reload()
    expect(next.device.owed()).toEqual([])
    expect(next.layout.getState().widgets[NOTE]?.fields.title).toBe('Acknowledged')
  })

  it('[S12] what one storage alone has of a removed widget is there after a start', async () => {
    const opened = await guestWithAnEdit()
    const { device, local } = opened
    device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    const asked = { account: GUEST.id, base: 1, tag: 'one' }
    const answer = saved(device, { lastN: { [device.writer]: 4 }, revision: 2, tag: 'two', since: 1 })
    await device.takeOver({ ...answer, widgets: [{ id: NOTE, removed: true, fields: {} }] }, asked, device.owed())
    await device.written()
    local.setReplica(GUEST.id, { replica: { revision: 2, tag: 'two', widgets: {} }, epoch: 0 })
    const next = await restart(opened)
    for (const replica of [next.device.replica(), next.local.replica(GUEST.id)?.replica]) {
      expect(replica?.widgets[NOTE]?.fields.title?.value).toBe('Owed')
    }
  })

  it('[D7] what a tab that was frozen puts back into local storage is not laid over what others have put there since', async () => {
    const { local, device } = await guestWithAnEdit()
    const there = () => ({ who: local.who(), replica: local.replica(GUEST.id) })
    const before = there()
    if (before.who === null) throw new Error('nobody is there')
    const who = { ...before.who, account: { id: 'local', email: null }, since: before.who.since - 1 }
    const replica = { replica: EMPTY_REPLICA, epoch: 0 }
    local.putBack({ who, account: GUEST.id, replica, setAside: [], writer: device.writer, owes: [] })
    expect(there()).toEqual(before)
    expect(before.replica?.replica.revision).toBe(1)
  })

  it('[D1] local storage without room: what the server has gives way to what is owed', async () => {
    const opened = await guestWithAnEdit()
    const used = [...profile.storage].reduce((sum, [key, text]) => sum + key.length + text.length, 0)
    opened.refusal.room = used + 50
    setTitle(opened.device, 'No room for this beside the rest of it, however one looks at it')
    expect(profile.storage.get(`holdfast:owed:guest1:${opened.device.writer}`)).toContain('No room')
    expect(profile.storage.has('holdfast:replica:guest1')).toBe(false)
    expect(opened.sync.getState().storageProblem).toContain('storage is full')
    await opened.device.reload()
    expect(opened.sync.getState().storageProblem).toContain('storage is full')
    opened.refusal.room = Number.POSITIVE_INFINITY
    await world.advance(60_000)
    expect(profile.storage.has('holdfast:replica:guest1')).toBe(true)
    expect(opened.sync.getState().storageProblem).toBeNull()
  })

  it('[D8] both: the person is told that nothing is kept', async () => {
    const opened = await guestWithAnEdit()
    opened.refusal.database = 'QuotaExceededError'
    opened.refusal.local = 'QuotaExceededError'
    setTitle(opened.device, 'In memory')
    await opened.device.written()
    expect(opened.sync.getState().storageProblem).toContain('only until this tab closes')
    opened.refusal.database = null
    opened.refusal.local = null
    await world.advance(5_000)
    expect(opened.sync.getState().storageProblem).toBeNull()
  })

  it('[D8] a local storage that throws on every access is no corrupt one', async () => {
    const opened = open()
    const { storage } = opened.tab.env
    const throwing = () => {
      throw new DOMException('no', 'SecurityError')
    }
    if (storage !== null) Object.assign(storage, { get: throwing, set: throwing, remove: throwing, keys: throwing })
    const local = createLocalCopy(storage)
    expect(local.who()).toBeNull()
    expect(local.owed('local').size).toBe(0)
    expect(local.trouble()).toBe('missing')
  })
})

describe('what cannot be read', () => {
  it.each([
    ['rubbish', 'rubbish'],
    ['half-written', '{"format":1,"data":{"devi'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another shape', '{"format":1,"data":[7]}'],
    ['no format', '{"data":{}}'],
  ])(
    '[D8] every key %s: everything comes from IndexedDB, and the person is told until they have seen it',
    async (_, text) => {
      const first = await guestWithAnEdit()
      first.tab.close()
      for (const key of profile.storage.keys()) profile.storage.set(key, text)
      const second = open()
      await second.device.reload()
      expectAllThere(second, first.device.writer)
      expect(second.device.id()).toBe(first.device.id())
      expect(second.sync.getState()).toMatchObject({ storageUnreadable: true })
      expect(second.sync.getState().storageProblem).toContain('could not be read')
      expect(Object.values(second.device.unreadable())).toContain(text)
      second.device.dropUnreadable()
      expect(second.sync.getState()).toMatchObject({ storageProblem: null, storageUnreadable: false })
      const third = await restart(second)
      expect(third.sync.getState().storageProblem).toBeNull()
      await expectBothHaveAll(Object.assign(third, { device: { ...third.device, writer: first.device.writer } }))
    },
  )

  it('[D8] what could be read of a record stays when the rest goes', async () => {
    const first = await guestWithAnEdit()
    first.tab.close()
    const key = `holdfast:owed:guest1:${first.device.writer}`
    const { data } = JSON.parse(profile.storage.get(key) ?? '')
    profile.storage.set(key, JSON.stringify({ format: 1, data: [{ n: 'one' }, ...data] }))
    const local = createLocalCopy(open().tab.env.storage)
    expect(local.owed('guest1').get(first.device.writer)).toHaveLength(1)
    local.dropUnreadable()
    expect(JSON.parse(profile.storage.get(key) ?? '').data).toEqual(data)
  })

  it.each([
    ['revision without tag', { revision: 4, tag: null }],
    ['tag without revision', { revision: 0, tag: 'one' }],
    ['negative revision', { revision: -1, tag: 'one' }],
    ['widgets in a list', { widgets: [] }],
  ])('[D8] a replica with %s is not asked from', async (_, wrong) => {
    const first = await guestWithAnEdit()
    first.tab.close()
    const key = 'holdfast:replica:guest1'
    const stored = JSON.parse(profile.storage.get(key) ?? '')
    Object.assign(stored.data.replica, wrong)
    profile.storage.set(key, JSON.stringify(stored))
    expect(open().device.replica()).toMatchObject({ revision: 0, tag: null })
  })

  it('[D8] wrong shapes in IndexedDB stop nothing', async () => {
    const first = await guestWithAnEdit()
    await world.settle()
    await spoilDatabase()
    const second = await restart(first)
    expectAllThere(second, first.device.writer)
    expect(second.device.id()).toBe(first.device.id())
    expect(second.sync.getState()).toMatchObject({ conflicts: [], setAside: [] })
  })
})

/** Puts rubbish into every store. */
async function spoilDatabase(): Promise<void> {
  const db = await new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open('holdfast')
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
  const tx = db.transaction([...db.objectStoreNames], 'readwrite')
  tx.objectStore('who').put({ device: 7 }, 'who')
  for (const writer of ['x', 'y']) tx.objectStore('edits').put('rubbish', ['guest1', writer, 1])
  const keys: IDBValidKey[] = await new Promise((done) => {
    const request = tx.objectStore('settled').getAllKeys()
    request.onsuccess = () => done(request.result)
  })
  for (const key of keys) tx.objectStore('settled').put('a lot', key)
  tx.objectStore('replicas').put({ epoch: 0, replica: 'rubbish' }, 'guest1')
  tx.objectStore('conflicts').put({ rule: 'none' }, ['guest1', 'x', 1, 'y', ''])
  tx.objectStore('setAside').put({ account: 'guest1' }, 'x:1')
  await new Promise((done) => {
    tx.oncomplete = done
  })
  db.close()
}

describe('what a newer version left', () => {
  const theirs = '{"format":2,"data":{"anything":1}}'

  it('[D8] is left as it is, whatever this one does', async () => {
    const other = '33333333-3333-4333-8333-333333333333'
    const keys = ['who', 'strategy', 'replica:local', `owed:local:${other}`].map((key) => `holdfast:${key}`)
    for (const key of keys) profile.storage.set(key, theirs)
    const { device, local, sync } = open()
    await device.reload()
    local.setStrategy('local')
    addNote(device, 'Milk')
    await device.handOver(GUEST, 'edits')
    for (const key of keys) expect(profile.storage.get(key)).toBe(theirs)
    expect(sync.getState().storageProblem).toContain('newer version')
    expect(device.owed()[0]?.edits).toHaveLength(2)
  })

  it('[D8] also when it was written after this page began', async () => {
    const opened = await guestWithAnEdit()
    profile.storage.set('holdfast:replica:guest1', theirs)
    const asked = { account: GUEST.id, base: 1, tag: 'one' }
    await opened.device.takeOver(saved(opened.device, { revision: 2, tag: 'two', since: 1 }), asked, [])
    expect(profile.storage.get('holdfast:replica:guest1')).toBe(theirs)
  })

  it('[D8] a database of a newer version is said, and edits go on in local storage', async () => {
    const first = await guestWithAnEdit()
    first.tab.close()
    await new Promise<void>((done) => {
      const request = indexedDB.open('holdfast', 99)
      request.onsuccess = () => {
        request.result.close()
        done()
      }
    })
    const second = open()
    await second.device.reload()
    expectAllThere(second, first.device.writer)
    expect(second.sync.getState().storageProblem).toContain('newer version')
  })
})

describe('edits that the server refused', () => {
  const refused = (device: Device) =>
    device
      .owed()
      .flatMap(({ writer, edits }) => edits.map((edit) => ({ writer, edit, words: 'Note', reason: 'too long' })))

  it('[D12] are kept in local storage as well, so that a reload has them while IndexedDB refuses', async () => {
    const opened = await guestWithAnEdit()
    opened.refusal.database = 'UnknownError'
    await opened.device.setAside(refused(opened.device))
    const second = await restart(opened, { database: 'UnknownError' })
    expect(second.sync.getState().setAside).toMatchObject([{ words: 'Note', edit: { n: 3, value: 'Owed' } }])
    expect(second.device.owed()).toEqual([])
  })

  it('[D12] no acknowledgement clears them, and IndexedDB has them when it is back', async () => {
    const opened = await guestWithAnEdit()
    opened.refusal.database = 'UnknownError'
    await opened.device.setAside(refused(opened.device))
    setTitle(opened.device, 'Shorter')
    const asked = { account: GUEST.id, base: 1, tag: 'one' }
    const answer = saved(opened.device, { lastN: { [opened.device.writer]: 4 }, revision: 2, tag: 'two', since: 1 })
    await opened.device.takeOver(answer, asked, opened.device.owed())
    expect([...profile.storage.keys()].filter((key) => key.includes(':set-aside:'))).toHaveLength(1)
    opened.refusal.database = null
    await world.advance(5_000)
    profile.storage.clear()
    expect((await restart(opened)).sync.getState().setAside).toHaveLength(1)
  })

  it('[D12] one that was discarded is in neither storage any more, though IndexedDB refused then', async () => {
    const opened = await guestWithAnEdit()
    await opened.device.setAside(refused(opened.device))
    opened.refusal.database = 'UnknownError'
    for (const entry of opened.sync.getState().setAside) await opened.device.dropSetAside(entry)
    opened.refusal.database = null
    await world.advance(5_000)
    expect((await restart(opened)).sync.getState().setAside).toEqual([])
  })
})
