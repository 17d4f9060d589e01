/** Binds the real worker to the port in env.ts. */
import { CHANNEL } from '../core/wire/worker-message'
import type { WorkerEnv } from './env'

/** The worker's real environment. Works without Web Locks, where one chain within this worker stands in for them. */
export function workerEnv(self: ServiceWorkerGlobalScope): WorkerEnv {
  const channel = new BroadcastChannel(CHANNEL)
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    uuid: () => self.crypto.randomUUID(),
    fetch: (url, init) => self.fetch(url, init),
    after(ms, fn) {
      const timer = setTimeout(fn, ms)
      return () => clearTimeout(timer)
    },
    exclusively: 'locks' in self.navigator ? webLock(self.navigator.locks) : chain(),
    post(report) {
      try {
        channel.postMessage(report)
      } catch {
        // Nobody hears this one; the next `hello` says it all again.
      }
    },
    isOpen: async (clientId) => clientId !== '' && (await self.clients.get(clientId)) !== undefined,
    badge:
      'setAppBadge' in self.navigator
        ? (count) => (count > 0 ? self.navigator.setAppBadge(count) : self.navigator.clearAppBadge())
        : null,
    async isLookedAt() {
      const pages = await self.clients.matchAll({ type: 'window' })
      return pages.some(({ visibilityState }) => visibilityState === 'visible')
    },
    isActive() {
      const state = 'serviceWorker' in self ? self.serviceWorker.state : 'activated'
      return state === 'activated' || state === 'activating'
    },
  }
}

function webLock(locks: LockManager): WorkerEnv['exclusively'] {
  return async (name, waitMs, fn) => {
    if (waitMs <= 0) {
      return (await locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? 'taken' : fn()))) as never
    }
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), waitMs)
    let got = false
    try {
      return (await locks.request(name, { signal: patience.signal }, () => {
        got = true
        clearTimeout(timer)
        return fn()
      })) as never
    } catch (error) {
      if (!got) return 'taken'
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Within this worker one after the other is all there is; two of them at once would only send a save twice (S2). */
function chain(): WorkerEnv['exclusively'] {
  let last: Promise<unknown> = Promise.resolve()
  return (_name, _waitMs, fn) => {
    const run = last.then(fn, fn)
    last = run.catch(() => {})
    return run
  }
}
