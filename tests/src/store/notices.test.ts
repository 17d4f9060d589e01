/** What waits for a person's word: seen or cleared once it comes back in no tab, and nothing is lost before (D7, D11, D12). */
import { beforeEach, expect, it } from 'vitest'
import type { OwedEdit } from '../../../core/edits/edit'
import type { Conflict } from '../../../core/wire/answer'
import { openDevice } from '../../../src/store/device'
import type { DeviceDb } from '../../../src/store/device-db'
import { createLayoutStore } from '../../../src/store/layout-store'
import { createLocalCopy } from '../../../src/store/local-copy'
import { createSyncStore } from '../../../src/store/sync-store'
import { saveAnswer } from '../../fakes/answers'
import { createDeviceDbRows } from '../../fakes/device-db-rows'
import { createFakeWorld, type FakeProfile, type FakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

const NOTE = '11111111-1111-4111-8111-111111111111'
const EMPTY = { account: 'local', base: 0, tag: null }
let world: FakeWorld
let profile: FakeProfile
beforeEach(() => {
  world = createFakeWorld()
  profile = world.newProfile(() => Promise.reject(new Error('no network')))
})

/** A tab that owes a title. */
async function openWithTitle(db: DeviceDb, title: string) {
  const opened = open(db)
  await opened.device.reload()
  setTitle(opened, title)
  await opened.device.written()
  await world.settle()
  return opened
}

type Opened = ReturnType<typeof open>

function open(db: DeviceDb) {
  const { env } = profile.openTab()
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const local = createLocalCopy(env.storage)
  return { sync, device: openDevice({ env, local, db, layout, sync }) }
}

function setTitle({ device }: Opened, title: string): void {
  device.record([{ widget: NOTE, field: 'title', value: title }], { trigger: 'edit' })
}

const ownEdit = ({ device }: Opened) =>
  device.owed().find(({ writer }) => writer === device.writer)?.edits[0] as OwedEdit

/** Its first edit lost. */
async function tellConflict({ device }: Opened): Promise<void> {
  const { writer } = device
  const side = { value: 'Tea', at: 1, device: 'x' }
  const lost: Conflict = { widget: NOTE, field: 'title', rule: 'later', writer, n: 1, kept: side, lost: side }
  const answer = saveAnswer(device.id(), {
    status: 'merged',
    revision: 1,
    tag: 't',
    lastN: { [writer]: 1 },
    conflicts: [lost],
  })
  expect(await device.takeOver(answer, EMPTY, [{ writer, edits: [ownEdit({ device } as Opened)] }])).toBe('taken')
  await world.settle()
}

/** Two of its edits lost. */
async function tellTwo({ device }: Opened): Promise<Conflict[]> {
  const { writer } = device
  const side = { value: 'Tea', at: 1, device: 'x' }
  const conflicts = ['title', 'data/text'].map(
    (field): Conflict => ({ widget: NOTE, field, rule: 'later', writer, n: 1, kept: side, lost: side }),
  )
  const told = { status: 'merged', revision: 1, tag: 't', lastN: { [writer]: 1 }, conflicts } as const
  const edits = [ownEdit({ device } as Opened)]
  expect(await device.takeOver(saveAnswer(device.id(), told), EMPTY, [{ writer, edits }])).toBe('taken')
  await world.settle()
  return conflicts
}

/** Its first edit is refused. */
async function tellRefused({ device }: Opened): Promise<void> {
  const edit = ownEdit({ device } as Opened)
  await device.setAside([{ writer: device.writer, edit, words: 'w', reason: 'r' }])
  await world.settle()
}

/** full: everything that puts is refused, everything that reads or deletes works. */
function mayBeFull(rows = createDeviceDbRows()) {
  const db = createMemoryDeviceDb(rows)
  const state = { full: false }
  const guard =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      state.full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : call(...args)
  const guarded: DeviceDb = {
    ...db,
    addWho: guard(db.addWho),
    setWho: guard(db.setWho),
    putEdits: guard(db.putEdits),
    takeOver: guard(db.takeOver),
    setAside: guard(db.setAside),
    putBack: guard(db.putBack),
  }
  return { state, db: guarded }
}

it('[D11] a conflict that a full IndexedDB did not take is still shown after the tab was looked at again', async () => {
  const { db, state } = mayBeFull()
  const tab = await openWithTitle(db, 'Tea')
  state.full = true
  await tellConflict(tab)
  expect(tab.sync.getState().conflicts).toHaveLength(1)
  await tab.device.reload()
  expect(tab.sync.getState().conflicts).toHaveLength(1)
})

it('[D7] [D11] of two conflicts only the one that the person has seen goes, in every tab and for good', async () => {
  const db = createMemoryDeviceDb()
  const [a, b] = [await openWithTitle(db, 'Tea'), open(db)]
  await b.device.reload()
  const [title, text] = await tellTwo(a)
  expect(b.sync.getState().conflicts).toHaveLength(2)
  await a.device.dismissConflicts(title === undefined ? [] : [title])
  await world.settle()
  const later = open(db)
  await later.device.reload()
  for (const tab of [a, b, later]) expect(tab.sync.getState().conflicts).toEqual([text])
})

it.each([
  ['a conflict that the person has seen', tellConflict, ({ device }: Opened) => device.dismissConflicts()],
  ['a refused edit that the person has discarded', tellRefused, discardAll],
] as const)('[D7] %s in another tab is not put back by one that IndexedDB had refused', async (_, tell, clear) => {
  const rows = createDeviceDbRows()
  const refuses = mayBeFull(rows)
  const [a, b] = [await openWithTitle(createMemoryDeviceDb(rows), 'Tea'), open(refuses.db)]
  await b.device.reload()
  await tell(a)
  expect(shown(b)).toHaveLength(1)
  refuses.state.full = true
  setTitle(b, 'Coffee')
  await world.settle()
  refuses.state.full = false
  // It asks again in 5 s to 60 s.
  await clear(a)
  await world.advance(120_000)
  await a.device.reload()
  expect([...shown(a), ...shown(b)]).toEqual([])
})

it.each([
  ['a conflict that the person has seen', tellConflict, ({ device }: Opened) => device.dismissConflicts()],
  ['a refused edit that the person has discarded', tellRefused, discardAll],
] as const)('[D7] %s is not shown again by a look that began before', async (_, tell, clear) => {
  const db = createMemoryDeviceDb()
  const tab = await openWithTitle(db, 'Tea')
  await tell(tab)
  const { load } = db
  let go = () => {}
  db.load = async (account) => {
    const stored = await load(account)
    await new Promise<void>((done) => {
      go = done
    })
    return stored
  }
  const reloading = tab.device.reload()
  await world.settle()
  await clear(tab)
  db.load = load
  go()
  await reloading
  await world.advance(120_000)
  expect(shown(tab)).toEqual([])
})

it('[D12] a refused edit stands once in the list, though a look ends while IndexedDB is slow to take it', async () => {
  const db = createMemoryDeviceDb()
  const tab = await openWithTitle(db, 'Tea')
  const { setAside } = db
  let go = () => {}
  db.setAside = async (entries) => {
    await new Promise<void>((done) => {
      go = done
    })
    return setAside(entries)
  }
  const told = tellRefused(tab)
  await world.settle()
  void tab.device.reload()
  await world.settle()
  go()
  await told
  expect(shown(tab)).toHaveLength(1)
})

async function discardAll({ device, sync }: Opened): Promise<void> {
  for (const entry of sync.getState().setAside) await device.dropSetAside(entry)
}

function shown({ sync }: Opened): unknown[] {
  const { conflicts, setAside } = sync.getState()
  return [...conflicts, ...setAside]
}
