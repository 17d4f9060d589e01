/** What the journal says of this page: which tab, which edit, which save; and never what somebody typed. */
import { describe, expect, it } from 'vitest'
import type { JournalEvent } from '../../../core/wire/journal-event'
import { fieldKind } from '../../../src/journal/field-kind'
import { createPageJournal } from '../../../src/journal/journal'
import type { JournalDb } from '../../../src/journal/journal-db'
import { watchEnv } from '../../../src/journal/watch-env'
import { watchStores } from '../../../src/journal/watch-stores'
import { openDevice } from '../../../src/store/device'
import { createLayoutStore } from '../../../src/store/layout-store'
import { createLocalCopy } from '../../../src/store/local-copy'
import { createSyncStore } from '../../../src/store/sync-store'
import { createFakeWorld, turns } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

const W = '22222222-0000-4000-8000-000000000000'

const newEnv = () =>
  createFakeWorld()
    .newProfile(async () => new Response(''))
    .openTab().env

function page(env = newEnv()) {
  const journal = createPageJournal(env)
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const device = openDevice({ env, local: createLocalCopy(env.storage), db: createMemoryDeviceDb(), layout, sync })
  watchStores({ device, layout, sync }, journal)
  const edits = async () => (await journal.all()).filter(({ what }) => what === 'edit')
  return { env, journal, device, edits }
}

/** A disk whose jobs take a turn each, and can be made to fail. */
function memoryDisk() {
  const disk = { events: [] as JournalEvent[], broken: false }
  const job = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve()
    if (disk.broken) throw new DOMException('full', 'QuotaExceededError')
    return work()
  }
  const db: JournalDb = {
    append: (events) => job(() => void disk.events.push(...events)),
    all: () => job(() => [...disk.events]),
    empty: () => job(() => void disk.events.splice(0)),
  }
  return { disk, db }
}

it('each line says which tab noted it', async () => {
  const { journal, device } = page()
  journal.note('visible')
  expect((await journal.all()).at(-1)).toMatchObject({ what: 'visible', writer: device.writer })
})

it('an edit is noted with its widget and field, and nothing of what was typed', async () => {
  const { device, edits } = page()
  device.record(
    [
      { widget: W, field: 'type', value: 'todo' },
      { widget: W, field: 'title', value: 'secret' },
    ],
    { trigger: 'add' },
  )
  device.record([{ widget: W, field: 'data/item:secret', value: { text: 'secret' } }], { trigger: 'edit' })
  device.record([{ widget: W, remove: true }], { trigger: 'remove' })
  const noted = await edits()
  expect(noted.map(({ details }) => details)).toMatchObject([
    { trigger: 'add', from: 1, n: 2, widget: W, field: 'type' },
    { trigger: 'edit', from: 3, n: 3, widget: W, field: 'data/item' },
    { trigger: 'remove', from: 4, n: 4, widget: W, remove: true },
  ])
  expect(JSON.stringify(noted)).not.toContain('secret')
})

it('a save is noted with the numbers of its edits, and nothing of them', async () => {
  const { env, journal } = page()
  const edits = [3, 5].map((n) => ({ n, widget: W, field: 'title', value: 'secret', at: 1 }))
  await watchEnv(env, journal).fetch('/api/layout', {
    method: 'POST',
    headers: { 'x-request-id': 'save' },
    body: JSON.stringify({ streams: [{ writer: 'me', edits }] }),
  })
  const noted = (await journal.all()).filter(({ what }) => what === 'request')
  expect(noted).toMatchObject([{ save: 'save', details: { edits: 'me:3-5' } }])
  expect(JSON.stringify(noted)).not.toContain('secret')
})

it.each([
  ['title', 'title'],
  ['data/text', 'data/text'],
  ['data/hide-done', 'data/hide-done'],
  ['data/item:anything', 'data/item'],
  ['data/my-bank-pin-1234', 'data/…'],
  ['data/ada.secret', 'data/…'],
])('of the field %s it says %s', (field, said) => {
  expect(fieldKind(field)).toBe(said)
})

it('a key that the widgets’ own code would not use is not noted', async () => {
  const { device, edits } = page()
  device.record([{ widget: W, field: 'data/my-bank-pin-1234', value: 'secret' }], { trigger: 'edit' })
  expect((await edits()).map(({ details }) => details?.field)).toEqual(['data/…'])
})

describe('when another account is shown', () => {
  const ADA = { id: 'ada', email: 'ada@example.com' }
  const BOB = { id: 'bob', email: 'bob@example.com' }
  const record = ({ device }: ReturnType<typeof page>) =>
    device.record([{ widget: W, field: 'type', value: 'note' }], { trigger: 'add' })
  const whatsOf = async ({ journal }: ReturnType<typeof page>) => (await journal.all()).map(({ what }) => what)

  it('[D13] the journal begins anew, with the line that says so', async () => {
    const tab = page()
    await tab.device.switchTo(ADA)
    record(tab)
    expect(await whatsOf(tab)).toContain('edit')
    await tab.device.switchTo(BOB)
    expect(await whatsOf(tab)).toEqual(['account'])
  })

  it('[D13] it does so in every tab', async () => {
    const profile = createFakeWorld().newProfile(async () => new Response(''))
    const [here, there] = [page(profile.openTab().env), page(profile.openTab().env)]
    await here.device.switchTo(ADA)
    await turns()
    record(there)
    expect(await whatsOf(there)).toContain('edit')
    await here.device.switchTo(BOB)
    await turns()
    expect(there.device.account().id).toBe('bob')
    expect(await whatsOf(there)).toEqual(['account'])
  })

  it('[D13] it goes on where a guest is made of nobody, or an account of a guest', async () => {
    const tab = page()
    record(tab)
    await tab.device.handOver({ id: 'guest', email: null }, 'edits')
    await tab.device.switchTo({ id: 'guest', email: 'guest@example.com' })
    expect(await whatsOf(tab)).toContain('edit')
  })

  it('[D13] nothing is left on disk, also of lines that were on their way there', async () => {
    const world = createFakeWorld()
    const { env } = world.newProfile(async () => new Response('')).openTab()
    const { disk, db } = memoryDisk()
    const journal = createPageJournal(env, db)
    journal.note('edit')
    await world.advance(1_000)
    expect(disk.events).toHaveLength(1)
    journal.note('request')
    void journal.all()
    journal.note('response')
    journal.forget()
    journal.note('account')
    await world.advance(1_000)
    expect(disk.events.map(({ what }) => what)).toEqual(['account'])
  })

  it('[D13] a disk that cannot be emptied is not read, and emptied when it can', async () => {
    const world = createFakeWorld()
    const { env } = world.newProfile(async () => new Response('')).openTab()
    const { disk, db } = memoryDisk()
    const journal = createPageJournal(env, db)
    const whats = async () => (await journal.all()).map(({ what }) => what)
    journal.note('edit')
    await world.advance(1_000)
    disk.broken = true
    journal.forget()
    await world.settle()
    disk.broken = false
    db.empty = async () => {
      throw new DOMException('busy', 'UnknownError')
    }
    journal.note('account')
    expect(await whats()).toEqual(['account'])
    db.empty = async () => void disk.events.splice(0)
    journal.note('visible')
    expect(await whats()).not.toContain('edit')
    expect(disk.events.map(({ what }) => what)).not.toContain('edit')
  })
})
