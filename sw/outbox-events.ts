/**
 * The outbox as a table of a worker's events: takes the page's saves, delivers them, answers its commands, and stands down
 * for a newer worker. The same for every worker that is ever served (./sw, ./with-faults, ./kill-switch): whichever is active,
 * what is held is delivered (D9). Knows nothing of the app's files.
 */
import { QUEUE_NAME, type WorkerCommand } from '../core/wire/worker-message'
import { neverProvoked } from './never-provoked'
import { createHold } from './outbox/hold'
import { isSave } from './outbox/intercept'
import { createOutbox } from './outbox/outbox'
import { createOutboxState } from './outbox/state'
import type { Wake } from './outbox/wake'
import type { MakeProvoke } from './provoke'
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
 * @param makeProvoke what becomes of a page's wish for trouble
 */
export function listenForOutbox(
  self: ServiceWorkerGlobalScope,
  version: string,
  makeProvoke: MakeProvoke = neverProvoked,
): OutboxEvents {
  // Before the queue, whose own listener tells nobody about the last chance.
  self.addEventListener('sync', (event) => {
    if (event.tag === SYNC_TAG) wake.syncEvent(event.lastChance)
  })

  const env = workerEnv(self)
  const { intercept, wake, drain, journal } = createOutbox({
    env,
    hold: createHold,
    state: createOutboxState(),
    makeProvoke,
    version,
  })

  async function takeOver(): Promise<void> {
    self.registration.active?.postMessage({ type: 'STAND_DOWN' } satisfies StandDown)
    await new Promise<void>((done) => env.after(QUIET_MS, done))
    await self.skipWaiting()
  }

  self.addEventListener('install', () => journal.note('install', { version }))

  self.addEventListener('activate', (event) => {
    journal.note('activate', { version })
    // So that the very first visit has an outbox.
    event.waitUntil(self.clients.claim())
  })

  self.addEventListener('fetch', (event) => {
    const { pathname, searchParams } = new URL(event.request.url)
    if (isSave(event.request, self.location.origin)) {
      const { response, done } = intercept(event.request, event.clientId)
      event.respondWith(response)
      event.waitUntil(done)
    } else if (pathname.startsWith('/api/')) {
      event.waitUntil(wake.passing(searchParams.get('account')))
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
