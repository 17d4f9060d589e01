/** What a process remembers spares reads, and never decides anything by itself. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remember } from '../../../server/layouts/remember'
import type { LayoutStore } from '../../../server/layouts/store'
import { createMemoryStore } from './memory-store'
import { type Decided, live, RUNS, script } from './script'
import { apiOn, TestDevice, uuid } from './story'

/** A store, and how often it was read. */
function counted(store: LayoutStore) {
  const counts = { reads: 0, writes: 0 }
  const counting: LayoutStore = {
    ...store,
    read: (ask) => {
      counts.reads += 1
      return store.read(ask)
    },
    write: (commit) => {
      counts.writes += 1
      return store.write(commit)
    },
  }
  return { counting, counts }
}

const NOTE = uuid(100)

/** A device with one note, on a process that remembers. */
async function onePhone(limits?: Parameters<typeof remember>[1]) {
  const database = createMemoryStore()
  const { counting, counts } = counted(database)
  const store = remember(counting, limits)
  const phone = new TestDevice(apiOn(store), 'account', uuid(1), uuid(1001))
  await phone.save([phone.set(NOTE, 'type', 'note'), phone.set(NOTE, 'title', 'Shopping')])
  await phone.save([phone.set(NOTE, 'title', 'Shop')])
  counts.reads = 0
  counts.writes = 0
  return { database, store, counts, phone }
}

describe('what is remembered', () => {
  it('[S9] spares the read of a save by a device that is up to date', async () => {
    const { phone, counts } = await onePhone()
    const answer = await phone.save([phone.set(NOTE, 'title', 'Milk')])
    expect(answer).toMatchObject({ status: 'saved', revision: 3 })
    expect(counts).toEqual({ reads: 0, writes: 1 })
  })

  it('[S4] [S9] spares it also where a device is some revisions behind, and tells it what it missed', async () => {
    const { phone, counts } = await onePhone()
    const laptop = new TestDevice(phone.api, 'account', uuid(2), uuid(1002))
    laptop.base = phone.base
    laptop.tag = phone.tag
    await laptop.save([laptop.set(NOTE, 'data/a', 1)])
    const [base, tag] = [laptop.base, laptop.tag]
    phone.base = base
    phone.tag = tag
    await phone.save([phone.set(NOTE, 'data/a', 2)])
    await phone.save([phone.set(NOTE, 'title', 'Milk')])
    counts.reads = 0
    phone.api.clock.now += 1_000
    laptop.base = base
    laptop.tag = tag
    const answer = await laptop.save([laptop.set(NOTE, 'data/a', 3)])
    expect(answer).toMatchObject({
      status: 'merged',
      since: base,
      conflicts: [{ rule: 'later', field: 'data/a', lost: { value: 2 } }],
      widgets: [{ id: NOTE, fields: { 'data/a': { value: 3 }, title: { value: 'Milk' } } }],
    })
    expect(counts.reads).toBe(0)
    await laptop.save([laptop.remove(NOTE)])
    phone.base = base
    phone.tag = tag
    expect((await phone.save([phone.set(NOTE, 'title', 'Bread')])).conflicts).toMatchObject([{ rule: 'removed' }])
    expect(counts.reads).toBeGreaterThan(0)
  })

  it('[S10] an equal value changes nothing, and the watermark moves on all the same', async () => {
    const { phone, database } = await onePhone()
    const answer = await phone.save([phone.set(NOTE, 'title', 'Shop')])
    expect(answer).toMatchObject({ status: 'saved', revision: 2, lastN: { [uuid(1001)]: 4 } })
    expect(database.layouts.get('account')?.lastN.get(uuid(1001))).toBe(4)
  })

  it('[S2] a duplicate is answered from the database', async () => {
    const { phone, counts } = await onePhone()
    const body = phone.body([phone.set(NOTE, 'title', 'Milk')])
    await phone.api.post(body, 'account')
    expect(await (await phone.api.post(body, 'account')).json()).toMatchObject({ status: 'duplicate' })
    expect(counts).toEqual({ reads: 1, writes: 1 })
  })

  it('[S14] a tag that does not fit is looked up before it is refused', async () => {
    const { phone, counts } = await onePhone()
    const response = await phone.api.post(
      { ...phone.body([phone.set(NOTE, 'title', 'Milk')]), tag: 'another' },
      'account',
    )
    expect(response.status).toBe(409)
    expect(counts.reads).toBe(1)
  })

  it('[S3] what another process has written meanwhile is seen: the write is lost and decided again', async () => {
    const { database, phone, counts } = await onePhone()
    const elsewhere = apiOn(remember(database))
    const laptop = new TestDevice(elsewhere, 'account', uuid(2), uuid(1002))
    laptop.base = phone.base
    laptop.tag = phone.tag
    await laptop.save([laptop.set(NOTE, 'title', 'Bread')])
    phone.api.clock.now += 1_000
    const answer = await phone.save([phone.set(NOTE, 'title', 'Milk')])
    expect(answer).toMatchObject({
      status: 'merged',
      revision: 4,
      conflicts: [{ rule: 'later', lost: { value: 'Bread' } }],
    })
    expect(counts).toEqual({ reads: 1, writes: 2 })
  })

  it('[S14] a database restored to as many writes, of another history, is not written to by what was remembered', async () => {
    const { database, phone } = await onePhone()
    const held = database.layouts.get('account')
    if (held === undefined) throw new Error('nothing was saved')
    held.head = { ...held.head, tag: 'restored' }
    held.versions = held.versions.map((version) => ({ ...version, tag: 'restored' }))
    const response = await phone.api.post(phone.body([phone.set(NOTE, 'title', 'Milk')]), 'account')
    expect(response.status).toBe(409)
  })

  it('hears of another process and spares itself the lost race', async () => {
    const { store, phone, counts } = await onePhone()
    store.forget('account', 2)
    await phone.save([phone.set(NOTE, 'title', 'Milk')])
    expect(counts.reads).toBe(0)
    store.forget('account', 9)
    await phone.save([phone.set(NOTE, 'title', 'Bread')])
    expect(counts).toEqual({ reads: 1, writes: 2 })
  })

  it('is bounded: what was not used for longest goes first, and long texts are read again', async () => {
    const { phone, counts, store } = await onePhone({ mostThings: 12, mostValueChars: 50 })
    await phone.save([phone.set(NOTE, 'title', 'x'.repeat(60))])
    await phone.save([phone.set(NOTE, 'title', 'Milk')])
    expect(counts.reads).toBe(1)
    for (const account of ['b', 'c', 'd']) {
      const other = new TestDevice(apiOn(store), account, uuid(1), uuid(1001))
      await other.save([other.set(NOTE, 'type', 'note'), other.set(NOTE, 'title', 'Shopping')])
    }
    counts.reads = 0
    await phone.save([phone.set(NOTE, 'title', 'Bread')])
    expect(counts.reads).toBe(1)
  })

  it('[S8] decides as if nothing were remembered, with two processes on one database', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.infiniteStream(fc.boolean()), async (steps, coins) => {
        const plain = await live(createMemoryStore(), steps)
        const database = createMemoryStore()
        const remembering = await live(inTurns(remember(database), remember(database), coins), steps)
        expect(remembering.server).toEqual(plain.server)
        expect(remembering.shown).toEqual(plain.shown)
        expect(remembering.decided.map(told)).toEqual(plain.decided.map(told))
      }),
      RUNS,
    )
  })
})

/** Each save goes to one of two processes, by the toss of a coin. */
function inTurns(one: LayoutStore, other: LayoutStore, coins: Iterable<boolean>): LayoutStore {
  const toss = coins[Symbol.iterator]()
  let current = one
  return {
    recall: (ask) => {
      current = toss.next().value ? one : other
      return current.recall?.(ask) ?? null
    },
    read: (ask) => current.read(ask),
    write: (commit) => current.write(commit),
    see: (account, device) => current.see(account, device),
  }
}

/** What was decided, but the tag: it is random. */
function told({ outcome }: Decided) {
  return outcome.kind === 'saved' ? { ...outcome, answer: { ...outcome.answer, tag: null } } : outcome
}
