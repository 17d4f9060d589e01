/**
 * The worker's storages in memory: a model of its queue (sw/outbox/hold, on Workbox) and of what it remembers
 * (sw/outbox/state). Rows outlive the worker, whose next life makes both anew on them.
 * hold-contract.test.ts and state-contract.test.ts in tests/sw hold both to the real ones. Does not know slow or broken
 * disks: each call is done at once.
 */
import { carriedSave } from '../../core/delivery/carried'
import { type DeliveryState, FRESH } from '../../core/delivery/schedule'
import { JOURNAL_MAX, type JournalEvent } from '../../core/wire/journal-event'
import type { Learned } from '../../core/wire/worker-message'
import type { HeldEntry, Hold } from '../../sw/outbox/held'
import type { OutboxState } from '../../sw/outbox/state'

/** What a worker left on one browser profile's disk. What is in the containers is never changed, only replaced. */
export interface OutboxRows {
  /** Ids are never given twice, also when the queue was empty meanwhile. */
  nextId: number
  /** Oldest first. */
  held: HeldEntry[]
  /** By account; none: FRESH. */
  delivery: Map<string, DeliveryState>
  /** By id. */
  learned: Map<string, Learned>
  /** Oldest first. */
  journal: JournalEvent[]
}

/** Of a profile in which no worker ran yet. */
export function createOutboxRows(): OutboxRows {
  return { nextId: 1, held: [], delivery: new Map(), learned: new Map(), journal: [] }
}

/** A copied browser profile, or a snapshot to go back to. */
export function copyRows({ nextId, held, delivery, learned, journal }: OutboxRows): OutboxRows {
  return { nextId, held: [...held], delivery: new Map(delivery), learned: new Map(learned), journal: [...journal] }
}

interface HoldParts {
  /** The device's clock, ms since 1970. */
  now(): number
  /** The browser's Background Sync; may throw or reject, as where a person blocks it. Left out: there is none. */
  registerSync?(): void | Promise<void>
  /** As createHold has it. */
  onSync?(): Promise<void>
}

export interface MemoryHold extends Hold {
  /**
   * The browser's sync event of the queue's tag, in this life of the worker. Rejects with an Error of `onSync`: the
   * browser then tries again later, but for the last chance. What is put meanwhile asks for a sync only after it.
   * Of a browser with `registerSync` only.
   */
  syncEvent(lastChance: boolean): Promise<void>
}

/**
 * The queue of one life of a worker on `rows`. `put` rejects with a TypeError where the request was read before, as
 * Workbox does.
 */
export function createMemoryHold(rows: OutboxRows, { now, registerSync, onSync }: HoldParts): MemoryHold {
  let isSyncing = false
  let isAddedMeanwhile = false

  async function register(): Promise<void> {
    try {
      await registerSync?.()
    } catch {
      // Blocked: what is held is sent at the next trigger.
    }
  }

  async function sync(lastChance: boolean): Promise<void> {
    isSyncing = true
    let failed = false
    try {
      await onSync?.()
    } catch (error) {
      failed = error instanceof Error
      if (failed) throw error
    } finally {
      if (isAddedMeanwhile && (!failed || lastChance)) await register()
      isSyncing = false
      isAddedMeanwhile = false
    }
  }

  return {
    async put(request, key) {
      const heldSince = now()
      const copy = request.clone()
      const bytes = await copy.arrayBuffer()
      rows.held.push({ id: rows.nextId++, key, url: request.url, ...readBody(bytes), heldSince })
      if (isSyncing) isAddedMeanwhile = true
      else await register()
    },
    look: async () => [...rows.held],
    async delete(id) {
      const at = rows.held.findIndex((entry) => entry.id === id)
      if (at !== -1) rows.held.splice(at, 1)
    },
    registerSync: register,
    syncEvent: sync,
  }
}

/** Read once, where the real queue reads at every look: nobody changes what was read. */
function readBody(buffer: ArrayBuffer): Pick<HeldEntry, 'body' | 'save' | 'bytes'> {
  const bytes = buffer.byteLength
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(buffer))
    const save = carriedSave(body)
    if (save !== undefined) return { body: body as Record<string, unknown>, save, bytes }
  } catch {
    // It stays in the queue, unreadable.
  }
  return { body: undefined, save: undefined, bytes }
}

/** What the outbox remembers, on `rows`; where the disk is broken is not modelled. */
export function createMemoryOutboxState(rows: OutboxRows): OutboxState {
  return {
    delivery: async (account) => rows.delivery.get(account) ?? FRESH,
    async setDelivery(account, state) {
      if (state === FRESH) rows.delivery.delete(account)
      else rows.delivery.set(account, state)
    },
    learn: async (learned) => void rows.learned.set(learned.id, learned),
    learned: async () => [...rows.learned.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    forget: async (id) => void rows.learned.delete(id),
    note(event) {
      rows.journal.push(event)
      if (rows.journal.length > JOURNAL_MAX * 1.1) rows.journal.splice(0, rows.journal.length - JOURNAL_MAX)
    },
    journal: async () => [...rows.journal],
    async forgetJournal() {
      rows.journal.length = 0
    },
  }
}
