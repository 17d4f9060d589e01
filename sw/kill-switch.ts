/**
 * The worker that is served in place of ./sw when the app in people's browsers is broken (setting SERVICE_WORKER): it throws
 * the kept files away, so that everything comes from the server again, and goes on delivering what is held (./outbox-events).
 *
 * It takes over at once, the one exception to D9's yes: whoever would say yes has only the broken page to say it in. It
 * never unregisters itself: a page would only register it once more, and in between saves had no outbox.
 */
import { listenForOutbox } from './outbox-events'

declare const self: ServiceWorkerGlobalScope
declare const __HOLDFAST_VERSION__: string

/** What our workers keep: Workbox's precache, and trouble on purpose. */
const OUR_CACHES = /^(workbox|holdfast)-/

const { wake, takeOver } = listenForOutbox(self, `${__HOLDFAST_VERSION__} (kill switch)`)

async function dropCaches(): Promise<void> {
  const ours = (await self.caches.keys()).filter((name) => OUR_CACHES.test(name))
  await Promise.all(ours.map((name) => self.caches.delete(name)))
}

self.addEventListener('install', (event) => event.waitUntil(takeOver()))

self.addEventListener('activate', (event) => {
  event.waitUntil(dropCaches())
  // Not waited for, or the next page would wait for it; no page may be able to ask for it any more.
  void wake.command({ type: 'drain', reason: 'start' })
})
