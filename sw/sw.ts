/**
 * The service worker of every day: the outbox (./outbox-events) and the app's files (./precache).
 * It takes over from an older version only when told (D9), and drains nothing while it is only being evaluated.
 */
import type { PrecacheEntry } from 'workbox-precaching'
import { listenForOutbox } from './outbox-events'
import { precache } from './precache'
import { PROVOKED_CACHE } from './provoke'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }
declare const __HOLDFAST_VERSION__: string

listenForOutbox(self, __HOLDFAST_VERSION__)
precache(self, self.__WB_MANIFEST)

// What the worker of a server with FAULTS was told (./with-faults) ends with it, also for the next one of that kind.
self.addEventListener('activate', (event) => event.waitUntil(self.caches.delete(PROVOKED_CACHE)))
