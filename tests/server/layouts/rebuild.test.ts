/** Any layout of the history can be had again, whatever checkpoints there are and however it was thinned out since. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../core/history/thin-plan'
import { tidyCheckpoints } from '../../../server/layouts/checkpoint'
import { tidyHistory } from '../../../server/layouts/daily-history'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { createMemoryStore } from './memory-store'
import { layoutsOver } from './past'
import { ACCOUNT, live, RUNS, script } from './script'
import { BEGINNING } from './story'

const NOW = BEGINNING + 400 * DAY_MS

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh?.drop())
  const runs = { ...RUNS, numRuns: Math.max(5, RUNS.numRuns / 20) }

  it('view R is what it was, for every R, from the nearest of any checkpoints', async () => {
    const { prisma } = fresh.database
    await fc.assert(
      fc.asyncProperty(script, fc.array(fc.nat({ max: 12 }), { maxLength: 8 }), async (steps, checkpoints) => {
        await prisma.$executeRawUnsafe('truncate layout, widget, field, writer, conflict, version, device, checkpoint')
        const was = await layoutsOver(createMemoryStore(), (store) => live(store, steps))
        await live(createPostgresStore(prisma), steps)
        for (const revision of new Set(checkpoints)) {
          if (revision === 0 || was[revision] === undefined) continue
          await prisma.checkpoint.create({
            data: { account: ACCOUNT, revision, layout: JSON.stringify(was[revision]) },
          })
        }
        for (const [revision, layout] of was.entries()) {
          expect(await rebuildLayout(prisma, ACCOUNT, revision)).toEqual(layout)
        }
        expect(await rebuildLayout(prisma, ACCOUNT, was.length)).toBeNull()
      }),
      runs,
    )
  })

  it('[S14] view R is what it was, for every R that thinning kept; the others have their tags still', async () => {
    const { prisma } = fresh.database
    // Hours and days since the version before: many in one hour, some days apart.
    const pauses = fc.array(fc.constantFrom(0, 1_000, HOUR_MS / 2, HOUR_MS, DAY_MS, 40 * DAY_MS), {
      minLength: 1,
      maxLength: 20,
    })
    const at = fc.array(fc.nat({ max: 12 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(script, pauses, at, fc.integer({ min: 1, max: 120 }), async (steps, between, marks, days) => {
        await prisma.$executeRawUnsafe('truncate layout, widget, field, writer, conflict, version, device, checkpoint')
        const was = await layoutsOver(createMemoryStore(), (store) => live(store, steps))
        await live(createPostgresStore(prisma), steps)
        for (const revision of new Set(marks)) {
          if (revision === 0 || was[revision] === undefined) continue
          const layout = JSON.stringify(was[revision])
          await prisma.checkpoint.create({ data: { account: ACCOUNT, revision, layout } })
        }
        const before = await prisma.version.findMany({ orderBy: { revision: 'asc' } })
        let then = NOW - 150 * DAY_MS
        for (const { revision } of before) {
          then = Math.min(NOW, then + (between[revision % between.length] ?? 0))
          await prisma.$executeRaw`update version set at = ${then} where revision = ${revision}`
        }
        const thinned = await tidyHistory(prisma, { now: NOW, historyDays: days })
        await tidyCheckpoints(prisma, ACCOUNT)

        const after = await prisma.version.findMany({ orderBy: { revision: 'asc' } })
        expect(after.map(({ revision, tag, seq }) => [revision, tag, seq])).toEqual(
          before.map(({ revision, tag, seq }) => [revision, tag, seq]),
        )
        expect(after.filter(({ changes }) => changes === null)).toHaveLength(thinned)
        if (after.length > 0) expect(after.at(-1)?.changes).not.toBeNull()
        for (const { revision, changes } of after) {
          const layout = changes === null ? null : was[revision]
          expect(await rebuildLayout(prisma, ACCOUNT, revision)).toEqual(layout)
        }
        expect(await tidyHistory(prisma, { now: NOW, historyDays: days })).toBe(0)
      }),
      runs,
    )
  })
})
