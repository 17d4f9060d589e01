/**
 * The outbox as a table of a worker's events: takes the page's saves, delivers them, answers its commands, and stands down
 * for a newer worker. The same for every worker that is ever served (./sw, ./kill-switch): whichever is active, what is held
 * is delivered (D9). Knows nothing of the app's files.
 */
import { QUEUE_NAME, type WorkerCommand } from '../core/wire/worker-message'
import { createJournal } from './journal'
import { createDrain } from './outbox/drain'
import { createHold } from './outbox/hold'
import { createIntercept, isSave } from './outbox/intercept'
import { createReporter } from './outbox/report'
import { createOutboxState } from './outbox/state'
import { createWaiters } from './outbox/waiters'
import { createWake, type Wake } from './outbox/wake'
import { cacheStore, createProvoke } from './provoke'
import { workerEnv } from './worker-env'

/** From a worker that takes over to the active one: end what runs, so that this is quick. */
interface StandDown {
  type: 'STAND_DOWN'
}
/**
 * From that word until the take-over: what runs in the active worker ends, and pages have done what they do with its answers.
 * Chromium ends the active worker for a take-over, and a request that comes just then starts it once more, for half a minute
 * at least: seen in 3 of 10 take-overs from a worker that was sending.
 */
const QUIET_MS = 1_000
const SYNC_TAG = `workbox-background-sync:${QUEUE_NAME}`

export interface OutboxEvents {
  wake: Wake
  /** Of a worker that is not active yet: takes over now, without waiting for the drain of the one before. */
  takeOver(): Promise<void>
}

/**
 * To be called once, while the script is evaluated; drains nothing then.
 * @param version of this build
 */
export function listenForOutbox(self: ServiceWorkerGlobalScope, version: string): OutboxEvents {
  // Before the queue, whose own listener tells nobody about the last chance.
  self.addEventListener('sync', (event) => {
    if (event.tag === SYNC_TAG) wake.syncEvent(event.lastChance)
  })

  const real = workerEnv(self)
  const state = createOutboxState()
  const journal = createJournal(real, state.note)
  const provoke = createProvoke(real, cacheStore(self.caches), () => void wake.troubleEnded())
  const env = { ...real, fetch: provoke.fetch }
  const report = createReporter(env)
  const waiters = createWaiters(env)
  const hold = provoke.hold(createHold(() => wake.sync()))
  const isPaused = async () => (await provoke.confirmed()).paused
  const drain = createDrain({ env, hold, state, waiters, report, journal, isPaused })
  const wake: Wake = createWake({ env, hold, state, drain, report, journal, provoke, version })
  const intercept = createIntercept({ env, hold, journal, drain, waiters })

  async function takeOver(): Promise<void> {
    self.registration.active?.postMessage({ type: 'STAND_DOWN' } satisfies StandDown)
    await new Promise<void>((done) => real.after(QUIET_MS, done))
    await self.skipWaiting()
  }

  self.addEventListener('install', () => journal.note('install', { version }))

  self.addEventListener('activate', (event) => {
    journal.note('activate', { version })
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
    if (message?.type === 'SKIP_WAITING') event.waitUntil(takeOver())
    else if (message?.type === 'STAND_DOWN') drain.stop()
    else if (message?.type !== undefined) event.waitUntil(wake.command(message))
  })

  self.addEventListener('online', () => void wake.online())

  return { wake, takeOver }
}
