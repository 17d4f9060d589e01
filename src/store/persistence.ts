/**
 * Whether this browser keeps what is stored here until the person deletes it, or may delete it when space runs short.
 * Some browsers ask the person, so it is asked for only once there is something to keep. Used by holdfast.
 */
import type { StorageKeeper } from '../env'
import type { SyncStore } from './sync-store'

export interface StorageUse {
  usedBytes: number
  /** How much this site may use; null: the browser does not say. */
  quotaBytes: number | null
}

export interface Persistence {
  /** Looks how it is, and asks for nothing. Never rejects. */
  look(): Promise<void>
  /** Something was edited: asks, once in a page's life, unless it is granted already. Never rejects. */
  edited(): Promise<void>
  /** null: the browser does not say. Never rejects. */
  use(): Promise<StorageUse | null>
}

/** @param keeper null where there is none (plain http, some engines) */
export function createPersistence(keeper: StorageKeeper | null, sync: SyncStore): Persistence {
  let asked = false

  async function show(answer: (from: StorageKeeper) => Promise<boolean>): Promise<boolean | null> {
    if (keeper === null) return null
    const storagePersisted = await answer(keeper).catch(() => null)
    sync.setState({ storagePersisted })
    return storagePersisted
  }

  const persistence: Persistence = {
    look: async () => void (await show((from) => from.persisted())),
    async edited() {
      if (asked) return
      asked = true
      if ((await show((from) => from.persisted())) !== true) await show((from) => from.persist())
    },
    async use() {
      const { usage, quota } = (await keeper?.estimate().catch(() => null)) ?? {}
      return usage === undefined ? null : { usedBytes: usage, quotaBytes: quota ?? null }
    },
  }
  return persistence
}
