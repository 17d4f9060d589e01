/**
 * The narrow port through which the page reaches the world: clock, randomness, storage, network, timers, locks, other
 * tabs. Only browser-env.ts binds the real ones, so that everything else runs in tests and in a simulator.
 */
import type { ChannelMessage } from '../core/wire/worker-message'

/** Local storage as the page uses it. Any call may throw (disabled, full): local-copy.ts is the only caller. */
export interface StringStorage {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(): string[]
}

/** How the browser keeps what a page stores. Any call may reject: store/persistence.ts is the only caller. */
export interface StorageKeeper {
  /** Whether it is kept until the person deletes it; asks nobody. */
  persisted(): Promise<boolean>
  /** Asks for that, in some browsers the person; resolves to whether it is so from now on. */
  persist(): Promise<boolean>
  /** In bytes. */
  estimate(): Promise<{ usage?: number; quota?: number }>
}

export interface EventStream {
  close(): void
}

/** What happens to a page while nobody calls it; `link`: another kind of network, or another wish about its use. */
export type PageEvent = 'online' | 'offline' | 'visible' | 'hidden' | 'link'

export interface Env {
  /** The device's clock, ms since 1970. */
  now(): number
  /** From 0 up to 1, for jitter. */
  random(): number
  /** A new random UUID, lower case. */
  uuid(): string
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Runs `fn` after `ms`; the returned function cancels it. */
  after(ms: number, fn: () => void): () => void
  /** Runs `fn` while nobody else on this device runs one under the same name. */
  exclusively<T>(name: string, fn: () => Promise<T>): Promise<T>
  /** Takes the name for as long as the page lives, as a sign of life; does not wait. */
  holdWhileAlive(name: string): void
  /** Names now held on this device; null where that cannot be known. */
  heldNames(): Promise<ReadonlySet<string> | null>
  /** null: there is none (disabled). */
  storage: StringStorage | null
  /** Of this tab alone, over a reload; null: there is none. Any call may throw. */
  session: StringStorage | null
  /** null: this browser, or this address (plain http), has none. */
  keeper: StorageKeeper | null
  channel: {
    post(message: ChannelMessage): void
    listen(fn: (message: ChannelMessage) => void): () => void
  }
  isOnline(): boolean
  isVisible(): boolean
  /** The person or the network asks for little traffic, as far as the browser tells (see browser-env). */
  sparesData(): boolean
  on(event: PageEvent, fn: () => void): () => void
  /** Opens a stream of server-sent events; `closed` is called once when the stream ended for good (a refusal), not at a hiccup. */
  openEvents(path: string, onRevision: (data: string) => void, closed: () => void): EventStream
  /** What to call this device, e.g. "Chrome on Android". */
  deviceName: string
}
