/** Workbox's database as a page of the same origin can touch it: what time, a slow disk and a full one do to the queue. */
import type { Page } from 'playwright-core'

/** Makes everything that is held older. */
export function ageQueue(page: Page, byMs: number): Promise<void> {
  return page.evaluate(async (ms) => {
    const opened = indexedDB.open('workbox-background-sync')
    const db = await new Promise<IDBDatabase>((done, fail) => {
      opened.onsuccess = () => done(opened.result)
      opened.onerror = () => fail(opened.error)
    })
    const aged = db.transaction('requests', 'readwrite')
    const cursor = aged.objectStore('requests').openCursor()
    cursor.onsuccess = () => {
      const entry = cursor.result
      if (entry === null) return
      entry.update({ ...entry.value, timestamp: entry.value.timestamp - ms })
      entry.continue()
    }
    await new Promise((done, fail) => {
      aged.oncomplete = done
      aged.onabort = () => fail(aged.error)
    })
    db.close()
  }, byMs)
}

/**
 * Keeps everybody else from writing to the queue, as a disk that is busy does, until the page is told by `letQueueGo` or
 * ends. Resolves when it is so.
 */
export function blockQueue(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('workbox-background-sync')
    const db = await new Promise<IDBDatabase>((done, fail) => {
      opened.onsuccess = () => done(opened.result)
      opened.onerror = () => fail(opened.error)
    })
    const store = db.transaction('requests', 'readwrite').objectStore('requests')
    const state = window as unknown as BlockingWindow
    state.blockedQueue = { held: 0, letGo: false }
    const { blockedQueue } = state
    await new Promise<void>((begun) => {
      // A transaction lives as long as it has something to do.
      const goOn = () => {
        const counted = store.count()
        counted.onsuccess = () => {
          blockedQueue.held = counted.result
          begun()
          if (blockedQueue.letGo) db.close()
          else goOn()
        }
      }
      goOn()
    })
  })
}

interface BlockingWindow extends Window {
  blockedQueue: { held: number; letGo: boolean }
}

/** How many entries there are in a queue that this page blocks. */
export const heldWhileBlocked = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as BlockingWindow).blockedQueue.held)

export const letQueueGo = (page: Page): Promise<void> =>
  page.evaluate(() => {
    ;(window as unknown as BlockingWindow).blockedQueue.letGo = true
  })

/** For `fillStorage`: an origin of this browser may store about 3 MB, a quarter of which the app itself takes. */
export const SMALL_STORAGE = ['--enable-features=StorageQuotaSettings:PoolSizeBytes/4000000/MustRemainAvailableBytes/0']

/** Fills this origin's IndexedDB until it takes nothing more. */
export function fillStorage(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('filler', 1)
    opened.onupgradeneeded = () => void opened.result.createObjectStore('junk', { autoIncrement: true })
    const db = await new Promise<IDBDatabase>((done, fail) => {
      opened.onsuccess = () => done(opened.result)
      opened.onerror = () => fail(opened.error)
    })
    // Random, because what can be made smaller is.
    const junk = new Uint8Array(400_000)
    for (let at = 0; at < junk.length; at += 65_536) crypto.getRandomValues(junk.subarray(at, at + 65_536))
    for (let size = junk.length; size >= 100; size = Math.floor(size / 2)) {
      let fits = true
      while (fits) {
        const put = db.transaction('junk', 'readwrite', { durability: 'strict' })
        put.objectStore('junk').put(junk.slice(0, size))
        fits = await new Promise<boolean>((done) => {
          put.oncomplete = () => done(true)
          put.onabort = () => done(false)
        })
      }
    }
    db.close()
  })
}

/** Takes away what `fillStorage` put there. */
export function emptyStorage(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const deleted = indexedDB.deleteDatabase('filler')
    await new Promise((done, fail) => {
      deleted.onsuccess = done
      deleted.onerror = () => fail(deleted.error)
    })
  })
}
