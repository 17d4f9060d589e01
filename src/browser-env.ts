/** Binds the real browser to the port in env.ts; the only file that touches these globals. */
import { CHANNEL, type ChannelMessage } from '../core/wire/worker-message'
import type { Env, PageEvent, StorageKeeper, StringStorage } from './env'

/** The page's real environment. Works without Web Locks, crypto.randomUUID, BroadcastChannel and local storage (D6, D8). */
export function browserEnv(): Env {
  const channel = openChannel()
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    uuid,
    fetch: (path, init) => fetch(path, init),
    after(ms, fn) {
      const timer = setTimeout(fn, ms)
      return () => clearTimeout(timer)
    },
    exclusively: 'locks' in navigator ? webLock : tabLock(),
    holdWhileAlive(name) {
      if (!('locks' in navigator)) return
      const hold = () => void navigator.locks.request(name, () => new Promise<never>(() => {}))
      hold()
      // WebKit takes its locks from a page that it puts into the back-forward cache.
      window.addEventListener('pageshow', (event) => {
        if (event.persisted) hold()
      })
    },
    async heldNames() {
      if (!('locks' in navigator)) return null
      const { held = [] } = await navigator.locks.query()
      return new Set(held.map((lock) => lock.name ?? ''))
    },
    storage: openStorage('localStorage'),
    session: openStorage('sessionStorage'),
    keeper: openKeeper(),
    channel,
    isOnline: () => navigator.onLine !== false,
    isVisible: () => document.visibilityState === 'visible',
    sparesData: () =>
      connection()?.saveData === true ||
      connection()?.metered === true ||
      window.matchMedia('(prefers-reduced-data: reduce)').matches,
    on: listen,
    openEvents(path, onRevision, closed) {
      const source = new EventSource(path)
      source.addEventListener('revision', (event) => onRevision(String((event as MessageEvent).data)))
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) closed()
      })
      return { close: () => source.close() }
    },
    deviceName: deviceName(navigator.userAgent),
  }
}

/** crypto.randomUUID exists in secure contexts only; getRandomValues everywhere. */
function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function webLock<T>(name: string, fn: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, fn) as Promise<T>
}

/** Where Web Locks are missing (plain http): one at a time within this tab; the server settles the rest (S2). */
function tabLock(): Env['exclusively'] {
  const last = new Map<string, Promise<unknown>>()
  return (name, fn) => {
    const run = (last.get(name) ?? Promise.resolve()).then(fn, fn)
    last.set(
      name,
      run.catch(() => {}),
    )
    return run
  }
}

function openStorage(which: 'localStorage' | 'sessionStorage'): StringStorage | null {
  try {
    const storage = window[which]
    return {
      get: (key) => storage.getItem(key),
      set: (key, value) => storage.setItem(key, value),
      remove: (key) => storage.removeItem(key),
      keys: () => Object.keys(storage),
    }
  } catch {
    return null
  }
}

/** WebKitGTK has no `navigator.storage`, plain http neither, and older Safaris have it without `estimate`. */
function openKeeper(): StorageKeeper | null {
  const { storage } = navigator as { storage?: Partial<StorageManager> }
  if (typeof storage?.persist !== 'function' || typeof storage.persisted !== 'function') return null
  return {
    persisted: () => navigator.storage.persisted(),
    persist: () => navigator.storage.persist(),
    estimate: async () => (typeof storage.estimate === 'function' ? navigator.storage.estimate() : {}),
  }
}

function openChannel(): Env['channel'] {
  if (typeof BroadcastChannel === 'undefined') return { post() {}, listen: () => () => {} }
  const channel = new BroadcastChannel(CHANNEL)
  return {
    post: (message) => channel.postMessage(message),
    listen(fn) {
      const hear = (event: MessageEvent) => fn(event.data as ChannelMessage)
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
  }
}

/**
 * Network Information API. Chromium has `saveData`; `metered` is in the draft, and in no engine that we know. Firefox and
 * Safari have none of it, so there a metered link is one like any other.
 */
interface Connection extends EventTarget {
  saveData?: boolean
  metered?: boolean
}
const connection = () => (navigator as { connection?: Connection }).connection

function listen(event: PageEvent, fn: () => void): () => void {
  const stops: (() => void)[] = []
  const add = (target: EventTarget, type: string, when: () => boolean = () => true) => {
    const hear = () => {
      if (when()) fn()
    }
    target.addEventListener(type, hear)
    stops.push(() => target.removeEventListener(type, hear))
  }
  if (event === 'online' || event === 'offline') add(window, event)
  else if (event === 'link') {
    const link = connection()
    if (link !== undefined) add(link, 'change')
  } else if (event === 'visible') {
    add(document, 'visibilitychange', () => document.visibilityState === 'visible')
    add(window, 'pageshow', () => document.visibilityState === 'visible')
  } else {
    add(document, 'visibilitychange', () => document.visibilityState === 'hidden')
    add(window, 'pagehide')
  }
  return () => {
    for (const stop of stops) stop()
  }
}

/** "Chrome on Android" from a user agent string: a name a person recognises, nothing to decide by. */
export function deviceName(agent: string): string {
  const browser = /Edg/.test(agent)
    ? 'Edge'
    : /Firefox|FxiOS/.test(agent)
      ? 'Firefox'
      : /Chrom|CriOS/.test(agent)
        ? 'Chrome'
        : 'Safari'
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone/.test(agent)
      ? 'iPhone'
      : /iPad/.test(agent)
        ? 'iPad'
        : /Mac/.test(agent)
          ? 'Mac'
          : /Windows/.test(agent)
            ? 'Windows'
            : 'Linux'
  return `${browser} on ${system}`
}
