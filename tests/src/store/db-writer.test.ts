/** The order of writes to IndexedDB, on a database whose every write ends when the test says so. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { OwedEdit } from '../../../core/edits/edit'
import { createDbWriter, type DbWriter } from '../../../src/store/db-writer'
import type { DeviceDb } from '../../../src/store/device-db'
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

const NOTE = '11111111-1111-4111-8111-111111111111'
const WRITER = '22222222-2222-4222-8222-222222222222'
const WHO = { device: NOTE, account: { id: 'a', email: null }, guests: [], since: 1 }

const edit = (n: number): OwedEdit => ({
  n,
  base: 0,
  at: n,
  widget: NOTE,
  field: `data/${n}`,
  value: n,
  trigger: 'edit',
})

let world: FakeWorld
let db: DeviceDb
let toDb: DbWriter
/** Each write that began, and what ends it. */
let begun: { added: number[]; dropped: readonly number[]; end(): void; fail(): void }[]
let owed: OwedEdit[]

beforeEach(() => {
  world = createFakeWorld()
  const memory = createMemoryDeviceDb()
  begun = []
  owed = []
  db = {
    ...memory,
    putEdits: (account, writer, added, dropped) =>
      new Promise<void>((done, failed) => {
        begun.push({
          added: added.map(({ n }) => n),
          dropped,
          end: () => void memory.putEdits(account, writer, added, dropped).then(done),
          fail: () => failed(new DOMException('no', 'UnknownError')),
        })
      }),
  }
  toDb = createDbWriter({
    env: world.newProfile(() => Promise.reject(new Error('no network'))).openTab().env,
    db,
    writer: WRITER,
    held: () => ({
      who: WHO,
      account: 'a',
      replica: { replica: { revision: 0, tag: null, widgets: {} }, epoch: 0 },
      settled: {},
      owed: [{ writer: WRITER, edits: owed }],
      writer: WRITER,
      conflicts: [],
      setAside: [],
    }),
    refuses() {},
    worksAgain() {},
  })
})

/** The newest edit is made, and owed with those before it. */
function make(n: number): Promise<void> {
  owed = [...owed, edit(n)]
  return toDb.owes('a', owed)
}
const stored = async () => (await db.load('a')).owed.get(WRITER)?.map(({ n }) => n) ?? []
const nth = (i: number) => {
  const write = begun[i]
  if (write === undefined) throw new Error(`write ${i} has not begun`)
  return write
}

describe('writes to IndexedDB', () => {
  it('[D1] what is made while a write is under way goes into the next one together, in order', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      void make(n)
      await world.settle()
    }
    expect(begun.map(({ added }) => added)).toEqual([[1]])
    nth(0).end()
    await world.settle()
    expect(begun.map(({ added }) => added)).toEqual([[1], [2, 3, 4, 5]])
    nth(1).end()
    await world.settle()
    expect(begun).toHaveLength(2)
    expect(await stored()).toEqual([1, 2, 3, 4, 5])
  })

  it('[D1] written() waits for the write under way and for the one that waits', async () => {
    void make(1)
    await world.settle()
    void make(2)
    let written = false
    void toDb.written().then(() => {
      written = true
    })
    nth(0).end()
    await world.settle()
    expect(written).toBe(false)
    nth(1).end()
    await world.settle()
    expect(written).toBe(true)
  })

  it('[D2] what a newer edit has replaced is taken out with the same write', async () => {
    void make(1)
    await world.settle()
    nth(0).end()
    await world.settle()
    owed = []
    void make(2)
    await world.settle()
    expect(nth(1)).toMatchObject({ added: [2], dropped: [1] })
  })

  it('[D1] nothing comes later than what was asked for after it', async () => {
    const order: string[] = []
    const note = (what: string) => async () => void order.push(what)
    void make(1).then(note('1'))
    void make(2).then(note('2'))
    void toDb.write(note('other'))
    void make(3).then(note('3'))
    await world.settle()
    expect(begun.map(({ added }) => added)).toEqual([[1, 2, 3]])
    nth(0).end()
    await world.settle()
    expect(begun).toHaveLength(1)
    expect(order).toEqual(['1', '2', 'other', '3'])
  })

  it('[D1] what a refused write had is written whole the next time', async () => {
    void make(1)
    await world.settle()
    void make(2)
    nth(0).fail()
    await world.settle()
    expect(toDb.trouble()).toBe('missing')
    expect(nth(1).added).toEqual([1, 2])
    nth(1).end()
    await world.settle()
    expect(toDb.trouble()).toBeNull()
    expect(await stored()).toEqual([1, 2])
  })

  it('[D8] asks again by itself when nothing more is made', async () => {
    void make(1)
    await world.settle()
    nth(0).fail()
    await world.advance(5_000)
    expect(await stored()).toEqual([1])
    expect(toDb.trouble()).toBeNull()
  })

  it('[D11] what is settled is not put there any more', async () => {
    void make(1)
    await world.settle()
    void make(2)
    void toDb.write(async () => toDb.settled('a', 2))
    nth(0).end()
    await world.settle()
    nth(1).end()
    await world.settle()
    owed = [edit(3)]
    void toDb.owes('a', owed)
    await world.settle()
    expect(nth(2)).toMatchObject({ added: [3], dropped: [] })
  })
})
