/**
 * The service worker, as a table of its events. The app's files are in precache, saves in outbox/.
 * It takes over from an older version only when told (D9), and drains nothing while it is only being evaluated.
 */
import type { PrecacheEntry } from 'workbox-precaching'
import { QUEUE_NAME, type WorkerCommand } from '../core/wire/worker-message'
import { createJournal } from './journal'
import { createDrain } from './outbox/drain'
import { createHold } from './outbox/hold'
import { createIntercept, isSave } from './outbox/intercept'
import { createReporter } from './outbox/report'
import { createOutboxState } from './outbox/state'
import { createWaiters } from './outbox/waiters'
import { createWake, type Wake } from './outbox/wake'
import { precache } from './precache'
import { cacheStore, createProvoke } from './provoke'
import { workerEnv } from './worker-env'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }
declare const __HOLDFAST_VERSION__: string

/** From a waiting worker that was told to take over, to the active one: end what runs, so that this is quick. */
interface StandDown {
  type: 'STAND_DOWN'
}
const SYNC_TAG = `workbox-background-sync:${QUEUE_NAME}`

// Before the queue, whose own listener tells nobody about the last chance.
self.addEventListener('sync', (event) => {
  if (event.tag === SYNC_TAG) wake.syncEvent(event.lastChance)
})

const real = workerEnv(self)
const state = createOutboxState()
const journal = createJournal(real, state.note)
const provoke = createProvoke(real, cacheStore(self.caches))
const env = { ...real, fetch: provoke.fetch }
const report = createReporter(env)
const waiters = createWaiters(env)
const hold = provoke.hold(createHold(() => wake.sync()))
const isPaused = async () => (await provoke.current()).paused
const drain = createDrain({ env, hold, state, waiters, report, journal, isPaused })
const wake: Wake = createWake({ env, hold, state, drain, report, journal, provoke, version: __HOLDFAST_VERSION__ })
const intercept = createIntercept({ env, hold, journal, drain, waiters })

self.addEventListener('install', () => journal.note('install', { version: __HOLDFAST_VERSION__ }))

self.addEventListener('activate', (event) => {
  journal.note('activate', { version: __HOLDFAST_VERSION__ })
  // So that the very first visit has an outbox.
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  if (isSave(event.request, self.location.origin)) {
    const { response, done } = intercept(event.request, event.clientId)
    event.respondWith(response)
    event.waitUntil(done)
  } else if (new URL(event.request.url).pathname.startsWith('/api/')) {
    event.waitUntil(wake.passing())
  }
})

self.addEventListener('message', (event) => {
  const message = event.data as WorkerCommand | StandDown | undefined
  if (message?.type === 'SKIP_WAITING') {
    self.registration.active?.postMessage({ type: 'STAND_DOWN' } satisfies StandDown)
    event.waitUntil(self.skipWaiting())
  } else if (message?.type === 'STAND_DOWN') drain.stop()
  else if (message?.type !== undefined) event.waitUntil(wake.command(message))
})

self.addEventListener('online', () => void wake.online())

precache(self.__WB_MANIFEST)
