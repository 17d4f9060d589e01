/**
 * What a browser does to pages and workers without asking them, by the DevTools protocol: sync events, crashes, permissions. Pages and workers are the app's own; nothing in them is changed.
 */
import type { Page } from 'playwright-core'
import { QUEUE_NAME } from '../../../core/wire/worker-message'
import type { Device } from './device'
import { until } from './until'

const SYNC_TAG = `workbox-background-sync:${QUEUE_NAME}`

/** Fires the queue's sync event. It resolves when the browser has sent it, not when the worker is done with it. */
export async function syncEvent(device: Device, { lastChance = false } = {}): Promise<void> {
  const session = await device.browser.newCDPSession(device.page)
  let registrationId: string | undefined
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId
  })
  await session.send('ServiceWorker.enable')
  const id = await until('the browser names the worker’s registration', () => registrationId)
  const { origin } = new URL(device.origin)
  await session.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId: id, tag: SYNC_TAG, lastChance })
  await session.detach()
}

/** The tab's renderer ends, as when the phone needs its memory: no `pagehide`, no last words. The tab is closed then. */
export async function crash(device: Device, page: Page): Promise<void> {
  const session = await device.browser.newCDPSession(page)
  const crashed = new Promise((done) => page.once('crash', done))
  // Never answered: the answer would have to come from what has just ended.
  void session.send('Page.crash').catch(() => {})
  await crashed
  await page.close()
}

/** The current page as it is after a reload that goes past the worker: by itself, beside tabs that the worker controls. */
export async function reloadPastWorker(device: Device): Promise<void> {
  const session = await device.browser.newCDPSession(device.page)
  const loaded = device.page.waitForEvent('load')
  await session.send('Page.reload', { ignoreCache: true })
  await loaded
  await device.ready()
  const controlled = await device.page.evaluate(() => navigator.serviceWorker.controller !== null)
  if (controlled) throw new Error('the worker controls the page all the same')
}

/**
 * As `Device.offline`, for a worker that is stopped meanwhile: only the page is told, the worker just reaches nobody. One
 * that was told and stopped was seen to start again as offline for good, in 3 of 8 runs with a session for its errors.
 */
export async function pageOffline(device: Device): Promise<{ end(): Promise<void> }> {
  const session = await device.browser.newCDPSession(device.page)
  const tell = (offline: boolean) =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
  device.cutOff(true)
  await tell(true)
  return {
    async end() {
      device.cutOff(false)
      await tell(false)
      await session.detach()
    },
  }
}

/** `sync.register()` is refused from now on, as in browsers that have the API and block it. */
export async function denyBackgroundSync(device: Device): Promise<void> {
  const browser = device.browser.browser()
  if (browser === null) throw new Error('the context has no browser')
  const session = await browser.newBrowserCDPSession()
  const { origin } = new URL(device.origin)
  // For as long as this session lasts, so it is left to end with the browser.
  await session.send('Browser.setPermission', { permission: { name: 'background-sync' }, setting: 'denied', origin })
}

/** Errors that nobody caught in this device's worker, from now on. */
export async function workerErrors(device: Device): Promise<string[]> {
  const session = await device.browser.newCDPSession(device.page)
  const errors: string[] = []
  session.on('ServiceWorker.workerErrorReported', ({ errorMessage }) => errors.push(errorMessage.errorMessage))
  await session.send('ServiceWorker.enable')
  return errors
}
