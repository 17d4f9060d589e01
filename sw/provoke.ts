/**
 * Trouble on purpose, for developers: the worker stops sending, its clock goes wrong, its queue is full. Before: a page's
 * command. After: outbox/drain asks whether it may send, outbox-events lays the rest over the queue and the network.
 *
 * Only a server with FAULTS on allows it, and no server does in production: the worker asks it itself, each time that
 * something is to be switched on and once at each start while something is.
 */
import { FAULTS_PATH, NOTHING_PROVOKED, type Provoked, SAVE_PATH } from '../core/wire/worker-message'
import type { WorkerEnv } from './env'
import type { Hold } from './outbox/held'

/** Where what is switched on outlives the end of the worker. */
export interface ProvokedStore {
  /** null: nothing is switched on. */
  read(): Promise<Provoked | null>
  write(provoked: Provoked | null): Promise<void>
}

export interface Provoke {
  current(): Promise<Provoked>
  /** `refused`: the server does not allow it; nothing was switched on. */
  set(provoked: Provoked): Promise<'set' | 'refused'>
  /** The queue, full where that is wanted. */
  hold(hold: Hold): Hold
  /** The network, with the clock gone wrong in each save where that is wanted. */
  fetch: WorkerEnv['fetch']
}

const isNothing = ({ paused, skewMs, full }: Provoked) => !paused && skewMs === 0 && !full

export function createProvoke(env: Pick<WorkerEnv, 'fetch'>, store: ProvokedStore): Provoke {
  let loading: Promise<Provoked> | undefined

  /** 'unknown': the server cannot be asked now. */
  async function allowed(): Promise<'yes' | 'no' | 'unknown'> {
    try {
      const { ok, headers } = await env.fetch(FAULTS_PATH, { credentials: 'same-origin', cache: 'no-store' })
      return ok && (headers.get('content-type') ?? '').startsWith('application/json') ? 'yes' : 'no'
    } catch {
      return 'unknown'
    }
  }

  async function load(): Promise<Provoked> {
    const stored = await store.read().catch(() => null)
    if (stored === null) return NOTHING_PROVOKED
    if ((await allowed()) !== 'no') return stored
    await store.write(null).catch(() => {})
    return NOTHING_PROVOKED
  }

  const current = () => {
    loading ??= load()
    return loading
  }

  return {
    current,
    async set(provoked) {
      if (isNothing(provoked)) {
        loading = Promise.resolve(NOTHING_PROVOKED)
        await store.write(null).catch(() => {})
        return 'set'
      }
      if ((await allowed()) !== 'yes') return 'refused'
      await store.write(provoked).catch(() => {})
      loading = Promise.resolve(provoked)
      return 'set'
    },
    hold: (hold) => ({
      ...hold,
      async put(request, key) {
        if ((await current()).full) throw new DOMException('The disk is full, on purpose.', 'QuotaExceededError')
        return hold.put(request, key)
      },
    }),
    async fetch(url, init) {
      const { skewMs } = await current()
      const isSave = new URL(url, 'http://any').pathname === SAVE_PATH && typeof init.body === 'string'
      return env.fetch(url, skewMs !== 0 && isSave ? { ...init, body: skewed(init.body as string, skewMs) } : init)
    },
  }
}

/** What a device whose clock is `ms` early would send. */
function skewed(text: string, ms: number): string {
  const body = JSON.parse(text) as { sentAt: number; streams: { edits: { at: number }[] }[] }
  const streams = body.streams.map((stream) => ({
    ...stream,
    edits: stream.edits.map((edit) => ({ ...edit, at: edit.at + ms })),
  }))
  return JSON.stringify({ ...body, sentAt: body.sentAt + ms, streams })
}

/** The browser's cache storage: it costs nothing to find that nothing is there, and litters nothing. */
export function cacheStore(caches: CacheStorage): ProvokedStore {
  const NAME = 'holdfast-provoked'
  return {
    async read() {
      if (!(await caches.has(NAME))) return null
      const kept = await (await caches.open(NAME)).match('/provoked')
      return kept === undefined ? null : ((await kept.json()) as Provoked)
    },
    async write(provoked) {
      if (provoked === null) await caches.delete(NAME)
      else await (await caches.open(NAME)).put('/provoked', Response.json(provoked))
    },
  }
}
