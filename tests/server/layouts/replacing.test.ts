/** Whatever happened to a layout, any older one can be had back, and any can be carried elsewhere (S15). */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlainLayout } from '../../../core/history/plain-layout'
import { exportAccount } from '../../../server/layouts/export'
import { importLayout } from '../../../server/layouts/import'
import { createLoneStore } from '../../../server/layouts/lone-store'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import type { ReplaceOutcome } from '../../../server/layouts/replace'
import { restoreLayout } from '../../../server/layouts/restore'
import type { LayoutStore } from '../../../server/layouts/store'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { createMemoryStore } from './memory-store'
import { countersOf, recounted } from './rows'
import { ACCOUNT, live, RUNS, type Step, script } from './script'
import { uuid } from './story'

const ELSEWHERE = 'elsewhere'
const NOW = 4_000_000_000_000

/** The layout, revision by revision, as `store` was told to write it. */
function watched(store: LayoutStore): { store: LayoutStore; at: PlainLayout[] } {
  const at: PlainLayout[] = [{}]
  return {
    at,
    store: {
      ...store,
      write: async (commit) => {
        const isWritten = await store.write(commit)
        const { version, head } = commit.writes
        if (isWritten && version !== null && commit.account === ACCOUNT) {
          at[head.revision] = await layoutOf(store, ACCOUNT)
        }
        return isWritten
      },
    },
  }
}

async function layoutOf(store: LayoutStore, account: string): Promise<PlainLayout> {
  const none = { device: { findMany: async () => [] } } as never
  const { widgets } = await exportAccount({ store, prisma: none, now: () => NOW }, account)
  return Object.fromEntries(widgets.map(({ id, fields }) => [id, fields]))
}

const expectSaved = (outcome: ReplaceOutcome) => expect(outcome).toMatchObject({ kind: 'saved' })

/** One life; then each layout it ever had is restored in some order, and the last one is carried elsewhere. */
async function check(
  inner: LayoutStore,
  steps: readonly Step[],
  order: readonly number[],
  layoutAt?: (account: string, revision: number) => Promise<PlainLayout | null>,
): Promise<void> {
  const { store, at } = watched(inner)
  await live(store, steps)
  const were = structuredClone(at)
  let writers = 0
  const request = () => ({ schema: 1, device: uuid(9), writer: uuid(8000 + ++writers), base: 0, tag: null, sentAt: 5 })
  const deps = {
    store,
    now: () => NOW,
    newTag: () => `x${writers}`,
    pause: async () => {},
    layoutAt: layoutAt ?? (async (_: string, revision: number) => structuredClone(were[revision] ?? null)),
  }
  const who = { account: ACCOUNT, session: null }
  for (const [i, choice] of order.entries()) {
    const revision = choice % were.length
    expectSaved(await restoreLayout(deps, who, revision, request()))
    expect(await layoutOf(store, ACCOUNT)).toEqual(were[revision])
    if (i > 0) continue
    // What was restored is itself a layout to go back to.
    expectSaved(await restoreLayout(deps, who, were.length - 1, request()))
    expect(await layoutOf(store, ACCOUNT)).toEqual(were.at(-1))
  }

  const none = { device: { findMany: async () => [] } } as never
  const file = await exportAccount({ store, prisma: none, now: () => NOW }, ACCOUNT)
  const carried = JSON.parse(JSON.stringify(file)) as typeof file
  const other = { account: ELSEWHERE, session: null }
  expectSaved(await importLayout(deps, other, 'add', { ...request(), file: carried }))
  expectSaved(await importLayout(deps, other, 'replace', { ...request(), file: carried }))
  expect(await layoutOf(store, ELSEWHERE)).toEqual(await layoutOf(store, ACCOUNT))
}

const order = fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 4 })

describe('[S15] on a store in memory', () => {
  it('[S15] every layout that ever was can be restored, and the last one imported elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(script, order, async (steps, revisions) => check(createMemoryStore(), steps, revisions)),
      RUNS,
    )
  })
})

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh?.drop())

  it('[S15] the same of what is in the database: rebuilt from its history, with exact counters', async () => {
    const { prisma } = fresh.database
    await fc.assert(
      fc.asyncProperty(script, order, async (steps, revisions) => {
        await prisma.$executeRawUnsafe('truncate layout, widget, field, writer, conflict, version, device, checkpoint')
        const store = createLoneStore(prisma)
        await check(store, steps, revisions, (account, revision) => rebuildLayout(prisma, account, revision))
        for (const account of [ACCOUNT, ELSEWHERE]) {
          expect(await countersOf(prisma, account)).toEqual(await recounted(prisma, account))
        }
      }),
      { ...RUNS, numRuns: Math.max(5, RUNS.numRuns / 20) },
    )
  })
})
