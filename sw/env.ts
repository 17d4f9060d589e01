/**
 * The narrow port through which the worker reaches the world. Only worker-env.ts binds the real one, so that the outbox
 * runs in tests. The queue (outbox/hold) and the database (outbox/state) are ports of their own.
 */
import type { WorkerReport } from '../core/wire/worker-message'

export interface WorkerEnv {
  /** The device's clock, ms since 1970. */
  now(): number
  /** From 0 up to 1, for jitter. */
  random(): number
  /** A new random UUID, lower case. */
  uuid(): string
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Runs `fn` after `ms`; the returned function cancels it. */
  after(ms: number, fn: () => void): () => void
  /**
   * Runs `fn` while nobody else on this device runs one under the same name. Resolves to 'taken' without running it
   * when somebody does and `waitMs` is over.
   */
  exclusively<T>(name: string, waitMs: number, fn: () => Promise<T>): Promise<T | 'taken'>
  /** Says it to every page. Never throws. */
  post(report: WorkerReport): void
  /** Whether the page with this client id is still there to take an answer. */
  isOpen(clientId: string): Promise<boolean>
  /** Puts a number on the app's icon, 0: none; null where there is no such thing. May reject (not allowed). */
  badge: ((count: number) => Promise<void>) | null
  /** Whether a person has a page of the app in sight. */
  isLookedAt(): Promise<boolean>
  /** False in a worker that is installing or waiting: it must leave the queue to the active one. */
  isActive(): boolean
}
