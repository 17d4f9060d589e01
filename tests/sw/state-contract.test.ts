/**
 * What the outbox remembers in memory is what it remembers in IndexedDB: the same random calls on both, and every answer
 * equal. RUNS=5000 tries harder; SEED=… (a failure prints it) tries the same again.
 */
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { type DeliveryState, FRESH } from '../../core/delivery/schedule'
import { JOURNAL_MAX, type JournalEvent } from '../../core/wire/journal-event'
import type { Learned } from '../../core/wire/worker-message'
import { createOutboxState, type OutboxState } from '../../sw/outbox/state'
import { copyRows, createMemoryOutboxState, createOutboxRows } from '../fakes/memory-outbox'

const RUNS = { numRuns: Number(process.env.RUNS ?? 150), seed: Number(process.env.SEED ?? 20260302) }

type Call =
  | { do: 'delivery' | 'learned' | 'journal' | 'forgetJournal'; account: string }
  | { do: 'setDelivery'; account: string; state: DeliveryState }
  | { do: 'learn'; learned: Learned }
  | { do: 'forget'; id: string }
  /** `times` lines of the journal, so that it is trimmed now and then. */
  | { do: 'note'; at: number; times: number }
/** Calls that are made before the first of them is done; `restart`: by the worker's next life. */
interface Step {
  restart: boolean
  calls: Call[]
}

const account = fc.constantFrom('ada', 'bob', 'ädä', '')
const id = fc.constantFrom('l1', 'l10', 'l2', 'L', 'é')
const delivery = fc.oneof(
  fc.constantFrom<DeliveryState>(FRESH, { ...FRESH }, { ...FRESH, hold: 'sign-in', waitsForOwner: true }),
  fc.nat(9).map((attempts): DeliveryState => ({ ...FRESH, attempts, nextTryAt: attempts * 1_000 })),
)
const asked = { base: 3, tag: 't' }
const learned = fc.record({ id, account, status: fc.constantFrom(400, 422) }).map(
  ({ id, account, status }): Learned => ({
    id,
    account,
    asked,
    kind: 'refused',
    problem: { type: 't', title: 'T', status },
  }),
)
const call: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('delivery' as const, 'learned' as const, 'journal' as const), account }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('setDelivery' as const), account, state: delivery }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('learn' as const), learned }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('forget' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forgetJournal' as const), account }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('note' as const), at: fc.nat(99), times: fc.constantFrom(1, 1, 2, 275) }),
  },
)
const steps = fc.array(fc.record({ restart: fc.boolean(), calls: fc.array(call, { minLength: 1, maxLength: 3 }) }), {
  maxLength: 15,
})

function make(state: OutboxState, call: Call): Promise<unknown> {
  switch (call.do) {
    case 'delivery':
      return state.delivery(call.account)
    case 'setDelivery':
      return state.setDelivery(call.account, call.state)
    case 'learn':
      return state.learn(call.learned)
    case 'forget':
      return state.forget(call.id)
    case 'note':
      for (let i = 0; i < call.times; i++) state.note(lineOf(call.at, i))
      return Promise.resolve()
    default:
      return state[call.do]()
  }
}
const lineOf = (at: number, i: number): JournalEvent => ({ at, place: 'worker', what: `line ${i}` })

/** What is seen while `steps` are made; `begin` begins a life of the worker. */
async function live(begin: () => OutboxState, steps: readonly Step[]): Promise<unknown[]> {
  let state = begin()
  const seen: unknown[] = []
  for (const { restart, calls } of steps) {
    if (restart) state = begin()
    seen.push(await Promise.all(calls.map((call) => make(state, call))))
  }
  seen.push(await Promise.all([state.learned(), state.journal()]))
  return seen
}

afterEach(() => vi.unstubAllGlobals())

it('[D4] what is remembered in memory is what is remembered in IndexedDB', async () => {
  let trimmed = 0
  const property = fc.asyncProperty(steps, async (steps) => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const expected = await live(createOutboxState, steps)
    let rows = createOutboxRows()
    const actual = await live(() => {
      rows = copyRows(rows)
      return createMemoryOutboxState(rows)
    }, steps)
    expect(actual).toStrictEqual(expected)
    if (rows.journal.length >= JOURNAL_MAX) trimmed += 1
  })
  await fc.assert(property, RUNS)
  expect(trimmed).toBeGreaterThan(0)
})

it('nothing known is FRESH itself, which is compared by identity', async () => {
  const state = createMemoryOutboxState(createOutboxRows())
  await state.setDelivery('ada', { ...FRESH, attempts: 1 })
  await state.setDelivery('ada', FRESH)
  expect([await state.delivery('ada'), await state.delivery('bob')].every((one) => one === FRESH)).toBe(true)
})
