/**
 * The service worker of every day: the outbox (./outbox-events) and the app's files (./precache).
 * It takes over from an older version only when told (D9), and drains nothing while it is only being evaluated.
 */
import type { PrecacheEntry } from 'workbox-precaching'
import { listenForOutbox } from './outbox-events'
import { precache } from './precache'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }
declare const __HOLDFAST_VERSION__: string

listenForOutbox(self, __HOLDFAST_VERSION__)
precache(self, self.__WB_MANIFEST)
