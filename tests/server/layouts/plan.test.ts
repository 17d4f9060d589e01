/** How PostgreSQL carries out the two statements when there are many accounts: by keys, and without compiling them (S9). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Prisma } from '../../../server/db/client/client'
import { askForSave } from '../../../server/layouts/ask'
import { type RawSql, readMany } from '../../../server/layouts/read-statement'
import { writeMany } from '../../../server/layouts/write-statement'
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../../support/databases'
import { uuid } from './story'

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Total Cost': number
  Plans?: Plan[]
}

describeOnPostgres('plans on real PostgreSQL', () => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    const id = `'00000000-0000-4000-8000-' || lpad(w::text, 12, '0')`
    const accounts = `generate_series(1, 500) a`
    for (const rows of [
      `layout select 'a' || a, 40, 't', 40, 30, 9000, 0 from ${accounts}`,
      `widget select 'a' || a, ${id}, false, 6, w, 1, 1, 'd', 'w' from ${accounts}, generate_series(1, 30) w`,
      `field select 'a' || a, ${id}, 'data/' || f, '"value"', w, 1, 1, 'd', 'w'
        from ${accounts}, generate_series(1, 30) w, generate_series(1, 6) f`,
      `version (account, revision, tag, at, device, trigger, seq, changes)
        select 'a' || a, r, 't', 1, 'd', 'drag', r, '[]' from ${accounts}, generate_series(1, 40) r`,
      `writer select 'a' || a, 'w' || r, 5 from ${accounts}, generate_series(1, 20) r`,
      `conflict select 'a' || a, 'w' || r, 1, 1, 'x', null, 'later', '{}', '{}', 1 from ${accounts}, generate_series(1, 20) r`,
      `device (account, id, last_seen, last_revision, sessions) select 'a' || a, 'd' || r, 1, 1, array['s'] from ${accounts}, generate_series(1, 20) r`,
    ]) {
      await fresh.database.prisma.$executeRawUnsafe(`insert into ${rows}`)
    }
    await fresh.database.prisma.$executeRawUnsafe('analyze')
  })
  afterAll(() => fresh?.drop())

  /** The plan of the statement that `run` runs. */
  async function planOf(run: (database: RawSql) => Promise<unknown>): Promise<Plan> {
    let plan: Plan | undefined
    const explaining: RawSql = {
      $queryRaw: async <T>(statement: Prisma.Sql) => {
        const explained = Prisma.sql`${Prisma.raw('explain (format json) ')}${statement}`
        const [row] = await fresh.database.prisma.$queryRaw<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(explained)
        plan = row?.['QUERY PLAN'][0]?.Plan
        return [] as T
      },
    }
    await run(explaining)
    if (plan === undefined) throw new Error('no plan')
    return plan
  }

  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]
  const scanned = (plan: Plan) =>
    nodes(plan)
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'])
  /** From here on PostgreSQL compiles a plan before it runs it (jit_above_cost), which takes about a second. */
  const JIT_ABOVE_COST = 100_000

  const save = {
    schema: 1,
    account: 'a7',
    device: uuid(1),
    base: 40,
    tag: 't',
    trigger: 'drag' as const,
    strategy: 'merge' as const,
    sentAt: 1,
    streams: [{ writer: 'w1', edits: [{ n: 6, widget: uuid(7), field: 'data/3', value: 1, at: 1 }] }],
  }

  it('[S9] a save reads by keys, and its statement is not compiled', async () => {
    const plan = await planOf((database) => readMany(database, [askForSave('a7', 's', save)]))
    expect(scanned(plan)).toEqual([])
    expect(plan['Total Cost']).toBeLessThan(JIT_ABOVE_COST)
  })

  it('[S9] a save writes by keys, and its statement is not compiled', async () => {
    const head = { revision: 41, tag: 'u', seq: 41, liveWidgets: 30, valueBytes: 9000, forgottenUpTo: 0 }
    const writes = { head, widgets: [], fields: [], writers: [], conflicts: [], version: null }
    const device = { id: 'd1', name: null, session: 's', at: 1, revision: 40 }
    const plan = await planOf((database) => writeMany(database, [{ account: 'a7', onTag: 't', writes, device }]))
    expect(scanned(plan)).toEqual([])
    expect(plan['Total Cost']).toBeLessThan(JIT_ABOVE_COST)
  })
})
