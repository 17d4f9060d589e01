/** When a browser is asked to keep what is stored, and what is said of its answer. */
import { beforeEach, expect, it } from 'vitest'
import { createPersistence, type Persistence } from '../../../src/store/persistence'
import { createSyncStore, type SyncStore } from '../../../src/store/sync-store'

let sync: SyncStore
let granted: boolean
let grants: boolean
let asked: number

function open(): Persistence {
  return createPersistence(
    {
      persisted: async () => granted,
      async persist() {
        asked += 1
        granted ||= grants
        return granted
      },
      estimate: async () => ({ usage: 1_234_567, quota: 5_000_000_000 }),
    },
    sync,
  )
}

beforeEach(() => {
  sync = createSyncStore()
  granted = false
  grants = false
  asked = 0
})

it('is looked at on a page without edits, and not asked for', async () => {
  await open().look()
  expect(asked).toBe(0)
  expect(sync.getState().storagePersisted).toBe(false)
})

it('is asked for once in a page’s life, after the first edit', async () => {
  grants = true
  const persistence = open()
  await persistence.edited()
  await persistence.edited()
  expect(asked).toBe(1)
  expect(sync.getState().storagePersisted).toBe(true)
})

it('is asked for again at a later start if it was not granted, and not if it was', async () => {
  await open().edited()
  grants = true
  await open().edited()
  expect(asked).toBe(2)
  await open().edited()
  expect(asked).toBe(2)
  expect(sync.getState().storagePersisted).toBe(true)
})

it('stays unknown where the browser has no such thing, or refuses to answer', async () => {
  const none = createPersistence(null, sync)
  await none.look()
  await none.edited()
  expect(await none.use()).toBeNull()
  const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'))
  const refusing = createPersistence({ persisted: refuse, persist: refuse, estimate: refuse }, sync)
  await refusing.edited()
  expect(await refusing.use()).toBeNull()
  expect(sync.getState().storagePersisted).toBeNull()
})

it('says how much is used', async () => {
  expect(await open().use()).toEqual({ usedBytes: 1_234_567, quotaBytes: 5_000_000_000 })
})
