/**
 * The worker that is served in place of ./sw by a server with FAULTS on: the same, and a page may have it break things
 * (./provoke). A file of its own, so that nobody else has to load that.
 */
import type { PrecacheEntry } from 'workbox-precaching'
import { listenForOutbox } from './outbox-events'
import { precache } from './precache'
import { cacheStore, createProvoke } from './provoke'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }
declare const __HOLDFAST_VERSION__: string

listenForOutbox(self, __HOLDFAST_VERSION__, (env, ended) => createProvoke(env, cacheStore(self.caches), ended))
precache(self, self.__WB_MANIFEST)
