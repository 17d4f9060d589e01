/**
 * Trouble on purpose, for developers: the worker stops sending, its clock goes wrong, its queue is full. Before: a page's
 * command. After: outbox/drain asks whether it may send, outbox/outbox lays the rest over the queue and the network.
 *
 * Only a server with FAULTS on allows it, and no server does in production: any other serves a worker that has none of this
 * (./never-provoked). Its yes is good for moments, never for the
 * worker's life: it is asked again while something is switched on, and nothing holds a save back on an old permission.
 *
 *   asked:   when something is to be switched on · before each round of the drain · ASK_EVERY_MS after it was asked last
 *   yes:     it stays            no: all of it ends, for good
 *   no word: what stands stays until CONFIRMED_FOR_MS after the last yes, then it ends as with a no
 */
import { problemName } from '../core/wire/problem'
import { isNothing, sameProvoked, withoutNew } from '../core/wire/provoked'
import { FAULTS_PATH, NOTHING_PROVOKED, type Provoked, SAVE_PATH } from '../core/wire/worker-message'
import type { WorkerEnv } from './env'
import type { Hold } from './outbox/held'

export const ASK_EVERY_MS = 10_000
export const CONFIRMED_FOR_MS = 60_000
/** A server that takes longer has said nothing: a save waits for this answer. */
const ANSWER_WITHIN_MS = 2_000

interface StoredProvoked extends Provoked {
  /** When the server last said that it may be, ms since 1970; older workers did not keep it. */
  confirmedAt?: number
}

/** Where what is switched on outlives the end of the worker. */
export interface ProvokedStore {
  /** null: nothing is switched on. */
  read(): Promise<StoredProvoked | null>
  write(provoked: StoredProvoked | null): Promise<void>
}

export interface Provoke {
  /** What is wrong on purpose, as the server allowed it some seconds ago at most. */
  current(): Promise<Provoked>
  /** The same, with the server asked now. */
  confirmed(): Promise<Provoked>
  /**
   * What is to be off is off, whatever the server says. `refused`: the server does not allow the rest, or could not be asked;
   * nothing was switched on.
   */
  set(provoked: Provoked): Promise<'set' | 'refused'>
  /** The queue, full where that is wanted. */
  hold(hold: Hold): Hold
  /** The network, with the clock gone wrong in each save where that is wanted. */
  fetch: WorkerEnv['fetch']
}

/**
 * What a worker does of a page's wish for trouble: this, or nothing (./never-provoked).
 * @param ended called when everything was switched off because the server does not allow it any more
 */
export type MakeProvoke = (env: Pick<WorkerEnv, 'fetch' | 'now' | 'after'>, ended: () => void) => Provoke

/** @param ended called when everything was switched off because the server does not allow it any more */
export function createProvoke(
  env: Pick<WorkerEnv, 'fetch' | 'now' | 'after'>,
  store: ProvokedStore,
  ended: () => void,
): Provoke {
  let loading: Promise<void> | undefined
  let held: (Provoked & { confirmedAt: number }) | null = null
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<'yes' | 'no' | 'unknown'> | undefined
  let stopPlan = () => {}

  function load(): Promise<void> {
    loading ??= store.read().then(
      (stored) => {
        held = stored === null ? null : { confirmedAt: 0, ...stored }
      },
      () => {},
    )
    return loading
  }

  async function keep(provoked: Provoked | null, confirmedAt: number): Promise<void> {
    held = provoked === null || isNothing(provoked) ? null : { ...provoked, confirmedAt }
    plan()
    await store.write(held).catch(() => {})
  }

  /** While something is on, the server is asked also when nothing is to be sent. */
  function plan(): void {
    stopPlan()
    if (held !== null) stopPlan = env.after(ASK_EVERY_MS, () => void check(0))
  }

  function ask(): NonNullable<typeof asking> {
    asking ??= allowed().finally(() => {
      asking = undefined
      askedAt = env.now()
    })
    return asking
  }

  /** 'unknown': the server cannot be asked now, or something else answered in its place. */
  async function allowed(): Promise<'yes' | 'no' | 'unknown'> {
    const limit = new AbortController()
    const stop = env.after(ANSWER_WITHIN_MS, () => limit.abort())
    try {
      const asked: RequestInit = { credentials: 'same-origin', cache: 'no-store', signal: limit.signal }
      const answer = await env.fetch(FAULTS_PATH, asked)
      const said = (await answer.json()) as { type?: unknown } | unknown[] | null
      if (answer.ok) return Array.isArray(said) ? 'yes' : 'unknown'
      const type = said !== null && 'type' in said ? String(said.type) : ''
      return problemName(type) === 'not-found' ? 'no' : 'unknown'
    } catch {
      return 'unknown'
    } finally {
      stop()
    }
  }

  /** @param everyMs how old the last answer may be */
  async function check(everyMs: number): Promise<Provoked> {
    await load()
    if (held !== null && !isWithin(askedAt, everyMs)) {
      const answer = await ask()
      await heed(answer)
    }
    return asProvoked(held)
  }

  async function heed(answer: 'yes' | 'no' | 'unknown'): Promise<void> {
    if (held === null) return
    if (answer === 'yes') return keep(asProvoked(held), env.now())
    if (answer === 'unknown' && isWithin(held.confirmedAt, CONFIRMED_FOR_MS)) return plan()
    await keep(null, 0)
    ended()
  }

  /** Never what lies ahead: the clock was set back. */
  function isWithin(at: number, ms: number): boolean {
    const age = env.now() - at
    return age >= 0 && age < ms
  }

  const current = () => check(ASK_EVERY_MS)

  return {
    current,
    confirmed: () => check(0),
    async set(wanted) {
      await load()
      const off = withoutNew(asProvoked(held), wanted)
      await keep(off, held?.confirmedAt ?? 0)
      if (sameProvoked(off, wanted)) return 'set'
      const answer = await ask()
      if (answer !== 'yes') {
        await heed(answer)
        return 'refused'
      }
      await keep(wanted, env.now())
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

const asProvoked = (held: Provoked | null): Provoked =>
  held === null ? NOTHING_PROVOKED : { paused: held.paused, skewMs: held.skewMs, full: held.full }

/** What a device whose clock is `ms` early would send. */
function skewed(text: string, ms: number): string {
  const body = JSON.parse(text) as { sentAt: number; streams: { edits: { at: number }[] }[] }
  const streams = body.streams.map((stream) => ({
    ...stream,
    edits: stream.edits.map((edit) => ({ ...edit, at: edit.at + ms })),
  }))
  return JSON.stringify({ ...body, sentAt: body.sentAt + ms, streams })
}

/** What is switched on, in the browser's cache storage. */
export const PROVOKED_CACHE = 'holdfast-provoked'

/** The browser's cache storage: it costs nothing to find that nothing is there, and litters nothing. */
export function cacheStore(caches: CacheStorage): ProvokedStore {
  return {
    async read() {
      if (!(await caches.has(PROVOKED_CACHE))) return null
      const kept = await (await caches.open(PROVOKED_CACHE)).match('/provoked')
      return kept === undefined ? null : ((await kept.json()) as StoredProvoked)
    },
    async write(provoked) {
      if (provoked === null) await caches.delete(PROVOKED_CACHE)
      else await (await caches.open(PROVOKED_CACHE)).put('/provoked', Response.json(provoked))
    },
  }
}
