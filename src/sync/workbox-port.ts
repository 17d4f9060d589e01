/** Binds worker-link's port to the browser, through workbox-window. Beside browser-env the only file with real globals. */
import { Workbox } from 'workbox-window'
import type { WorkerPort } from './worker-link'

/** null where there is no service worker: plain http, private mode of some browsers (D6). */
export function workboxPort(): WorkerPort | null {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return null
  const container = navigator.serviceWorker
  const workbox = new Workbox('/sw.js', { scope: '/', updateViaCache: 'none' })
  let registration: ServiceWorkerRegistration | undefined

  return {
    controller: () => container.controller,
    async register() {
      registration = await workbox.register()
    },
    post(command) {
      // Not through workbox-window, which would talk to a waiting worker where there is one.
      void container.ready.then(({ active }) => active?.postMessage(command))
    },
    hasWaiting: () => registration?.waiting != null,
    skipWaiting: () => workbox.messageSkipWaiting(),
    async checkForUpdate() {
      // Offline, or the server is away: the next time.
      await registration?.update().catch(() => {})
    },
    onWaiting: (fn) => workbox.addEventListener('waiting', fn),
    onControlling(fn) {
      // The plain event as well: Workbox listens only from the moment it has registered.
      workbox.addEventListener('controlling', fn)
      container.addEventListener('controllerchange', fn)
    },
    reload: () => window.location.reload(),
    async facts() {
      const known = registration ?? (await container.getRegistration().catch(() => undefined))
      const sync = known !== undefined && 'sync' in known ? (known.sync as { getTags(): Promise<string[]> }) : null
      return {
        active: known?.active?.state ?? null,
        installing: known?.installing != null,
        waiting: known?.waiting != null,
        sync: {
          supported: sync !== null,
          permission: await syncPermission(),
          tags: (await sync?.getTags().catch(() => [])) ?? [],
        },
      }
    },
  }
}

/** Browsers without Background Sync do not know the name of its permission, and say so by an error. */
async function syncPermission(): Promise<PermissionState | 'unknown'> {
  try {
    const { state } = await navigator.permissions.query({ name: 'background-sync' as PermissionName })
    return state
  } catch {
    return 'unknown'
  }
}
