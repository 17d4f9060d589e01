/**
 * Keeps saves in Workbox's queue (station 6). The only file that knows it. Before: intercept puts. After: drain looks,
 * sends and deletes. Knows no server.
 *
 * Of Workbox this uses what adds an entry and registers for Background Sync (`Queue`), and what looks and deletes
 * (`QueueStore`). Never its replay: that deletes before it sends and takes any answer for a delivery.
 */
import { Queue, QueueStore } from 'workbox-background-sync'
import { carriedSave } from '../../core/delivery/carried'
import { QUEUE_NAME } from '../../core/wire/worker-message'
import type { HeldEntry, Hold } from './held'

/**
 * The queue `layout-saves`. To be made once, at the worker's start, after its own `sync` listener.
 * @param onSync called at every sync event of the queue's tag; an Error it throws makes the browser try again later
 */
export function createHold(onSync: () => Promise<void>): Hold {
  let made = false
  const queue = new Queue(QUEUE_NAME, {
    // Nothing expires (D4); 0 would mean Workbox's seven days. `look` below reads past that check anyway.
    maxRetentionTime: Number.POSITIVE_INFINITY,
    // Where there is no Background Sync, the constructor calls this at once, in an installing worker too.
    onSync: async () => {
      if (made) await onSync()
    },
  })
  made = true
  const store = new QueueStore(QUEUE_NAME)

  return {
    put: (request, key) => queue.pushRequest({ request, metadata: { key } }),
    async look() {
      const entries = await store.getAll()
      return entries.map(readEntry).sort((a, b) => a.id - b.id)
    },
    delete: (id) => store.deleteEntry(id),
    registerSync: () => queue.registerSync(),
  }
}

type StoredEntry = Awaited<ReturnType<QueueStore['getAll']>>[number]

function readEntry(stored: StoredEntry): HeldEntry {
  const { id, timestamp, metadata, requestData } = stored
  const bytes = requestData?.body?.byteLength ?? 0
  const entry = { id, key: keyOf(metadata), url: requestData?.url ?? '', bytes, heldSince: timestamp }
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(requestData.body))
    const save = carriedSave(body)
    if (save !== undefined) return { ...entry, body: body as Record<string, unknown>, save }
  } catch {
    // Falls through: it stays in the queue, shown as unreadable. The page has its own copy of what it owes (D1).
  }
  return { ...entry, body: undefined, save: undefined }
}

function keyOf(metadata: object | undefined): string | null {
  return metadata !== undefined && 'key' in metadata && typeof metadata.key === 'string' ? metadata.key : null
}
