import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { EMPTY_REPLICA } from '../../../core/layout/model'
import { createDeviceDb } from '../../../src/store/device-db'

const DEVICE = '11111111-1111-4111-8111-111111111111'

it('[D1] every transaction is committed in the turn that made it: a page that is left keeps none open', async () => {
  const open = new Set<IDBTransaction>()
  const left: string[] = []
  const make = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...how: Parameters<typeof make>) {
    const tx = make.apply(this, how)
    if (tx.mode !== 'versionchange') open.add(tx)
    queueMicrotask(() => open.has(tx) && left.push([...tx.objectStoreNames].join(' ')))
    return tx
  } as typeof make
  const commit = IDBTransaction.prototype.commit
  IDBTransaction.prototype.commit = function (this: IDBTransaction) {
    open.delete(this)
    commit.call(this)
  }

  const db = createDeviceDb()
  const edit = { n: 1, base: 0, widget: 'w', field: 'title', value: 'x', at: 1, trigger: 'edit' } as const
  const who = { device: DEVICE, account: { id: 'a', email: null }, guests: [], since: 1 }
  await db.setWho(who)
  expect((await db.who())?.device).toBe(DEVICE)
  await db.putEdits('a', 'writer', [edit, { ...edit, n: 2 }], [])
  await db.takeOver('a', { replica: { replica: EMPTY_REPLICA, epoch: 0 }, settled: { writer: 1 }, conflicts: [] })
  const entry = { key: 'writer:2', account: 'a', words: '', reason: '', edit, refusedAt: 1, writer: 'writer', n: 2 }
  await db.setAside([entry])
  await db.dropConflicts('a', [])
  const stored = await db.load('a')
  expect([stored.owed.size, stored.settled.get('writer'), stored.setAside.length]).toEqual([0, 1, 1])
  await db.takeOver('a', { replica: { replica: EMPTY_REPLICA, epoch: 0 }, settled: { writer: 0 }, conflicts: [] })
  expect((await db.load('a')).settled.get('writer')).toBe(1)
  const replica = { replica: EMPTY_REPLICA, epoch: 0 }
  const owed = [{ writer: 'writer', edits: [edit] }]
  const held = { account: 'a', writer: 'writer', replica, settled: { writer: 0 }, owed, conflicts: [], setAside: [] }
  await db.putBack({ ...held, who: { ...who, since: 2 } })
  expect([(await db.who())?.since, (await db.load('a')).settled.get('writer')]).toEqual([2, 1])
  await db.dropSetAside('writer:2')
  await db.forget('a')
  expect(left).toEqual([])
})

it('[D11] keeps the newer replica where a tab that was frozen takes an older answer over, and settles what that settles', async () => {
  const db = createDeviceDb()
  const at = (revision: number, epoch = 0) => ({ replica: { ...EMPTY_REPLICA, revision, tag: `at${revision}` }, epoch })
  const taken = async (replica: ReturnType<typeof at>, settled = {}) => {
    await db.takeOver('frozen', { replica, settled, conflicts: [] })
    return (await db.load('frozen')).replica
  }
  expect(await taken(at(2))).toEqual(at(2))
  expect(await taken(at(1), { writer: 3 })).toEqual(at(2))
  expect((await db.load('frozen')).settled.get('writer')).toBe(3)
  // Of a history that began anew the number says nothing (S14).
  expect(await taken(at(1, 1))).toEqual(at(1, 1))
})
