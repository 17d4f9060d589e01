/**
 * What the outbox holds, and the port of the queue that holds it (station 6). ./hold is the real one, on Workbox; everything
 * else of the outbox knows only this.
 */
import type { CarriedSave } from '../../core/delivery/carried'

/** One entry of the queue. */
export interface HeldEntry {
  id: number
  /** What `put` was told; null for an entry of an unknown origin. */
  key: string | null
  url: string
  /** The body as it was stored; undefined when it cannot be read, and then `save` is as well. */
  body: Record<string, unknown> | undefined
  save: CarriedSave | undefined
  bytes: number
  /** ms since 1970. */
  heldSince: number
}
/** An entry that can be sent. */
export type ReadableEntry = HeldEntry & { body: Record<string, unknown>; save: CarriedSave }

export interface Hold {
  /**
   * Puts a request in and asks the browser for Background Sync. `key` finds the entry again.
   * Rejects when it could not be kept (a full or broken IndexedDB).
   */
  put(request: Request, key: string): Promise<void>
  /** Everything held, oldest first; an entry that cannot be read stands in nobody's way. */
  look(): Promise<HeldEntry[]>
  /** Deletes one entry; nothing happens when it is gone. */
  delete(id: number): Promise<void>
  /** Asks for Background Sync once more; never rejects. */
  registerSync(): Promise<void>
}

export const isReadable = (entry: HeldEntry): entry is ReadableEntry =>
  entry.body !== undefined && entry.save !== undefined
