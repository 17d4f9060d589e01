/**
 * The app's own files: kept at install, served from the cache ever after, so that the app opens without a network. Knows
 * nothing of the API, which is never cached here.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

const SHELL = 'index.html'
/** Addresses that are the server's: their answers must come from it. */
const SERVER_PATHS = [/^\/api(\/|$)/, /^\/(healthz|readyz|metrics)$/, /^\/sw\.js/]

/** @param files what workbox-build found in the built page; empty in development, where nothing is cached */
export function precache(files: (PrecacheEntry | string)[]): void {
  cleanupOutdatedCaches()
  precacheAndRoute(files)
  const hasShell = files.some((file) => (typeof file === 'string' ? file : file.url) === SHELL)
  if (hasShell) registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { denylist: SERVER_PATHS }))
}
