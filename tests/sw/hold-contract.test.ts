/**
 * The queue in memory does as Workbox's does: the same random lives of a worker on both, and every answer equal. RUNS=5000
 * tries harder; SEED=… (a failure prints it) tries the same again.
 */
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Hold } from '../../sw/outbox/held'
import { copyRows, createMemoryHold, createOutboxRows } from '../fakes/memory-outbox'
import { ORIGIN, saveOf } from './support/fake-worker'

const RUNS = { numRuns: Number(process.env.RUNS ?? 150), seed: Number(process.env.SEED ?? 20260301) }
const START = 1_790_000_000_000

type Step =
  | { do: 'put'; key: string; body: string }
  | { do: 'put-read-before' }
  | { do: 'put-both'; bodies: [string, string] }
  | { do: 'delete'; id: number }
  | { do: 'register' }
  /** A sync event, during which `puts` saves come, and whose end is `end`. */
  | { do: 'sync'; puts: number; end: 'done' | 'error' | 'no error'; lastChance: boolean }
  | { do: 'wait'; ms: number }
  /** The worker is stopped, and begins anew on what it left. */
  | { do: 'restart' }

/** What the browser has of Background Sync. */
const BROWSERS = ['with', 'blocked', 'without'] as const
type Browser = (typeof BROWSERS)[number]

const writer = fc.constantFrom('a', 'b')
const body = fc.oneof(
  fc.tuple(writer, fc.array(fc.nat(9))).map(([by, numbers]) => JSON.stringify(saveOf(by, numbers))),
  fc.constantFrom(saveOf('ä\u0000€', [1], 'zoë')).map((save) => JSON.stringify(save)),
  // A byte order mark, no save, no JSON, nothing.
  fc.constantFrom(`\uFEFF${JSON.stringify(saveOf('a', [1]))}`, '{"streams":[]}', '[1]', '{ "cut', '', '\uD800'),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), key: fc.constantFrom('k', 'l', ''), body }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('put-both' as const), bodies: fc.tuple(body, body) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), id: fc.integer({ min: -1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'register' }, { do: 'put-read-before' }, { do: 'restart' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      puts: fc.nat(2),
      end: fc.constantFrom('done' as const, 'error' as const, 'no error' as const),
      lastChance: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 86_400_000) }) },
)

/** A worker's life on a queue, the browser's sync event and what was asked of Background Sync. */
interface Life {
  hold: Hold
  sync(lastChance: boolean): Promise<void>
}
interface Subject {
  begin(onSync: () => Promise<void>): Promise<Life>
  asked: number
}

/** Workbox's queue on an IndexedDB of its own, in a worker's clothes. */
function real(browser: Browser): Subject {
  type Listener = (event: { tag: string; lastChance: boolean; waitUntil(work: Promise<void>): void }) => void
  const disk = new IDBFactory()
  const subject: Subject = { asked: 0, begin }
  const register = async () => {
    subject.asked += 1
    if (browser === 'blocked') throw new DOMException('blocked', 'NotAllowedError')
  }

  async function begin(onSync: () => Promise<void>): Promise<Life> {
    const listeners: Listener[] = []
    const registration = browser === 'without' ? {} : { sync: { register } }
    vi.stubGlobal('indexedDB', disk)
    vi.stubGlobal('self', { registration, addEventListener: (_: string, fn: Listener) => listeners.push(fn) })
    vi.resetModules()
    const { createHold } = await import('../../sw/outbox/hold')
    const hold = createHold(onSync)
    async function sync(lastChance: boolean): Promise<void> {
      const works: Promise<void>[] = []
      const event = { tag: 'workbox-background-sync:layout-saves', lastChance }
      for (const listen of listeners) listen({ ...event, waitUntil: (work) => works.push(work) })
      await Promise.all(works)
    }
    return { hold, sync }
  }
  return subject
}

function model(browser: Browser): Subject {
  let rows = createOutboxRows()
  const subject: Subject = { asked: 0, begin }
  async function begin(onSync: () => Promise<void>): Promise<Life> {
    // What a copied profile holds is what the profile held, whatever becomes of that.
    const left = rows
    rows = copyRows(left)
    left.held.length = 0
    const registerSync = () => {
      subject.asked += 1
      if (browser === 'blocked') throw new DOMException('blocked', 'NotAllowedError')
    }
    const parts = { now: Date.now, onSync, ...(browser === 'without' ? {} : { registerSync }) }
    const hold = createMemoryHold(rows, parts)
    return { hold, sync: browser === 'without' ? async () => {} : hold.syncEvent }
  }
  return subject
}

const request = (text: string) => new Request(`${ORIGIN}/api/layout`, { method: 'POST', body: text })
const settled = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => `${(error as Error).name}`,
  )

/** What is seen of `subject` while it lives through `steps`. */
async function live(subject: Subject, steps: readonly Step[]): Promise<unknown[]> {
  vi.setSystemTime(START)
  let during: () => Promise<void> = async () => {}
  let life = await subject.begin(() => during())
  const seen: unknown[] = []
  for (const step of steps) {
    const { hold, sync } = life
    if (step.do === 'put') {
      const asked = request(step.body)
      seen.push(await settled(hold.put(asked, step.key)), await asked.text())
    } else if (step.do === 'put-read-before') {
      const read = request('{}')
      await read.text()
      seen.push(await settled(hold.put(read, 'read')))
    } else if (step.do === 'put-both') {
      await Promise.all(step.bodies.map((text, i) => hold.put(request(text), `both-${i}`)))
    } else if (step.do === 'delete') await hold.delete(step.id)
    else if (step.do === 'register') await hold.registerSync()
    else if (step.do === 'wait') vi.setSystemTime(Date.now() + step.ms)
    else if (step.do === 'restart') life = await subject.begin(() => during())
    else {
      during = async () => {
        for (let i = 0; i < step.puts; i++) await hold.put(request('{}'), `during-${i}`)
        seen.push(subject.asked)
        if (step.end === 'error') throw new RangeError('still held')
        if (step.end === 'no error') throw 'not an Error'
      }
      seen.push(await settled(sync(step.lastChance)))
    }
    seen.push([step.do, subject.asked, await life.hold.look()])
  }
  return seen
}

beforeEach(() => {
  // Workbox as it is built: without its own checks and logs.
  vi.stubEnv('NODE_ENV', 'production')
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('[D4] the queue in memory does as the real one', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...BROWSERS),
    fc.array(step, { maxLength: 20 }),
    async (at, steps) => {
      const expected = await live(real(at), steps)
      expect(await live(model(at), steps)).toStrictEqual(expected)
    },
  )
  await fc.assert(property, RUNS)
})
