/**
 * The formats of the device's storages cannot change unnoticed (D9): what every released version left is opened by this
 * one, which owes exactly what is in it. A story that puts something into every store shows what this version writes.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import type { OwedEdit } from '../../../core/edits/edit'
import type { SaveAnswer } from '../../../core/wire/answer'
import { openDevice } from '../../../src/store/device'
import { createDeviceDb } from '../../../src/store/device-db'
import { createLayoutStore } from '../../../src/store/layout-store'
import { createLocalCopy } from '../../../src/store/local-copy'
import { createSyncStore } from '../../../src/store/sync-store'
import { createFakeWorld, type FakeProfile, turns } from '../../fakes/fake-world'
import { copyDatabase, putDatabase } from '../../support/idb-copy'
import { shape } from '../../support/shape'
import {
  owedBy,
  STORED_ACCOUNT,
  STORED_DEVICES,
  STORED_FIXTURES,
  STORED_TAG,
  type StoredDevice,
  storedDevice,
} from './stored-devices'

const WRITE = 'WRITE_STORAGE_FIXTURE=1 npx vitest run --project dom tests/src/store/stored-formats.test.ts'
const NOTE = '5c8f3a52-7d0e-4c1b-9a66-0f4f4f0b7e11'
const CLOCK = '7b1e6d94-2c35-4f08-b1aa-6d2f9c3e5a40'
const TO_DO_LIST = 'd2f4a6c8-1357-4bdf-8ace-024613579bdf'
const OTHER_DEVICE = '9e107d9d-372b-4826-81d1-3542a419d6a8'
const AT = 1_790_000_000_000

let profile: FakeProfile
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  profile = createFakeWorld(AT).newProfile(() => Promise.reject(new Error('no network')))
})

function open() {
  const { env } = profile.openTab()
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const local = createLocalCopy(env.storage)
  return { layout, sync, local, device: openDevice({ env, local, db: createDeviceDb(), layout, sync }) }
}

/** Everything that this version keeps on a device, put there by its own code. */
async function written(): Promise<StoredDevice> {
  const { device, local } = open()
  await device.reload()
  await device.switchTo({ id: STORED_ACCOUNT, email: null })
  local.setStrategy('local')
  const field = (value: unknown, rev: number) => ({ value: value as never, rev, at: AT, device: OTHER_DEVICE })
  const box = { x: 0, y: 0, w: 4, h: 3 }
  const widget = (id: string, title: string) => ({
    id,
    removed: false,
    fields: { type: field('note', 1), title: field(title, 12), desktop: field(box, 1), 'data/old': field(1, 1) },
  })
  device.record([{ widget: NOTE, field: 'title', value: 'Settled' }], { trigger: 'edit' })
  const lost = { writer: device.writer, n: 1, widget: NOTE, field: 'title', rule: 'later' as const }
  const side = (value: string) => ({ value, at: AT, device: OTHER_DEVICE })
  const answer: SaveAnswer = {
    ...{ status: 'merged', device: device.id(), lastN: { [device.writer]: 1 }, revision: 12, tag: STORED_TAG },
    ...{ since: 0, full: false, widgets: [widget(NOTE, 'Theirs'), widget(CLOCK, 'Clock')], serverTime: AT },
    conflicts: [{ ...lost, kept: side('Theirs'), lost: side('Settled') }],
  }
  await device.takeOver(answer, { account: STORED_ACCOUNT, base: 0, tag: null }, [])

  device.record(
    [
      { widget: TO_DO_LIST, field: 'type', value: 'todo' },
      { widget: TO_DO_LIST, field: 'desktop', value: box },
      { widget: TO_DO_LIST, field: 'data/item:7', value: { text: 'Milch 🥛 \u0000 \ud83d', done: false } },
    ],
    { trigger: 'add' },
  )
  device.record([{ widget: NOTE, field: 'desktop', value: { ...box, x: 8 } }], {
    trigger: 'drag',
    base: { revision: 11, epoch: 0 },
  })
  device.record([{ widget: NOTE, field: 'data/old', unset: true }], { trigger: 'edit' })
  device.record([{ widget: CLOCK, remove: true }], { trigger: 'remove' })
  device.record([{ widget: CLOCK, revive: true }], { trigger: 'undo' })
  device.record([{ widget: NOTE, field: 'title', value: 'Refused' }], { trigger: 'edit' })
  const refused = device.owed()[0]?.edits.at(-1) as OwedEdit
  await device.setAside([{ writer: device.writer, edit: refused, words: 'The title', reason: 'Too long' }])
  await device.written()

  // The tab before, in a browser that was killed: local storage had no time, IndexedDB has it.
  const earlier = open().device
  await earlier.reload()
  earlier.record([{ widget: TO_DO_LIST, field: 'title', value: 'Shopping' }], { trigger: 'edit' })
  await earlier.written()
  profile.storage.delete(`holdfast:owed:${STORED_ACCOUNT}:${earlier.writer}`)
  // The last edit of the other, where IndexedDB had none.
  await turns()
  const database = await copyDatabase('holdfast')
  const edits = database.stores.find(({ name }) => name === 'edits')
  if (edits !== undefined) {
    const last = Math.max(...edits.rows.map(({ key }) => (key as [string, string, number])[2]))
    edits.rows = edits.rows.filter(({ key }) => (key as [string, string, number])[2] !== last)
  }
  const localStorage = Object.fromEntries([...profile.storage].map(([key, text]) => [key, JSON.parse(text)]))
  return JSON.parse(JSON.stringify({ localStorage, database })) as StoredDevice
}

const formatsOf = ({ localStorage, database }: StoredDevice): string => {
  const formats = new Set(Object.values(localStorage).map(({ format }) => format))
  return `local-${[...formats].sort().join('-')}-database-${database.version}.json`
}

it('[D9] what this version writes has a fixture, and has its shape', async () => {
  const now = await written()
  const name = formatsOf(now)
  if (process.env.WRITE_STORAGE_FIXTURE === '1' && !STORED_DEVICES.includes(name)) {
    mkdirSync(STORED_FIXTURES, { recursive: true })
    writeFileSync(join(STORED_FIXTURES, name), `${JSON.stringify(now, null, 2)}\n`)
    return
  }
  expect(
    STORED_DEVICES,
    `A format has changed: keep what reads the old one, and add tests/src/store/fixtures/${name} by ${WRITE}`,
  ).toContain(name)
  expect(
    shape(now),
    'What is stored has another shape under the same format: raise the format (src/store/local-copy.ts, device-db.ts), or take the change back',
  ).toEqual(expect.arrayContaining(shape(storedDevice(name))))
})

it.each(STORED_DEVICES)(
  '[D9] what a released version left is opened, and owes exactly what is in it: %s',
  async (name) => {
    const stored = storedDevice(name)
    for (const [key, value] of Object.entries(stored.localStorage)) profile.storage.set(key, JSON.stringify(value))
    await putDatabase(stored.database)
    const { device, layout, sync, local } = open()
    await device.reload()
    const owed = Object.fromEntries(device.owed().map(({ writer, edits }) => [writer, edits]))
    expect(Object.keys(owed)).toHaveLength(2)
    expect(owed).toEqual(owedBy(stored))

    expect(device.account()).toEqual({ id: STORED_ACCOUNT, email: null })
    expect(stored.localStorage['holdfast:who']?.data).toMatchObject({ device: device.id() })
    expect(local.strategy()).toBe('local')
    expect(device.replica()).toMatchObject({ revision: 12, tag: STORED_TAG })
    const { widgets } = layout.getState()
    expect(widgets[NOTE]?.fields).toEqual({ type: 'note', title: 'Theirs', desktop: { x: 8, y: 0, w: 4, h: 3 } })
    expect(widgets[TO_DO_LIST]?.fields).toMatchObject({ type: 'todo', title: 'Shopping' })
    expect(widgets[CLOCK]?.fields.title).toBe('Clock')
    const { conflicts, setAside, storageProblem } = sync.getState()
    expect(conflicts).toMatchObject([{ widget: NOTE, rule: 'later', lost: { value: 'Settled' } }])
    expect(setAside).toMatchObject([{ account: STORED_ACCOUNT, words: 'The title', edit: { value: 'Refused' } }])
    expect(storageProblem).toBeNull()
  },
)
