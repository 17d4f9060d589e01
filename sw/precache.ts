/**
 * The app's own files: kept at install, served from the cache ever after, so that the app opens without a network. Knows
 * nothing of the API, which is never cached here.
 *
 * Of Workbox this uses what keeps and drops the files; which requests are for them is said here, in place of its router.
 */
import { cleanupOutdatedCaches, PrecacheController, type PrecacheEntry } from 'workbox-precaching'

const SHELL = 'index.html'
/** Addresses that are the server's: their answers must come from it. */
const SERVER_PATHS = /^\/(api(\/|$)|(healthz|readyz|metrics)$|sw\.js)/

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
    if (request.method !== 'GET') return
    const { origin, pathname, search } = new URL(request.url)
    if (origin !== worker.location.origin) return
    const isScreen = request.mode === 'navigate' && !SERVER_PATHS.test(pathname)
    const cacheKey = kept.getCacheKeyForURL(isScreen ? SHELL : pathname + search)
    if (cacheKey !== undefined) event.respondWith(kept.strategy.handle({ event, request, params: { cacheKey } }))
  })
}
