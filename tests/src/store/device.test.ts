/** Stations 2 and 3 on a fake browser profile and a fake IndexedDB: what is kept where, and what a start finds. */
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OwedEdit } from '../../../core/edits/edit'
import { recover } from '../../../core/edits/recover'
import type { Conflict, SaveAnswer } from '../../../core/wire/answer'
import { createActions } from '../../../src/store/actions'
import { openDevice } from '../../../src/store/device'
import type { Device } from '../../../src/store/device-contract'
import { createDeviceDb, type DeviceDb } from '../../../src/store/device-db'
import { createLayoutStore, type LayoutStore } from '../../../src/store/layout-store'
import { createLocalCopy } from '../../../src/store/local-copy'
import { createSyncStore, type SyncStore } from '../../../src/store/sync-store'
import { pullAnswer, saveAnswer } from '../../fakes/answers'
import { createFakeWorld, type FakeProfile, type FakeTab, type FakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

const NOTE = '11111111-1111-4111-8111-111111111111'
const noNetwork = () => Promise.reject(new Error('no network'))

/** These tests reload no page with an undo. */
const UNDO_OF_THIS_LIFE = { session: null, onHide: () => {} }

interface Opened {
  tab: FakeTab
  device: Device
  layout: LayoutStore
  sync: SyncStore
}

function open(profile: FakeProfile, db = createDeviceDb(), tab = profile.openTab()): Opened {
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const local = createLocalCopy(tab.env.storage)
  return { tab, layout, sync, device: openDevice({ env: tab.env, local, db, layout, sync }) }
}

/** Everything it hears waits until it thaws. */
function openFrozen(profile: FakeProfile): Opened & { thaw(): Promise<void> } {
  const tab = profile.openTab()
  const { listen } = tab.env.channel
  const heard: (() => void)[] = []
  tab.env.channel.listen = (fn) => listen((message) => void heard.push(() => fn(message)))
  const thaw = async () => {
    for (const hear of heard.splice(0)) {
      hear()
      await world.settle()
    }
  }
  return { ...open(profile, createDeviceDb(), tab), thaw }
}

/** Reads of `db` wait until they are let go. */
function holdReads(db: DeviceDb): () => void {
  const waiting: (() => void)[] = []
  const { load } = db
  db.load = async (account) => {
    await new Promise<void>((done) => waiting.push(done))
    return load(account)
  }
  return () => {
    db.load = load
    for (const go of waiting.splice(0)) go()
  }
}

const addNote = (device: Device, title: string) =>
  device.record(
    [
      { widget: NOTE, field: 'type', value: 'note' },
      { widget: NOTE, field: 'title', value: title },
    ],
    { trigger: 'add' },
  )

const setTitle = (device: Device, title: string) =>
  device.record([{ widget: NOTE, field: 'title', value: title }], { trigger: 'edit' })

/** Edit `n` of its title was overruled by another device's. */
function lostBy({ writer }: Device, n: number): Conflict {
  const side = { value: 'Tea', at: 1, device: 'x' }
  return { widget: NOTE, field: 'title', rule: 'later', writer, n, kept: side, lost: side }
}

/** What `device` knows that a writer owes. */
const owedBy = (device: Device, of: string) => device.owed().find(({ writer }) => writer === of)?.edits ?? []

const saved = (device: Device, over: Partial<SaveAnswer>): SaveAnswer => saveAnswer(device.id(), over)

const EMPTY = { account: 'local', base: 0, tag: null }

/** guest1 is shown here, and IndexedDB alone knows it. */
async function guestThatLocalStorageForgot(): Promise<void> {
  const { device, tab } = open(profile)
  await device.reload()
  await device.handOver({ id: 'guest1', email: null }, 'edits')
  await device.written()
  tab.close()
  profile.storage.clear()
}

let world: FakeWorld
let profile: FakeProfile

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  world = createFakeWorld()
  profile = world.newProfile(noNetwork)
})

describe('what is recorded', () => {
  it('[D12] is shown without what was discarded a moment before, which no storage has forgotten yet', async () => {
    const { device, layout } = open(profile)
    addNote(device, 'Milk')
    device.record([{ widget: NOTE, field: 'data/text', value: 'oat' }], { trigger: 'edit' })
    const n = device.owed()[0]?.edits.at(-1)?.n ?? Number.NaN
    const discarded = device.discard([{ writer: device.writer, n }])
    device.record([{ widget: NOTE, field: 'title', value: 'Bread' }], { trigger: 'edit' })
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Bread' })
    await discarded
  })

  it('[D1] is in local storage before record returns, under the writer’s own key', () => {
    const { device } = open(profile)
    addNote(device, 'Milk')
    const stored = profile.storage.get(`holdfast:owed:local:${device.writer}`) ?? ''
    expect(JSON.parse(stored).data.map((edit: { n: number }) => edit.n)).toEqual([1, 2])
  })

  it('[D1] is in IndexedDB right after, and found there when local storage has fallen back', async () => {
    const first = open(profile)
    addNote(first.device, 'Milk')
    await first.device.written()
    first.tab.close()
    profile.storage.clear()
    const second = open(profile)
    expect(second.layout.getState().widgets).toEqual({})
    await second.device.reload()
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
    expect(second.device.owed()).toMatchObject([{ writer: first.device.writer, edits: [{ n: 1 }, { n: 2 }] }])
  })

  it('[D1] a start leaves out what IndexedDB knows to be settled, though an old local storage still has it', async () => {
    const first = open(profile)
    addNote(first.device, 'Milk')
    const old = new Map(profile.storage)
    const sent = first.device.owed()
    await first.device.takeOver(saved(first.device, { lastN: { [first.device.writer]: 2 } }), EMPTY, sent)
    first.tab.close()
    for (const [key, value] of old) profile.storage.set(key, value)
    profile.storage.delete('holdfast:replica:local')
    const second = open(profile)
    await second.device.reload()
    expect(second.device.owed()).toEqual([])
    expect(second.layout.getState()).toMatchObject({ revision: 1 })
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
  })

  it('[D1] a start finds out from IndexedDB who it is, when local storage has fallen back', async () => {
    const first = open(profile)
    await first.device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(first.device, 'Milk')
    await first.device.written()
    first.tab.close()
    profile.storage.clear()
    const second = open(profile)
    await second.device.reload()
    expect(second.device.id()).toBe(first.device.id())
    expect(second.device.account().id).toBe('guest1')
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
  })

  it('[D13] has nothing to take back under an account that IndexedDB alone knew of', async () => {
    const first = open(profile)
    await first.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    await first.device.written()
    first.tab.close()
    profile.storage.clear()
    const second = open(profile)
    const { device, layout, tab } = second
    const actions = createActions({ ...UNDO_OF_THIS_LIFE, device, layout, uuid: tab.env.uuid, newborn: () => ({}) })
    actions.removeWidget(actions.addWidget('note'))
    await device.reload()
    expect(layout.getState()).toMatchObject({ account: 'ada', canUndo: false })
    actions.undo()
    expect(device.owed()).toEqual([])
  })

  it('[D1] [D13] a removal can be taken back in whatever moment of going over to a guest it was made', async () => {
    for (let moments = 0; moments < 40; moments++) {
      const { device, layout, tab } = open(
        createFakeWorld().newProfile(async () => Response.error()),
        createMemoryDeviceDb(),
      )
      const actions = createActions({ ...UNDO_OF_THIS_LIFE, device, layout, uuid: tab.env.uuid, newborn: () => ({}) })
      const id = actions.addWidget('note')
      const handing = device.handOver({ id: 'guest1', email: null }, 'edits')
      for (let i = 0; i < moments; i++) await Promise.resolve()
      actions.removeWidget(id)
      await handing
      actions.undo()
      expect(Object.keys(layout.getState().widgets), `${moments} moments after it began`).toEqual([id])
    }
  })

  it('[D1] [D13] what a guest did can be taken back by the next one, who has the whole of it', async () => {
    const { device, layout, tab } = open(profile)
    await device.switchTo({ id: 'guest1', email: null })
    const actions = createActions({ ...UNDO_OF_THIS_LIFE, device, layout, uuid: tab.env.uuid, newborn: () => ({}) })
    const [first, second] = [actions.addWidget('note'), actions.addWidget('note')]
    actions.editWidget(first, { title: 'Milk' })
    await device.handOver({ id: 'guest2', email: null }, 'whole')
    expect(layout.getState()).toMatchObject({ account: 'guest2', canUndo: true })
    actions.undo()
    expect(layout.getState().widgets[first]?.fields.title).toBeUndefined()
    expect(layout.getState().widgets[second]).toBeDefined()
  })

  it('[D13] an answer that is on its way into IndexedDB as another account comes to be shown is not that one’s', async () => {
    const db = createMemoryDeviceDb()
    const { device, layout, tab } = open(profile, db)
    await device.switchTo({ id: 'ada', email: 'ada@example.com' })
    const { takeOver } = db
    db.takeOver = async (...taken) => {
      if (taken[0] === 'ada') await device.switchTo({ id: 'bob', email: 'bob@example.com' })
      return takeOver(...taken)
    }
    const took = await device.takeOver(pullAnswer({ revision: 4, tag: 'four' }), { ...EMPTY, account: 'ada' }, [])
    expect(took).toBe('stale')
    expect(layout.getState()).toMatchObject({ account: 'bob', revision: 0 })
    expect(device.replica().revision).toBe(0)
    expect(createLocalCopy(tab.env.storage).replica('bob')?.replica.revision ?? 0).toBe(0)
  })

  it('[D2] owes only the newest edit of a field', () => {
    const { device, sync } = open(profile)
    addNote(device, 'a')
    setTitle(device, 'b')
    setTitle(device, 'c')
    expect(device.owed()[0]?.edits.map(({ n }) => n)).toEqual([1, 4])
    expect(sync.getState().pendingChanges).toBe(2)
  })
})

describe('taking an answer over', () => {
  it('[D11] settles by the answer’s lastN, and draws what was done as asked though the answer left it out', async () => {
    const { device, layout, sync } = open(profile)
    addNote(device, 'Milk')
    const took = await device.takeOver(saved(device, { lastN: { [device.writer]: 2 } }), EMPTY, device.owed())
    expect(took).toBe('taken')
    expect(sync.getState().pendingChanges).toBe(0)
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Milk' })
    expect([...profile.storage.keys()].some((key) => key.startsWith('holdfast:owed'))).toBe(false)
  })

  it('[D11] is not done when the device holds another revision than it was asked from', async () => {
    const { device, sync } = open(profile)
    addNote(device, 'Milk')
    await device.takeOver(pullAnswer({ revision: 4, tag: 'four' }), EMPTY, [])
    const late = saved(device, { revision: 2, tag: 'two', lastN: { [device.writer]: 2 } })
    expect(await device.takeOver(late, EMPTY, device.owed())).toBe('stale')
    expect(device.replica()).toMatchObject({ revision: 4, tag: 'four' })
    expect(sync.getState().pendingChanges).toBe(2)
  })

  it('keeps an edit made while the save was under way, over what came', async () => {
    const { device, layout } = open(profile)
    addNote(device, 'Milk')
    const sent = device.owed()
    setTitle(device, 'Milk and bread')
    await device.takeOver(saved(device, { lastN: { [device.writer]: 2 } }), EMPTY, sent)
    expect(device.owed()[0]?.edits.map(({ n }) => n)).toEqual([3])
    expect(layout.getState().widgets[NOTE]?.fields.title).toBe('Milk and bread')
  })

  it('[D11][S7] an answer to a save settles what that brought: what another tab brought after it has an answer that tells its conflicts', async () => {
    const { device } = open(profile)
    addNote(device, 'Milk')
    const sent = device.owed()
    setTitle(device, 'Milk and bread')
    await device.takeOver(saved(device, { lastN: { [device.writer]: 3 } }), EMPTY, sent)
    expect(device.settledN(device.writer)).toBe(2)
    expect(device.owed()[0]?.edits.map(({ n }) => n)).toEqual([3])
    await device.takeOver(
      pullAnswer({ revision: 2, tag: 'two', lastN: { [device.writer]: 3 } }),
      { account: EMPTY.account, base: device.replica().revision, tag: device.replica().tag },
      [],
    )
    expect(device.owed()).toEqual([])
  })

  it('[D11] shows a conflict once, though another tab was told of it as well and this one has read it', async () => {
    const db = createDeviceDb()
    const told = open(profile, {
      ...db,
      async takeOver(...taken) {
        const kept = await db.takeOver(...taken)
        // As a reload does that was asked for by the other tab's word.
        told.sync.setState({ conflicts: (await db.load(EMPTY.account)).conflicts })
        return kept
      },
    })
    addNote(told.device, 'Milk')
    const conflict = lostBy(told.device, 2)
    const answer = saved(told.device, { lastN: { [told.device.writer]: 2 }, conflicts: [conflict] })
    await told.device.takeOver(answer, EMPTY, [])
    expect(told.sync.getState().conflicts).toEqual([conflict])
  })

  it('[D11] shows a conflict no more that another tab was told of, and the person has seen, whichever tab is told of it later', async () => {
    const [told, later] = [open(profile), open(profile)]
    addNote(told.device, 'Milk')
    await world.settle()
    const conflict = lostBy(told.device, 2)
    // It made no revision (S10): nothing but what it settles says that it is known.
    const answer = pullAnswer({ revision: 0, tag: null, lastN: { [told.device.writer]: 2 }, conflicts: [conflict] })
    const both = [told, later].map(({ device }) => device.takeOver(answer, EMPTY, []))
    await both[0]
    await told.device.dismissConflicts()
    await Promise.all(both)
    await world.settle()
    expect(told.sync.getState().conflicts).toEqual([])
    expect(later.sync.getState().conflicts).toEqual([])
  })

  it('[D11] keeps conflicts for showing, also over a restart', async () => {
    const first = open(profile)
    addNote(first.device, 'Milk')
    const conflict = lostBy(first.device, 2)
    await first.device.takeOver(
      saved(first.device, { lastN: { [first.device.writer]: 2 }, conflicts: [conflict] }),
      EMPTY,
      [],
    )
    first.tab.close()
    const second = open(profile)
    await second.device.reload()
    expect(second.sync.getState().conflicts).toEqual([conflict])
  })

  it('[D11] who has seen the conflicts that one tab shows has not seen what another one was told since', async () => {
    const [one, two] = [open(profile), open(profile)]
    const { writer } = one.device
    addNote(one.device, 'Milk')
    const seen = lostBy(one.device, 2)
    await one.device.takeOver(saved(one.device, { lastN: { [writer]: 2 }, conflicts: [seen] }), EMPTY, [])
    await two.device.reload()
    expect(two.sync.getState().conflicts).toEqual([seen])
    setTitle(one.device, 'Bread')
    const { revision: base, tag } = one.device.replica()
    const unseen = lostBy(one.device, 3)
    const answer = saved(one.device, {
      revision: 2,
      tag: 'two',
      since: base,
      lastN: { [writer]: 3 },
      conflicts: [unseen],
    })
    await one.device.takeOver(answer, { account: EMPTY.account, base, tag }, one.device.owed())
    await two.device.dismissConflicts()
    expect(two.sync.getState().conflicts).toEqual([])
    const later = open(profile)
    await later.device.reload()
    expect(later.sync.getState().conflicts).toEqual([unseen])
  })
})

describe('tabs', () => {
  it('[D7] show each other’s edits, each under a key of its own', async () => {
    const [a, b] = [open(profile), open(profile)]
    addNote(a.device, 'Milk')
    await world.settle()
    setTitle(b.device, 'Bread')
    await world.settle()
    expect(a.layout.getState().widgets).toEqual(b.layout.getState().widgets)
    expect(a.layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
    expect(
      a.device
        .owed()
        .map(({ writer }) => writer)
        .sort(),
    ).toEqual([a.device.writer, b.device.writer].sort())
  })

  it('[D7] settle in every tab what one of them has taken over', async () => {
    const [a, b] = [open(profile), open(profile)]
    addNote(a.device, 'Milk')
    setTitle(b.device, 'Bread')
    await world.settle()
    const lastN = { [a.device.writer]: 2, [b.device.writer]: 1 }
    await a.device.takeOver(saved(a.device, { lastN }), EMPTY, a.device.owed())
    await world.settle()
    expect(b.sync.getState().pendingChanges).toBe(0)
    expect(b.layout.getState()).toMatchObject({ revision: 1 })
    expect(profile.storage.has(`holdfast:owed:local:${b.device.writer}`)).toBe(false)
  })

  it('[D7] show no conflicts any more that the person has seen in one of them', async () => {
    const [a, b] = [open(profile), open(profile)]
    addNote(a.device, 'Milk')
    const conflict = lostBy(a.device, 2)
    await a.device.takeOver(saved(a.device, { lastN: { [a.device.writer]: 2 }, conflicts: [conflict] }), EMPTY, [])
    await world.settle()
    expect(b.sync.getState().conflicts).toEqual([conflict])
    await a.device.dismissConflicts()
    await world.settle()
    expect(b.sync.getState().conflicts).toEqual([])
  })

  it('[D7] show nothing as set aside any more that the person has cleared in one of them', async () => {
    const [a, b] = [open(profile), open(profile)]
    addNote(a.device, 'Milk')
    const refused = owedBy(a.device, a.device.writer)
      .slice(-1)
      .map((edit) => ({ writer: a.device.writer, edit, words: 'The title', reason: 'Too long' }))
    await a.device.setAside(refused)
    await world.settle()
    expect(b.sync.getState().setAside).toMatchObject([{ words: 'The title' }])
    for (const entry of b.sync.getState().setAside) await a.device.dropSetAside(entry)
    await world.settle()
    expect(b.sync.getState().setAside).toEqual([])
  })

  it('[D1] keep what a tab made in the moment in which it ended, and told nobody of', async () => {
    const ends = open(profile, { ...createDeviceDb(), putEdits: () => new Promise<void>(() => {}) })
    const other = open(profile)
    await other.device.reload()
    addNote(ends.device, 'Milk')
    await world.settle()
    ends.tab.env.channel.post = () => {}
    setTitle(ends.device, 'Bread')
    ends.tab.close()
    expect(await other.device.owesForGoneTab()).toBe(true)
    const kept = createLocalCopy(other.tab.env.storage).owed('local').get(ends.device.writer)
    expect(kept?.at(-1)).toMatchObject({ field: 'title', value: 'Bread' })
    expect(other.layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
  })

  it('[D7] show what a tab made in the moment in which it ended as soon as one of them finds it', async () => {
    const [ends, first, second] = [open(profile), open(profile), open(profile)]
    ends.tab.env.channel.post = () => {}
    addNote(ends.device, 'Milk')
    ends.tab.close()
    await first.device.reload()
    await world.settle()
    const [shown, alsoShown] = [first, second].map(({ layout }) => layout.getState().widgets)
    expect(shown?.[NOTE]?.fields.title).toBe('Milk')
    expect(alsoShown).toEqual(shown)
    expect(second.device.owed()).toEqual(first.device.owed())
  })

  it('[D13] know that the guest has an address now, and is a guest no more', async () => {
    const [a, b] = [open(profile), open(profile)]
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    await a.device.switchTo({ id: 'guest1', email: 'a@example.com' })
    await world.settle()
    expect(b.device.account()).toEqual({ id: 'guest1', email: 'a@example.com' })
  })

  it('[D7] show what a tab took over that ended before it could say so, as soon as one of them finds it', async () => {
    const a = open(profile)
    await a.device.reload()
    const fields = { type: { value: 'note', rev: 1, at: 1, device: 'x' } }
    const replica = { revision: 1, tag: 'one', widgets: { [NOTE]: { removed: false, fields } } }
    // As far as the tab came.
    await createDeviceDb().takeOver('local', { replica: { replica, epoch: 0 }, settled: {}, conflicts: [] })
    const b = open(profile)
    await b.device.reload()
    await world.settle()
    expect(b.layout.getState().widgets).toHaveProperty(NOTE)
    expect(a.layout.getState().widgets).toHaveProperty(NOTE)
  })

  it('[D7] show the account that was changed to last, also by a clock that was set back', async () => {
    const [a, b, silent] = [open(profile), open(profile), open(profile)]
    await a.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    await world.settle()
    for (const { tab } of [a, b, silent]) tab.env.now = () => 0
    silent.tab.env.channel.post = () => {}
    await silent.device.switchTo({ id: 'carol', email: 'carol@example.com' })
    await a.device.switchTo({ id: 'bob', email: 'bob@example.com' })
    await world.settle()
    expect([a, b, silent].map(({ device }) => device.account().id)).toEqual(['bob', 'bob', 'bob'])
  })

  it('[S3] lay what is done last over what another one still owes, also by a clock that was set back', async () => {
    const [a, b] = [open(profile), open(profile)]
    addNote(a.device, 'Milk')
    await world.settle()
    for (const { tab } of [a, b]) tab.env.now = () => 0
    setTitle(b.device, 'Bread')
    await world.settle()
    for (const { layout } of [a, b]) expect(layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
    a.device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    await world.settle()
    for (const { layout } of [a, b]) expect(layout.getState().widgets).toEqual({})
  })

  it('[S12] keep what one has just settled of a removed widget, also where another takes the same revision over', async () => {
    const [b, a] = [openFrozen(profile), open(profile)]
    await b.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    await a.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    addNote(a.device, 'Milk')
    a.device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    const made = { revision: 1, tag: 'one', since: 0, full: true, widgets: [] }
    const first = { account: 'ada', base: 0, tag: null }
    expect(await b.device.takeOver(pullAnswer(made), first, [])).toBe('taken')
    const held = { account: 'ada', base: 1, tag: 'one' }
    const settles = { ...made, status: 'duplicate' as const, lastN: { [a.device.writer]: 3 } }
    expect(await a.device.takeOver(saved(a.device, settles), held, a.device.owed())).toBe('taken')
    expect(await b.device.takeOver(pullAnswer({ ...made, since: 1, full: false }), held, [])).toBe('taken')
    const kept = createLocalCopy(b.tab.env.storage).replica('ada')?.replica.widgets[NOTE]
    expect(kept?.fields.title?.value).toBe('Milk')
  })

  describe('of which one ended as it said that nobody is shown any more', () => {
    const ada = { id: 'ada', email: 'ada@example.com' }
    async function leftOver(): Promise<Opened> {
      const [ended, left] = [open(profile), open(profile)]
      await ended.device.switchTo(ada)
      await world.settle()
      ended.tab.env.channel.post = () => {}
      await ended.device.switchTo({ id: 'local', email: null })
      ended.tab.close()
      expect(left.device.account().id).toBe('ada')
      return left
    }

    it('[D7] show who the next one that begins shows', async () => {
      const left = await leftOver()
      const next = open(profile)
      await next.device.reload()
      await world.advance(500)
      expect([left, next].map(({ device }) => device.account().id)).toEqual(['local', 'local'])
    })

    it('[D7] show who signs in again in the one that had not heard of it', async () => {
      const left = await leftOver()
      const next = open(profile)
      await left.device.switchTo(ada)
      await world.settle()
      expect([left, next].map(({ device }) => device.account().id)).toEqual(['ada', 'ada'])
    })
  })

  it('[S3] are one device, whatever a tab that has not looked yet puts into local storage', async () => {
    const a = open(profile)
    await a.device.reload()
    const known = a.device.id()
    profile.storage.delete('holdfast:who')
    const b = open(profile)
    expect(b.device.id()).not.toBe(known)
    createLocalCopy(b.tab.env.storage).setWho({
      device: b.device.id(),
      account: b.device.account(),
      guests: [],
      since: 1,
    })
    expect(a.device.id()).toBe(known)
    await b.device.reload()
    expect(b.device.id()).toBe(known)
  })

  it('[S3] are one device, also where the first is frozen as it puts down which it is', async () => {
    const db = createDeviceDb()
    let thaw = () => {}
    const frozen = new Promise<void>((done) => {
      thaw = done
    })
    const a = open(profile, {
      ...db,
      addWho: (who) => frozen.then(() => db.addWho(who)),
      setWho: (who) => frozen.then(() => db.setWho(who)),
    })
    const starting = a.device.reload()
    await world.settle()
    profile.storage.clear()
    const b = open(profile)
    await b.device.reload()
    const known = b.device.id()
    thaw()
    await starting
    expect([a.device.id(), b.device.id(), (await db.who())?.device]).toEqual([known, known, known])
  })

  it('[D13] go through nothing that went by while they were frozen, and keep nothing of it', async () => {
    const [frozen, other, gone] = [openFrozen(profile), open(profile), open(profile)]
    await frozen.device.switchTo({ id: 'bob', email: 'bob@example.com' })
    await other.device.switchTo({ id: 'local', email: null })
    await world.settle()
    addNote(gone.device, 'Milk')
    await world.settle()
    await other.device.handOver({ id: 'guest1', email: null }, 'edits')
    await world.settle()
    gone.tab.close()
    const seen: string[] = []
    frozen.layout.subscribe(({ account }) => seen.push(account))
    await frozen.thaw()
    expect(new Set(seen)).toEqual(new Set(['guest1']))
    expect(frozen.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
    expect([...profile.storage.keys()].filter((key) => key.startsWith('holdfast:owed:local:'))).toEqual([])
  })

  it('[D13] forget no guest that went by while they were frozen', async () => {
    const [frozen, other] = [openFrozen(profile), open(profile)]
    await frozen.device.switchTo({ id: 'bob', email: 'bob@example.com' })
    await other.device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(other.device, 'Milk')
    await other.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    await world.settle()
    await frozen.thaw()
    await frozen.device.switchTo({ id: 'bob', email: 'bob@example.com' })
    expect(await frozen.device.leftBehind()).toMatchObject([{ account: 'guest1' }])
    expect(JSON.parse(profile.storage.get('holdfast:who') ?? '').data.guests).toContain('guest1')
  })

  it('[D7] nothing vanishes in a tab that is slower than another to read what was taken over', async () => {
    const slow = createDeviceDb()
    const [one, two, three] = [open(profile), open(profile), open(profile, slow)]
    addNote(one.device, 'Milk')
    await world.settle()
    const read = holdReads(slow)
    const seen: unknown[] = []
    three.layout.subscribe(({ widgets }) => seen.push(widgets[NOTE]?.fields.title))
    const lastN = { [one.device.writer]: 2 }
    await two.device.takeOver(saved(two.device, { lastN }), EMPTY, two.device.owed())
    await world.settle()
    setTitle(one.device, 'Bread')
    await world.settle()
    read()
    await world.settle()
    expect(seen).not.toContain(undefined)
    expect(three.layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
    expect(three.device.owed()).toEqual(one.device.owed())
  })

  it('[D13] keep nothing that another account had taken over when they thaw', async () => {
    const [frozen, other] = [openFrozen(profile), open(profile)]
    addNote(other.device, 'Milk')
    await other.device.handOver({ id: 'guest1', email: null }, 'edits')
    await other.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    await other.device.switchTo({ id: 'local', email: null })
    await world.settle()
    await frozen.thaw()
    expect(frozen.device.owed()).toEqual([])
    expect(frozen.layout.getState()).toMatchObject({ account: 'local', widgets: {} })
  })

  it('[S14] keep nothing of an account that was forgotten and is shown again when they thaw', async () => {
    const [frozen, other] = [openFrozen(profile), open(profile)]
    const ada = { id: 'ada', email: 'ada@example.com' }
    await other.device.switchTo(ada)
    addNote(other.device, 'Milk')
    await world.settle()
    await frozen.thaw()
    expect(frozen.device.owed()).toEqual(other.device.owed())
    await other.device.switchTo({ id: 'local', email: null })
    await other.device.forget('ada')
    await other.device.switchTo(ada)
    await world.settle()
    await frozen.thaw()
    expect(frozen.device.owed()).toEqual([])
    expect(frozen.layout.getState()).toMatchObject({ account: 'ada', widgets: {} })
  })

  it('[D1][D13] keep what one made of an account in the moment in which another left it', async () => {
    const [leaves, makes] = [open(profile), open(profile)]
    const ada = { id: 'ada', email: 'ada@example.com' }
    await leaves.device.switchTo(ada)
    await world.settle()
    let isLeaving = true
    leaves.device.onSwitched(() => {
      if (isLeaving) addNote(makes.device, 'Milk')
      isLeaving = false
    })
    await leaves.device.leave('ada')
    await world.settle()
    for (const { layout } of [leaves, makes]) expect(layout.getState()).toMatchObject({ account: 'local', widgets: {} })
    await leaves.device.switchTo(ada)
    expect(leaves.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
    expect(leaves.device.owed()).toMatchObject([{ writer: makes.device.writer, edits: [{ n: 1 }, { n: 2 }] }])
  })

  it('[D13] keep nothing of an account that was left, once all of it is on the server', async () => {
    const [leaves, other] = [open(profile), open(profile)]
    const ada = { id: 'ada', email: 'ada@example.com' }
    await leaves.device.switchTo(ada)
    await world.settle()
    addNote(other.device, 'Milk')
    await world.settle()
    const arrived = saved(leaves.device, { lastN: { [other.device.writer]: 2 } })
    await leaves.device.takeOver(arrived, { ...EMPTY, account: 'ada' }, leaves.device.owed())
    await world.settle()
    await leaves.device.leave('ada')
    expect([...profile.storage.keys()].filter((key) => key.includes(':ada'))).toEqual([])
    expect((await createDeviceDb().load('ada')).replica).toBeNull()
  })

  it('[D7] show who was signed in by a tab that ended before it could say so', async () => {
    const [ends, first] = [open(profile), open(profile)]
    ends.tab.env.channel.post = () => {}
    await ends.device.switchTo({ id: 'ada', email: 'ada@example.com' })
    ends.tab.close()
    const next = open(profile)
    addNote(next.device, 'Milk')
    await world.advance(1_000)
    expect(first.device.account()).toEqual({ id: 'ada', email: 'ada@example.com' })
    expect(first.layout.getState().widgets).toEqual(next.layout.getState().widgets)
  })

  it('[D1][D13] what an answer settles for one account is still owed for another', async () => {
    const slow = createDeviceDb()
    const [one, two] = [open(profile), open(profile, slow)]
    const [ada, bob] = ['ada', 'bob'].map((id) => ({ id, email: `${id}@example.com` }))
    if (ada === undefined || bob === undefined) throw new Error('two accounts')
    await one.device.switchTo(ada)
    await world.settle()
    addNote(two.device, 'Milk')
    await one.device.switchTo(bob)
    await world.settle()
    addNote(two.device, 'Bread')
    await world.settle()
    const read = holdReads(slow)
    const lastN = { [two.device.writer]: 4 }
    await one.device.takeOver(saved(one.device, { lastN }), { account: 'bob', base: 0, tag: null }, one.device.owed())
    await one.device.switchTo(ada)
    await world.settle()
    read()
    await world.settle()
    expect(owedBy(two.device, two.device.writer).map(({ n }) => n)).toEqual([1, 2])
    expect(profile.storage.has(`holdfast:owed:ada:${two.device.writer}`)).toBe(true)
  })

  it('[D1] keep what a tab had told before it ended, and could not keep itself', async () => {
    const { device } = open(profile)
    const edit = { widget: NOTE, field: 'type', value: 'note', n: 1, base: 0, at: 1, trigger: 'add' as const }
    const writer = '22222222-2222-4222-8222-222222222222'
    const told = { type: 'owed' as const, account: 'local', writer, edits: [edit], settledN: 0 }
    profile.openTab().env.channel.post(told)
    await world.settle()
    expect(await device.owesForGoneTab()).toBe(true)
    expect(createLocalCopy(profile.openTab().env.storage).owed('local').get(writer)).toEqual([edit])
  })

  it('[D2] edits of a tab that is gone are sent on under its writer and cleared once settled', async () => {
    const gone = open(profile)
    addNote(gone.device, 'Milk')
    await gone.device.written()
    gone.tab.close()
    const { device } = open(profile)
    await device.reload()
    expect(device.owed().map(({ writer }) => writer)).toEqual([gone.device.writer])
    await device.takeOver(saved(device, { lastN: { [gone.device.writer]: 2 } }), EMPTY, device.owed())
    expect([...profile.storage.keys()].filter((key) => key.includes(':owed:'))).toEqual([])
  })
})

describe('local storage in a bad state', () => {
  it('[D8] corrupt: the edits come from IndexedDB, and the person is told', async () => {
    const first = open(profile)
    addNote(first.device, 'Milk')
    await first.device.written()
    first.tab.close()
    for (const key of profile.storage.keys()) if (key.includes(':owed:')) profile.storage.set(key, '{"half')
    const second = open(profile)
    await second.device.reload()
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
    expect(second.sync.getState().storageProblem).toContain('could not be read')
  })

  it('[D8] of a newer version: left as it is, and the person is told', () => {
    const theirs = '{"format":99,"data":{"anything":1}}'
    profile.storage.set('holdfast:replica:local', theirs)
    const { device, sync } = open(profile)
    addNote(device, 'Milk')
    expect(profile.storage.get('holdfast:replica:local')).toBe(theirs)
    expect(sync.getState().storageProblem).toContain('newer version')
  })

  it('[D8] full: edits go on, to IndexedDB', async () => {
    const first = open(profile)
    if (first.tab.env.storage !== null) {
      first.tab.env.storage.set = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    }
    addNote(first.device, 'Milk')
    await first.device.written()
    expect(first.sync.getState().storageProblem).toContain('full')
    first.tab.close()
    const second = open(profile)
    await second.device.reload()
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
  })
})

describe('storage that was meddled with', () => {
  const strange = { n: 1, base: 0, widget: 'nope', at: 1, field: 5, value: { a: 1 }, trigger: 'edit' }

  it('[D8] an edit that no server could take holds up nothing else', () => {
    const first = open(profile)
    addNote(first.device, 'Milk')
    first.tab.close()
    const key = `holdfast:owed:local:${first.device.writer}`
    const { data } = JSON.parse(profile.storage.get(key) ?? '')
    profile.storage.set(key, JSON.stringify({ format: 1, data: [...data, strange] }))
    const second = open(profile)
    expect(second.device.owed().flatMap(({ edits }) => edits.map(({ n }) => n))).toEqual([1, 2])
    expect(second.sync.getState().storageProblem).toContain('could not be read')
  })

  it('[D8] a replica with a broken field is left out, and IndexedDB’s taken', async () => {
    const first = open(profile)
    addNote(first.device, 'Milk')
    await first.device.takeOver(
      saved(first.device, { lastN: { [first.device.writer]: 2 } }),
      EMPTY,
      first.device.owed(),
    )
    first.tab.close()
    const key = 'holdfast:replica:local'
    const stored = JSON.parse(profile.storage.get(key) ?? '')
    stored.data.replica.widgets[NOTE].fields.title = null
    profile.storage.set(key, JSON.stringify(stored))
    const second = open(profile)
    expect(second.layout.getState().widgets).toEqual({})
    await second.device.reload()
    expect(second.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
  })
})

describe('accounts', () => {
  it('[D13] edits made before there was an account become the guest’s, under their own numbers', async () => {
    const { device, layout } = open(profile)
    addNote(device, 'Milk')
    await device.handOver({ id: 'guest1', email: null }, 'edits')
    expect(device.account().id).toBe('guest1')
    expect(device.owed()).toMatchObject([{ writer: device.writer, edits: [{ n: 1 }, { n: 2 }] }])
    expect(layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
    expect([...profile.storage.keys()].some((key) => key.includes(':local'))).toBe(false)
  })

  it('[D13] an edit made meanwhile in another tab goes along', async () => {
    const [a, b] = [open(profile), open(profile)]
    addNote(a.device, 'Milk')
    const handing = a.device.handOver({ id: 'guest1', email: null }, 'edits')
    setTitle(b.device, 'Bread')
    await handing
    await world.settle()
    expect(b.device.account().id).toBe('guest1')
    expect(b.layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
    expect(a.layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
  })

  /** Opens a tab that does something else in the moment in which it first shows the guest. */
  function openWith(asGuest: () => void): Opened {
    const db = createDeviceDb()
    let wasGuest = false
    const setWho: typeof db.setWho = async (who) => {
      await world.advance(1)
      if (who.account.id === 'guest1' && !wasGuest) {
        wasGuest = true
        asGuest()
      }
      return db.setWho(who)
    }
    return open(profile, { ...db, setWho })
  }

  it('[D1] so does one of a tab that ended before it heard of the guest', async () => {
    const b = open(profile)
    const a = openWith(() => {
      setTitle(b.device, 'Bread')
      b.tab.close()
    })
    addNote(a.device, 'Milk')
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    await world.settle()
    const next = open(profile)
    await next.device.reload()
    expect(next.device.account().id).toBe('guest1')
    expect(next.layout.getState().widgets[NOTE]?.fields.title).toBe('Bread')
  })

  it('[D7] other tabs hear of the guest before what was made as nobody is taken from under them', async () => {
    const [a, b] = [open(profile), profile.openTab()]
    addNote(a.device, 'Milk')
    const post = a.tab.env.channel.post
    const kept: boolean[] = []
    a.tab.env.channel.post = (message) => {
      if (message.type === 'account') kept.push(createLocalCopy(b.env.storage).owed('local').has(a.device.writer))
      post(message)
    }
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    expect(kept).toEqual([true])
  })

  it('[D13] what a tab that ended in between left of nobody’s edits is that guest’s, and never another’s', async () => {
    const ends = open(profile, { ...createDeviceDb(), forget: () => new Promise<void>(() => {}) })
    addNote(ends.device, 'Milk')
    void ends.device.handOver({ id: 'guest1', email: null }, 'edits')
    await world.settle()
    ends.tab.close()
    const next = open(profile)
    await next.device.reload()
    expect(next.device.account().id).toBe('guest1')
    await next.device.switchTo({ id: 'full', email: 'a@example.com' })
    await next.device.switchTo({ id: 'local', email: null })
    expect(next.device.owed()).toEqual([])
    expect(next.layout.getState().widgets).toEqual({})
  })

  it('[D13] what was made as nobody until IndexedDB said who this is becomes that guest’s, and is nobody’s any more', async () => {
    await guestThatLocalStorageForgot()
    const next = open(profile)
    addNote(next.device, 'Milk')
    expect(next.device.account().id).toBe('local')
    await next.device.reload()
    await next.device.written()
    expect(next.device.account().id).toBe('guest1')
    expect(owedBy(next.device, next.device.writer)).toHaveLength(2)
    expect(createLocalCopy(next.tab.env.storage).owed('local').size).toBe(0)
    expect((await createDeviceDb().load('local')).owed.size).toBe(0)
    expect(await next.device.leftBehind()).toEqual([])
  })

  it('[D13] what a tab that crashed made as nobody is that guest’s as soon as IndexedDB says who this is', async () => {
    await guestThatLocalStorageForgot()
    const crashes = open(profile)
    addNote(crashes.device, 'Milk')
    crashes.tab.close()
    const next = open(profile)
    await next.device.reload()
    expect(next.device.account().id).toBe('guest1')
    expect(owedBy(next.device, crashes.device.writer)).toHaveLength(2)
    expect(await next.device.leftBehind()).toEqual([])
  })

  it('[D13] what a storage in trouble took for nobody’s a moment too late is the guest’s at the next start', async () => {
    const first = open(profile)
    await first.device.reload()
    addNote(first.device, 'Milk')
    const late = owedBy(first.device, first.device.writer)
    await first.device.handOver({ id: 'guest1', email: null }, 'edits')
    await createDeviceDb().putEdits('local', 'gone writer', late, [])
    first.tab.close()
    const next = open(profile)
    await next.device.reload()
    expect(owedBy(next.device, 'gone writer')).toHaveLength(late.length)
    expect(await next.device.leftBehind()).toEqual([])
    expect((await createDeviceDb().load('local')).owed.size).toBe(0)
  })

  it('[D13] what was handed over is nobody’s no more, though another tab puts it into IndexedDB a moment later', async () => {
    const first = open(profile)
    await first.device.reload()
    addNote(first.device, 'Milk')
    const { writer } = first.device
    const late = owedBy(first.device, writer)
    await first.device.handOver({ id: 'full', email: 'a@example.com' }, 'edits')
    await createDeviceDb().putEdits('local', writer, late, [])
    expect(await first.device.leftBehind()).toEqual([])
  })

  it('[D13] what was handed over and has arrived is not the next guest’s again, though IndexedDB would not forget it', async () => {
    const db = createDeviceDb()
    const refused = () => Promise.reject(new Error('IndexedDB refuses'))
    const refusing: typeof db = {
      ...db,
      forget: (of) => (of === 'local' ? refused() : db.forget(of)),
      takeOver: (of, what) => (of === 'local' ? refused() : db.takeOver(of, what)),
    }
    const [a, b] = [open(profile, refusing), open(profile, refusing)]
    await Promise.all([a.device.reload(), b.device.reload()])
    addNote(a.device, 'Milk')
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    await world.settle()
    const answer = saved(a.device, { lastN: { [a.device.writer]: 2 } })
    await a.device.takeOver(answer, { account: 'guest1', base: 0, tag: null }, a.device.owed())
    await world.settle()
    await b.device.handOver({ id: 'guest2', email: null }, 'whole')
    await world.settle()
    const next = open(profile)
    await next.device.reload()
    expect(next.device.account().id).toBe('guest2')
    expect(next.layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
    expect(next.device.owed().map(({ writer }) => writer)).toEqual([b.device.writer])
    expect((await db.load('local')).owed.size).toBe(0)
  })

  it('[D13] what becomes a guest’s goes to nobody else who is signed in meanwhile', async () => {
    const gone = open(profile)
    addNote(gone.device, 'Milk')
    gone.tab.close()
    const elsewhere = { id: 'full', email: 'a@example.com' }
    const a = openWith(() => void a.device.switchTo(elsewhere, world.now() + 1000))
    setTitle(a.device, 'Bread')
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    await world.settle()
    expect(a.device.account().id).toBe('full')
    expect(a.device.owed()).toEqual([])
    await a.device.switchTo({ id: 'guest1', email: null })
    expect(
      a.device
        .owed()
        .map(({ writer }) => writer)
        .sort(),
    ).toEqual([gone.device.writer, a.device.writer].sort())
  })

  it('[S3] an edit that goes over to another guest has seen nothing of what that one has', async () => {
    const [a, b] = [open(profile), open(profile)]
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    await a.device.takeOver(pullAnswer({ revision: 4, tag: 'four' }), { account: 'guest1', base: 0, tag: null }, [])
    await world.settle()
    addNote(a.device, 'Milk')
    await world.settle()
    const bases = () => owedBy(b.device, b.device.writer).map(({ base }) => base)
    // After the layout went over, and before b was told.
    const stop = a.layout.subscribe(({ account }) => {
      if (account !== 'guest2') return
      stop()
      setTitle(b.device, 'Bread')
      expect(bases()).toEqual([4])
    })
    await a.device.handOver({ id: 'guest2', email: null }, 'whole')
    await world.settle()
    expect(b.device.account().id).toBe('guest2')
    expect(bases()).toEqual([0])
  })

  it('[D13] a guest whose session is gone becomes a new one with the whole layout', async () => {
    const { device, layout } = open(profile)
    await device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(device, 'Milk')
    await device.takeOver(
      saved(device, { lastN: { [device.writer]: 2 } }),
      { account: 'guest1', base: 0, tag: null },
      device.owed(),
    )
    await device.handOver({ id: 'guest2', email: null }, 'whole')
    expect(device.replica().revision).toBe(0)
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Milk' })
    expect(device.owed()[0]?.edits.map((edit) => ('field' in edit ? edit.field : ''))).toEqual(['type', 'title'])
  })

  it('[D11][D12] with what was refused and conflicts that nobody has seen, in every tab and after a restart', async () => {
    const [a, b] = [open(profile), open(profile)]
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(a.device, 'Milk')
    const conflict = lostBy(a.device, 1)
    const answer = saved(a.device, { lastN: { [a.device.writer]: 1 }, conflicts: [conflict] })
    await a.device.takeOver(answer, { account: 'guest1', base: 0, tag: null }, a.device.owed())
    const [edit] = owedBy(a.device, a.device.writer)
    await a.device.setAside([{ writer: a.device.writer, edit: edit as OwedEdit, words: 'a note', reason: 'no' }])
    await world.settle()
    await a.device.handOver({ id: 'guest2', email: null }, 'whole')
    await world.settle()
    const waits = { conflicts: [conflict], setAside: [{ account: 'guest2', words: 'a note' }] }
    expect(a.sync.getState()).toMatchObject(waits)
    expect(b.sync.getState()).toMatchObject(waits)
    const again = open(profile)
    await again.device.reload()
    expect(again.sync.getState()).toMatchObject(waits)
    profile.storage.clear()
    const lost = open(profile)
    await lost.device.reload()
    expect(lost.sync.getState()).toMatchObject(waits)
  })

  it('[D13] what is refused while another account comes to be shown is set aside for its own, and not shown under the other', async () => {
    const a = open(profile)
    await a.device.switchTo({ id: 'ada', email: 'a@example.com' })
    const shownToBob: unknown[] = []
    a.sync.subscribe(({ setAside }) => {
      if (a.device.account().id === 'bob') shownToBob.push(...setAside)
    })
    addNote(a.device, 'Milk')
    await a.device.written()
    const [edit] = owedBy(a.device, a.device.writer)
    const refused = [{ writer: a.device.writer, edit: edit as OwedEdit, words: 'a note', reason: 'no' }]
    await Promise.all([a.device.setAside(refused), a.device.switchTo({ id: 'bob', email: 'b@example.com' })])
    expect(a.device.account().id).toBe('bob')
    expect(shownToBob).toEqual([])
    await a.device.switchTo({ id: 'ada', email: 'a@example.com' })
    expect(a.sync.getState().setAside).toMatchObject([{ account: 'ada', words: 'a note' }])
    expect(owedBy(a.device, a.device.writer).map(({ n }) => n)).toEqual([2])
  })

  it('[D7] a guest that becomes a new one shows the same in every tab, whoever had removed what was never sent', async () => {
    const gone = open(profile)
    addNote(gone.device, 'Milk')
    gone.tab.close()
    const [a, b] = [open(profile), open(profile)]
    await a.device.handOver({ id: 'guest1', email: null }, 'edits')
    a.device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    await world.settle()
    await a.device.handOver({ id: 'guest2', email: null }, 'whole')
    await world.settle()
    expect(b.device.account().id).toBe('guest2')
    expect(a.layout.getState().widgets).toEqual({})
    expect(b.layout.getState().widgets).toEqual({})
    expect(b.device.owed()).toEqual([])
  })

  it('[D13] nothing of one account is shown under another, and it is still there on the way back', async () => {
    const { device, layout } = open(profile)
    await device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(device, 'Milk')
    await device.written()
    await device.switchTo({ id: 'other', email: 'a@example.com' })
    expect(layout.getState().widgets).toEqual({})
    expect(device.owed()).toEqual([])
    await device.switchTo({ id: 'guest1', email: null })
    expect(layout.getState().widgets[NOTE]?.fields.title).toBe('Milk')
  })
})

describe('signing in elsewhere', () => {
  it('[D13] keeps the guest’s layout on the device, owed edits included, until it is forgotten', async () => {
    const { device } = open(profile)
    await device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(device, 'Milk')
    expect(await device.leftBehind()).toEqual([])
    await device.switchTo({ id: 'full', email: 'a@example.com' })
    expect(await device.leftBehind()).toMatchObject([
      { account: 'guest1', widgets: { [NOTE]: { fields: { title: 'Milk' } } } },
    ])
    await device.forget('guest1')
    expect(await device.leftBehind()).toEqual([])
  })

  it('[D13] a guest that got an address leaves nothing behind', async () => {
    const { device } = open(profile)
    await device.handOver({ id: 'guest1', email: null }, 'edits')
    addNote(device, 'Milk')
    await device.switchTo({ id: 'guest1', email: 'a@example.com' })
    await device.switchTo({ id: 'full', email: 'b@example.com' })
    expect(await device.leftBehind()).toEqual([])
  })
})

describe('a widget that the server has forgotten', () => {
  it('[S12] is made anew with all it has here, and is shown throughout', async () => {
    const { device, layout } = open(profile)
    addNote(device, 'Milk')
    await device.takeOver(saved(device, { tag: 'one', lastN: { [device.writer]: 2 } }), EMPTY, device.owed())
    const seen: boolean[] = []
    layout.subscribe(({ widgets }) => seen.push(NOTE in widgets))
    setTitle(device, 'Bread')
    const sent = device.owed()
    const conflict = {
      writer: device.writer,
      n: 3,
      widget: NOTE,
      field: 'title',
      rule: 'unknown' as const,
      kept: { removed: true as const, at: 1, device: 'x' },
      lost: { value: 'Bread', at: 1, device: device.id() },
    }
    const unknown = saved(device, {
      revision: 2,
      tag: 'two',
      since: 1,
      lastN: { [device.writer]: 3 },
      widgets: [{ id: NOTE, removed: true, fields: {} }],
      conflicts: [conflict],
    })
    await device.takeOver(unknown, { account: 'local', base: 1, tag: 'one' }, sent)
    expect(seen).not.toContain(false)
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Bread' })
    expect(device.owed()[0]?.edits.map(({ n }) => n)).toEqual([4, 5])
  })
})

describe('a widget that the server had forgotten', () => {
  it('[S12] is not made anew once it is there again', async () => {
    const { device } = open(profile)
    const fields = { type: { value: 'note', rev: 1, at: 1, device: 'x' } }
    const there = pullAnswer({ full: true, widgets: [{ id: NOTE, removed: false, fields }] })
    await device.takeOver(there, EMPTY, [])
    setTitle(device, 'Bread')
    const conflict = {
      writer: device.writer,
      n: 1,
      widget: NOTE,
      field: 'title',
      rule: 'unknown' as const,
      kept: { removed: true as const, at: 0, device: '' },
      lost: { value: 'Bread', at: 1, device: device.id() },
    }
    const told = pullAnswer({ since: 1, lastN: { [device.writer]: 1 }, conflicts: [conflict] })
    await device.takeOver(told, { account: 'local', base: 1, tag: 'one' }, [])
    expect(device.owed()).toEqual([])
    expect(device.replica().widgets[NOTE]).toMatchObject({ removed: false })
  })
})

describe('a widget that the server has forgotten after it had arrived', () => {
  it('[S12] is made anew with what was settled by a pull that did not name it', async () => {
    const { device, layout } = open(profile)
    addNote(device, 'Milk')
    device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    device.record([{ widget: NOTE, revive: true }], { trigger: 'undo' })
    const gone = pullAnswer({ revision: 1, tag: 'one', full: true, lastN: { [device.writer]: 3 } })
    await device.takeOver(gone, EMPTY, [])
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Milk' })
    const conflict = {
      writer: device.writer,
      n: 4,
      widget: NOTE,
      field: null,
      rule: 'unknown' as const,
      kept: { removed: true as const, at: 0, device: '' },
      lost: { value: null, at: 1, device: device.id() },
    }
    const unknown = saved(device, {
      revision: 1,
      tag: 'one',
      since: 1,
      lastN: { [device.writer]: 4 },
      widgets: [{ id: NOTE, removed: true, fields: {} }],
      conflicts: [conflict],
    })
    await device.takeOver(unknown, { account: 'local', base: 1, tag: 'one' }, device.owed())
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Milk' })
    expect(device.owed()[0]?.edits.map(({ n }) => n)).toEqual([5, 6])
  })
})

describe('a server that has forgotten', () => {
  const THEIRS = '22222222-2222-4222-8222-222222222222'
  const asked = { account: 'local', base: 20, tag: 'twenty' }
  const whole = pullAnswer({
    revision: 3,
    tag: 'three',
    full: true,
    widgets: [{ id: THEIRS, removed: false, fields: { type: { value: 'clock', rev: 3, at: 5, device: 'x' } } }],
  })

  /** Revision 20, which the server is about to forget, and an edit on top of it. */
  async function openLater(db = createDeviceDb()): Promise<Opened> {
    const opened = open(profile, db)
    const { device } = opened
    addNote(device, 'Milk')
    const arrived = saved(device, { revision: 20, tag: 'twenty', lastN: { [device.writer]: 2 } })
    await device.takeOver(arrived, EMPTY, device.owed())
    setTitle(device, 'Bread')
    return opened
  }

  const fieldsOf = (edits: readonly OwedEdit[]) => edits.map((edit) => ('field' in edit ? edit.field : ''))

  it('[S14] gets what it lacks as new edits on what it has', async () => {
    const { device, layout } = await openLater()
    device.record([{ widget: NOTE, field: 'data/text', value: 'Rye' }], {
      trigger: 'edit',
      base: { revision: 1, epoch: 0 },
    })
    await device.afterLoss(whole, asked, recover)
    expect(device.replica()).toMatchObject({ revision: 3, tag: 'three' })
    expect(Object.keys(layout.getState().widgets).sort()).toEqual([NOTE, THEIRS])
    const edits = device.owed()[0]?.edits ?? []
    expect(fieldsOf(edits)).toEqual(['type', 'title', 'data/text'])
    expect(edits.every(({ base, epoch, n }) => base === 3 && epoch === 1 && n > 4)).toBe(true)
  })

  it('[S12] what was made and removed here, and never sent, comes back by an undo after a loss, too', async () => {
    const { device, layout } = open(profile)
    addNote(device, 'Milk')
    device.record([{ widget: NOTE, remove: true }], { trigger: 'remove' })
    await device.afterLoss(pullAnswer({ full: true }), EMPTY, recover)
    device.record([{ widget: NOTE, revive: true }], { trigger: 'undo' })
    expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Milk' })
  })

  it('[S14] has edits of tabs that are gone dropped in every storage, also by a tab that had just kept them', async () => {
    const gone = open(profile)
    addNote(gone.device, 'Milk')
    await gone.device.written()
    gone.tab.close()
    const [finds, slow] = [open(profile), openFrozen(profile)]
    for (const { device } of [finds, slow]) await device.reload()
    await finds.device.afterLoss(whole, EMPTY, recover)
    await world.settle()
    await slow.thaw()
    expect(profile.storage.has(`holdfast:owed:local:${gone.device.writer}`)).toBe(false)
    const next = open(profile)
    await next.device.reload()
    expect(owedBy(next.device, gone.device.writer)).toEqual([])
  })

  it('[S14] gets it in saves that go from what it has, and none of what was owed before', async () => {
    const { device } = await openLater()
    const seen: unknown[] = []
    device.onOwed(() =>
      seen.push([device.replica().revision, device.owed().flatMap(({ edits }) => edits.map(({ n }) => n))]),
    )
    await device.afterLoss(whole, asked, recover)
    expect(seen).toEqual([[3, [4, 5]]])
  })

  it('[S14] is given nothing by a tab that finds it done, or somebody else shown', async () => {
    const first = await openLater()
    const second = open(profile)
    await second.device.reload()
    const [done, again] = await Promise.all(
      [first, second].map(({ device }) => device.afterLoss(whole, asked, recover)),
    )
    expect([done, again]).toEqual(['taken', 'stale'])
    await world.settle()
    expect(second.device.owed()).toEqual(first.device.owed())
    expect(first.device.owed()).toMatchObject([{ writer: first.device.writer, edits: [{ n: 4 }, { n: 5 }] }])
    await first.device.switchTo({ id: 'full', email: 'a@example.com' })
    addNote(first.device, 'Milk')
    const before = first.device.owed()
    expect(await first.device.afterLoss(whole, asked, recover)).toBe('stale')
    expect(first.device.owed()).toEqual(before)
  })

  it('[D1] gets edits of another tab made anew, which leave IndexedDB no sooner than that tab hears of it', async () => {
    const db = createDeviceDb()
    const order: string[] = []
    const { device, tab } = await openLater({
      ...db,
      putEdits(account, of, added, dropped) {
        if (of !== device.writer) order.push(`leaves ${dropped}`)
        return db.putEdits(account, of, added, dropped)
      },
    })
    const other = open(profile)
    await other.device.reload()
    setTitle(other.device, 'Rye')
    await world.settle()
    const { post } = tab.env.channel
    tab.env.channel.post = (message) => {
      if (message.type === 'dropped') order.push('told')
      post(message)
    }
    await device.afterLoss(whole, asked, recover)
    await world.settle()
    expect(order).toEqual(['told', 'leaves 1'])
    expect(other.device.owed()).toEqual(device.owed())
    expect(other.layout.getState().widgets[NOTE]?.fields.title).toBe('Rye')
  })

  it('[S3] an edit that another tab made meanwhile has seen what is lost, and nothing since', async () => {
    const first = await openLater()
    const second = open(profile)
    await second.device.reload()
    const giving = first.device.afterLoss(whole, asked, recover)
    setTitle(second.device, 'Rye')
    await giving
    await world.settle()
    expect(second.device.seen()).toMatchObject({ revision: 3, epoch: 1 })
    const late = { n: 1, base: 20, epoch: 0, value: 'Rye' }
    for (const { device } of [first, second]) expect(owedBy(device, second.device.writer)).toMatchObject([late])
    setTitle(second.device, 'Spelt')
    expect(owedBy(second.device, second.device.writer)).toMatchObject([{ ...late, n: 2, value: 'Spelt' }])
  })

  it.each(['before', 'after'])(
    '[S14] gets it, too, where the page ends %s the answer is in IndexedDB',
    async (when) => {
      const db = createDeviceDb()
      let isEnding = false
      const ends = await openLater({
        ...db,
        async takeOver(account, taken) {
          const kept = !isEnding || when === 'after' ? await db.takeOver(account, taken) : []
          return isEnding ? new Promise(() => {}) : kept
        },
      })
      isEnding = true
      void ends.device.afterLoss(whole, asked, recover)
      await world.settle()
      ends.tab.close()
      const { device, layout } = open(profile)
      await device.reload()
      expect(device.replica().revision).toBe(when === 'after' ? 3 : 20)
      expect(layout.getState().widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Bread' })
      expect(fieldsOf(device.owed()[0]?.edits ?? [])).toEqual(['type', 'title'])
    },
  )
})
