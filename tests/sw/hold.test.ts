/** The real queue of Workbox on an IndexedDB in memory, in a worker's clothes. */
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Hold } from '../../sw/outbox/held'
import { DEVICE, ORIGIN, saveOf } from './support/fake-worker'

type SyncListener = (event: { tag: string; lastChance: boolean; waitUntil(work: Promise<void>): void }) => void
const listeners: SyncListener[] = []
const tags: string[] = []
/** Of Chromium: a registration that can sync. */
const withSync = { sync: { register: async (tag: string) => void tags.push(tag) } }
let onSync: () => Promise<void>

/** Loads the queue anew: it may be made once a worker. `registration` is what the browser offers. */
async function load(registration: object): Promise<Hold> {
  vi.resetModules()
  // Workbox as it is built: without its own checks and logs.
  vi.stubEnv('NODE_ENV', 'production')
  listeners.length = 0
  tags.length = 0
  const addEventListener = (_type: string, listener: SyncListener) => listeners.push(listener)
  vi.stubGlobal('self', { registration, addEventListener })
  const { createHold } = await import('../../sw/outbox/hold')
  return createHold(() => onSync())
}

const request = (body: unknown) =>
  new Request(`${ORIGIN}/api/layout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

beforeEach(() => {
  onSync = async () => {}
})

describe('the queue', () => {
  it('[D4] keeps what was put, as it was, under the name and the tag of the contract', async () => {
    const hold = await load(withSync)
    await hold.put(request(saveOf('a', [1])), 'first')
    await hold.put(request(saveOf('b', [2])), 'second')
    const entries = await hold.look()
    expect(entries).toMatchObject([
      { key: 'first', url: `${ORIGIN}/api/layout`, body: saveOf('a', [1]), save: { account: 'ada', device: DEVICE } },
      { key: 'second', save: { streams: [{ writer: 'b' }] } },
    ])
    expect(tags[0]).toBe('workbox-background-sync:layout-saves')
    for (const { id } of entries) await hold.delete(id)
    await hold.delete(entries[0]?.id ?? 0)
    expect(await hold.look()).toEqual([])
  })

  it('shows an entry that cannot be read, and all the others', async () => {
    const hold = await load(withSync)
    await hold.put(request('{ "cut'), 'broken')
    await hold.put(request(saveOf('a', [1])), 'whole')
    const entries = await hold.look()
    expect(entries.map(({ key, save }) => [key, save === undefined])).toEqual([
      ['broken', true],
      ['whole', false],
    ])
    for (const { id } of entries) await hold.delete(id)
  })

  it('[D4] lets nothing expire', async () => {
    const hold = await load(withSync)
    await hold.put(request(saveOf('a', [1])), 'old')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 400 * 86_400_000 })
    const entries = await hold.look()
    vi.useRealTimers()
    expect(entries).toHaveLength(1)
    for (const { id } of entries) await hold.delete(id)
  })

  it('stands on version 3 of Workbox’s database, because another version wipes it', async () => {
    const hold = await load(withSync)
    await hold.look()
    const found = (await indexedDB.databases()).find(({ name }) => name === 'workbox-background-sync')
    expect(found?.version).toBe(3)
  })
})

describe('the browser’s sync event', () => {
  const fire = (tag: string) => {
    let work: Promise<void> = Promise.resolve()
    for (const listener of listeners) {
      listener({
        tag,
        lastChance: false,
        waitUntil: (done) => {
          work = done
        },
      })
    }
    return work
  }

  it('of the queue’s tag is answered, and an Error reaches the browser, which then tries again', async () => {
    await load(withSync)
    let calls = 0
    onSync = async () => {
      calls += 1
      throw new Error('still held')
    }
    await fire('another-tag')
    expect(calls).toBe(0)
    await expect(fire('workbox-background-sync:layout-saves')).rejects.toThrow('still held')
    expect(calls).toBe(1)
  })

  it('is not made up where there is none: nothing drains when the script is evaluated', async () => {
    let calls = 0
    onSync = async () => {
      calls += 1
    }
    const hold = await load({})
    await hold.registerSync()
    expect(calls).toBe(0)
  })

  it('that the browser blocks keeps nothing from being put', async () => {
    const hold = await load({ sync: { register: () => Promise.reject(new Error('blocked')) } })
    await hold.put(request(saveOf('a', [1])), 'kept')
    const entries = await hold.look()
    expect(entries).toHaveLength(1)
    for (const { id } of entries) await hold.delete(id)
  })
})
