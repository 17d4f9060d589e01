/**
 * The app's own files: kept at install, served from the cache ever after, so that the app opens without a network. Knows
 * nothing of the API, which is never cached here.
 *
 * Of Workbox this uses what keeps and drops the files; which requests are for them, ./file-for says in place of its router.
 */
import { cleanupOutdatedCaches, PrecacheController, type PrecacheEntry } from 'workbox-precaching'
import { fileFor } from './file-for'

/** From https://wicg.github.io/service-worker-static-routing-api, which the compiler's own types do not have; Chromium has it. */
interface RoutingInstallEvent extends ExtendableEvent {
  addRoutes?(rule: { condition: object; source: { cacheName: string } }): Promise<void>
}

/** @param files what workbox-build found in the built page; empty in development, where nothing is cached */
export function precache(worker: ServiceWorkerGlobalScope, files: (PrecacheEntry | string)[]): void {
  const kept = new PrecacheController()
  cleanupOutdatedCaches()
  kept.precache(files)
  // Their names say what is in them, so the browser finds them in the cache by itself: no start waits for the worker for each.
  worker.addEventListener('install', (event: RoutingInstallEvent) => {
    const { cacheName } = kept.strategy
    const condition = { urlPattern: { pathname: '/assets/*' }, requestMethod: 'GET' }
    if (files.length > 0) event.addRoutes?.({ condition, source: { cacheName } }).catch(() => {})
  })
  worker.addEventListener('fetch', (event) => {
    const { request } = event
    const file = fileFor(request, worker.location.origin)
    const cacheKey = file === undefined ? undefined : kept.getCacheKeyForURL(file)
    if (cacheKey !== undefined) event.respondWith(kept.strategy.handle({ event, request, params: { cacheKey } }))
  })
}
