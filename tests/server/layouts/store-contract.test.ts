/**
 * The contract of the store's port: whatever is read, written, forgotten or rebuilt, the model of the database that
 * simulations run on answers what PGlite and PostgreSQL answer, and holds what stands in their tables.
 */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PrismaClient } from '../../../server/db/client/client'
import { whereAccountsStand } from '../../../server/events/standing'
import { forgetRemovals } from '../../../server/layouts/forget'
import { createLoneStore } from '../../../server/layouts/lone-store'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import { createModelDatabase, type ModelDatabase } from '../../fakes/model-database'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { rowsOf } from './rows'
import { RUNS } from './script'
import { liveOn, type Subject } from './store-script'
import { ACCOUNTS, storeScript } from './store-steps'

/** Less than a test may take: a script that fails is made smaller only as long as the seed is still printed. */
const IN_TIME = { interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true }

const modelled = (model: ModelDatabase): Subject => ({
  store: model.store(),
  forgetRemovals: async (now) => model.forgetRemovals(now),
  layoutAt: async (account, revision) => model.layoutAt(account, revision),
  standing: async (accounts) => model.standing(accounts),
})

const real = (prisma: PrismaClient, isAlone: boolean): Subject => ({
  store: isAlone ? createLoneStore(prisma) : createPostgresStore(prisma),
  forgetRemovals: (now) => forgetRemovals(prisma, now),
  layoutAt: (account, revision) => rebuildLayout(prisma, account, revision),
  standing: (accounts) => whereAccountsStand(prisma, accounts),
})

/** Everything that the model holds of an account. */
function held(model: ModelDatabase, account: string) {
  const { head, lastN, widgets, conflicts, versions, devices } = model.look(account)
  return {
    head,
    lastN,
    widgets: new Map([...widgets].map(([id, { presence, fields }]) => [id, { presence, fields }])),
    conflicts,
    versions,
    devices,
  }
}

/** The same of what stands in the tables. */
async function standing(prisma: PrismaClient, account: string): Promise<ReturnType<typeof held>> {
  const rows = await rowsOf(prisma, account)
  const none = createModelDatabase().look(account).head
  const [head = none] = rows.layout.map(({ account: _, ...layout }) => layout)
  const fieldsOf = (id: string) =>
    rows.field
      .filter(({ widget }) => widget === id)
      .map(({ account: _, widget: __, key, value, ...stamp }) => {
        return [key, value === null ? stamp : { ...stamp, value: JSON.parse(value) }] as const
      })
  const conflicts = rows.conflict.map(({ account: _, seq, part, at, kept, lost, ...conflict }) => ({
    ...{ seq, part, at },
    conflict: { ...conflict, rule: conflict.rule as 'later', kept: JSON.parse(kept), lost: JSON.parse(lost) },
  }))
  const versions = rows.version.map(({ account: _, changes, trigger, ...version }) => ({
    ...{ ...version, trigger: trigger as 'edit', changes: JSON.parse(changes ?? 'null') },
  }))
  return {
    head,
    lastN: new Map(rows.writer.map(({ id, lastN }) => [id, lastN])),
    widgets: new Map(
      rows.widget.map(({ account: _, id, ...presence }) => [id, { presence, fields: new Map(fieldsOf(id)) }]),
    ),
    conflicts,
    versions: new Map(versions.map((version) => [version.revision, version])),
    devices: new Map(rows.device.map(({ account: _, givenName: __, ...device }) => [device.id, device])),
  }
}

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh?.drop())

  it('the model answers what the database answers, and holds what is in its tables', async () => {
    const { prisma } = fresh.database
    await fc.assert(
      fc.asyncProperty(storeScript, fc.boolean(), async (script, isAlone) => {
        await prisma.$executeRawUnsafe('truncate layout, widget, field, writer, conflict, version, device')
        const model = createModelDatabase()
        const answers = await liveOn(modelled(model), script)
        expect(await liveOn(real(prisma, isAlone), script)).toStrictEqual(answers)
        for (const account of ACCOUNTS) {
          expect(await standing(prisma, account)).toStrictEqual(held(model, account))
        }
      }),
      { ...RUNS, numRuns: Math.max(5, RUNS.numRuns / 4), ...IN_TIME },
    )
  })
})
