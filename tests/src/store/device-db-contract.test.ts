/**
 * The page's IndexedDB in memory does as the real one: the same random calls of a few tabs on both, and every result equal.
 * RUNS=5000 tries harder; SEED=… (a failure prints it) tries the same again.
 */
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { createDeviceDb, type DeviceDb } from '../../../src/store/device-db'
import { copyRows, createDeviceDbRows } from '../../fakes/device-db-rows'
import { createMemoryDeviceDb, deleteRows } from '../../fakes/memory-device-db'
import { ACCOUNTS, anyCall, anyLongCall, type Call, resultOf } from './device-db-calls'

const RUNS = { numRuns: Number(process.env.RUNS ?? 300), seed: Number(process.env.SEED ?? 20260303) }
const TABS = 2

type Step =
  /** Calls of some tabs, each made before the first of them is done. */
  | { do: 'calls'; calls: { tab: number; call: Call }[] }
  /** The database is deleted beneath the tabs. */
  | { do: 'delete' }
  /** All tabs are closed, and others are opened on a copy of the profile. */
  | { do: 'reopen' }

const byTab = (call: fc.Arbitrary<Call>) => fc.record({ tab: fc.nat(TABS - 1), call })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: byTab(anyCall).map((one): Step => ({ do: 'calls', calls: [one] })) },
  { weight: 4, arbitrary: byTab(anyLongCall).map((one): Step => ({ do: 'calls', calls: [one] })) },
  {
    weight: 4,
    // A call of two transactions among others: what they write falls into its gap.
    arbitrary: fc
      .tuple(fc.array(byTab(anyCall), { maxLength: 2 }), byTab(anyLongCall), fc.array(byTab(anyCall), { maxLength: 2 }))
      .map(([before, long, after]): Step => ({ do: 'calls', calls: [...before, long, ...after] })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'delete' }, { do: 'reopen' }) },
)

interface Subject {
  open(): DeviceDb
  deleteAll(): Promise<void>
  copy(): void
}

function real(): Subject {
  vi.stubGlobal('indexedDB', new IDBFactory())
  return {
    open: createDeviceDb,
    deleteAll: () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('holdfast')
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error)
      }),
    copy() {},
  }
}

function model(): Subject {
  let rows = createDeviceDbRows()
  return {
    open: () => createMemoryDeviceDb(rows),
    deleteAll: async () => deleteRows(rows),
    copy() {
      const copied = copyRows(rows)
      // Whatever becomes of the profile that was copied.
      for (const { edits, settled, conflicts } of rows.accounts.values()) {
        for (const rest of [...edits.values(), settled, conflicts]) rest.clear()
      }
      rows.accounts.clear()
      rows.setAside.clear()
      rows = copied
    },
  }
}

/** What `steps` gave, and at the end everything there is. */
async function live(subject: Subject, steps: readonly Step[]): Promise<unknown[]> {
  const seen: unknown[] = []
  let tabs: DeviceDb[] = []
  async function openTabs(): Promise<void> {
    tabs = Array.from({ length: TABS }, () => subject.open())
    for (const [i, tab] of tabs.entries()) tab.onLost(() => seen.push(`tab ${i} lost it`))
    await awake()
  }
  /** Opening takes its time, and calls that are made meanwhile have no order among tabs. */
  async function awake(): Promise<void> {
    for (const tab of tabs) await tab.who()
  }
  await openTabs()
  for (const step of steps) {
    if (step.do === 'calls') {
      seen.push(await Promise.all(step.calls.map(({ tab, call }) => resultOf(tabs[tab] as DeviceDb, call))))
    } else if (step.do === 'delete') {
      await subject.deleteAll()
      await awake()
    } else {
      for (const tab of tabs) tab.onLost(() => {})
      subject.copy()
      await openTabs()
    }
    for (const account of ACCOUNTS) seen.push(await resultOf(tabs[0] as DeviceDb, ['load', account]))
  }
  seen.push(await resultOf(tabs[0] as DeviceDb, ['who']))
  return seen
}

afterEach(() => vi.unstubAllGlobals())

it('[D1] the database in memory does as the one in IndexedDB', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const expected = await live(real(), steps)
    expect(await live(model(), steps)).toStrictEqual(expected)
  })
  await fc.assert(property, RUNS)
})
