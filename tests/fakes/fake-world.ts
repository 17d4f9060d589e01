/**
 * A browser profile and a network in memory, behind the page's port (src/env.ts): one clock that a test moves, shared
 * storage, locks and channel for its tabs. Nothing real passes, so a story runs in milliseconds.
 */
import type { ChannelMessage } from '../../core/wire/worker-message'
import type { Env, PageEvent, StringStorage } from '../../src/env'

export type FakeFetch = (path: string, init?: RequestInit) => Promise<Response>

export interface FakeTab {
  env: Env
  /** Fires a page event, as the browser would. */
  fire(event: PageEvent): void
  /** The tab is gone: its locks and channel with it. */
  close(): void
}

export interface FakeProfile {
  storage: Map<string, string>
  openTab(): FakeTab
}

export interface FakeWorld {
  now(): number
  /** Moves the clock and runs what falls due, in order; lets promises settle in between. */
  advance(ms: number): Promise<void>
  /** Lets everything that needs no time happen. */
  settle(): Promise<void>
  newProfile(fetch: FakeFetch): FakeProfile
  online: boolean
}

/** Enough turns of the event loop for IndexedDB's fake and the app's own promises. */
const TURNS = 60

export async function turns(count = TURNS): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done))
}

/** @param start ms since 1970 */
export function createFakeWorld(start = 1_790_000_000_000, random: () => number = () => 0): FakeWorld {
  let now = start
  let ids = 0
  let timers: { at: number; order: number; fn: () => void }[] = []
  let order = 0

  const world: FakeWorld = {
    online: true,
    now: () => now,
    settle: () => turns(),
    async advance(ms) {
      const end = now + ms
      await turns()
      for (;;) {
        timers.sort((a, b) => a.at - b.at || a.order - b.order)
        const next = timers[0]
        if (next === undefined || next.at > end) break
        timers = timers.slice(1)
        now = Math.max(now, next.at)
        next.fn()
        await turns()
      }
      now = end
      await turns()
    },
    newProfile(fetch) {
      const storage = new Map<string, string>()
      const held = new Map<string, FakeTab>()
      const queues = new Map<string, Promise<unknown>>()
      const listeners = new Set<{ tab: FakeTab; fn: (message: ChannelMessage) => void }>()

      function openTab(): FakeTab {
        const events = new Map<PageEvent, Set<() => void>>()
        const strings: StringStorage = {
          get: (key) => storage.get(key) ?? null,
          set: (key, value) => void storage.set(key, value),
          remove: (key) => void storage.delete(key),
          keys: () => [...storage.keys()],
        }
        let closed = false
        let release = () => {}
        const gone = new Promise<void>((done) => {
          release = done
        })
        const tab: FakeTab = {
          env: {
            now: () => now,
            random,
            uuid: () => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`,
            fetch: (path, init) => fetch(path, init),
            after(ms, fn) {
              const timer = { at: now + ms, order: order++, fn: () => !closed && fn() }
              timers.push(timer)
              return () => {
                timers = timers.filter((other) => other !== timer)
              }
            },
            exclusively(name, fn) {
              const run = (queues.get(name) ?? Promise.resolve()).then(() =>
                closed ? new Promise<never>(() => {}) : fn(),
              )
              queues.set(name, Promise.race([run.catch(() => {}), gone]))
              return run
            },
            holdWhileAlive: (name) => void held.set(name, tab),
            heldNames: async () => new Set(held.keys()),
            storage: strings,
            session: null,
            keeper: null,
            channel: {
              post(message) {
                const copy = structuredClone(message)
                for (const other of [...listeners]) {
                  if (other.tab !== tab) setImmediate(() => listeners.has(other) && other.fn(copy))
                }
              },
              listen(fn) {
                const listener = { tab, fn }
                listeners.add(listener)
                return () => listeners.delete(listener)
              },
            },
            isOnline: () => world.online,
            sparesData: () => false,
            isVisible: () => true,
            on(event, fn) {
              const fns = events.get(event) ?? new Set()
              events.set(event, fns.add(fn))
              return () => fns.delete(fn)
            },
            openEvents: () => ({ close() {} }),
            deviceName: 'Test device',
          },
          fire(event) {
            for (const fn of events.get(event) ?? []) fn()
          },
          close() {
            closed = true
            release()
            for (const [name, owner] of held) if (owner === tab) held.delete(name)
            for (const listener of listeners) if (listener.tab === tab) listeners.delete(listener)
          },
        }
        return tab
      }
      return { storage, openTab }
    },
  }
  return world
}
