/**
 * How PostgreSQL carries out what reads a whole layout where it has not counted the account's rows yet and expects one: a new
 * account, before statistics are gathered. Whatever plan it takes, the work must grow with the layout, not with its square.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Prisma } from '../../../server/db/client/client'
import { checkpointHead } from '../../../server/layouts/checkpoint'
import { type RawSql, readMany } from '../../../server/layouts/read-statement'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../../support/databases'

interface Done {
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  Plans?: Done[]
}

const WIDGETS = 300
const FIELDS = 30
const ROWS = WIDGETS * (FIELDS + 1)
const VERSIONS = 3_000
const CHECKPOINT_EVERY = 100

describeOnPostgres('a large layout that no statistics know of', () => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    const { prisma } = fresh.database
    await makeAccount('known')
    await prisma.$executeRawUnsafe('analyze')
    await makeAccount('young')
  })
  afterAll(() => fresh?.drop())

  async function makeAccount(account: string): Promise<void> {
    const id = `'00000000-0000-4000-8000-' || lpad(w::text, 12, '0')`
    const widgets = `generate_series(1, ${WIDGETS}) w`
    for (const rows of [
      `layout select '${account}', ${VERSIONS}, 't', ${VERSIONS}, ${WIDGETS}, 90000, 0`,
      `widget select '${account}', ${id}, false, ${FIELDS}, 1, 1, 1, 'd', 'w' from ${widgets}`,
      `field select '${account}', ${id}, 'data/' || f, '"value"', 1, 1, 1, 'd', 'w' from ${widgets}, generate_series(1, ${FIELDS}) f`,
      `version (account, revision, tag, at, device, trigger, seq, changes)
        select '${account}', r, 't', 1, 'd', 'drag', r, '["' || repeat('x', 2000) || '"]' from generate_series(1, ${VERSIONS}) r`,
      `checkpoint select '${account}', r, '{}' from generate_series(1, ${VERSIONS - 1}, ${CHECKPOINT_EVERY}) r`,
    ]) {
      await fresh.database.prisma.$executeRawUnsafe(`insert into ${rows}`)
    }
  }

  /** Rows that the statements of `run` came by, those it left out included. */
  async function rowsTouched(run: (database: RawSql) => Promise<unknown>): Promise<number> {
    let touched = 0
    const count = (node: Done): number => {
      const rows = ['Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Join Filter'] as const
      const own = rows.reduce((sum, kind) => sum + (node[kind] ?? 0), 0) * node['Actual Loops']
      return (node.Plans ?? []).reduce((sum, inner) => sum + count(inner), own)
    }
    const explaining: RawSql = {
      $queryRaw: async <T>(statement: Prisma.Sql) => {
        const explained = Prisma.sql`${Prisma.raw('explain (analyze, format json) ')}${statement}`
        const [row] = await fresh.database.prisma.$queryRaw<{ 'QUERY PLAN': { Plan: Done }[] }[]>(explained)
        const plan = row?.['QUERY PLAN'][0]?.Plan
        if (plan === undefined) throw new Error('no plan')
        touched += count(plan)
        return [] as T
      },
    }
    await run(explaining)
    return touched
  }

  const ask = {
    account: 'young',
    since: 0,
    writers: [],
    widgets: [],
    fields: [],
    revives: false,
    device: null,
    session: null,
  }

  // Each row is touched by each step of a plan; twenty are more than any good plan has.
  it.each<[string, number, (database: RawSql) => Promise<unknown>]>([
    ['the newest version is rebuilt from the layout as it stands', ROWS, (db) => rebuildLayout(db, 'young', VERSIONS)],
    ['a version is rebuilt from its nearest checkpoint', CHECKPOINT_EVERY, (db) => rebuildLayout(db, 'young', 1_530)],
    ['a checkpoint is made', ROWS, (db) => checkpointHead(db, 'young')],
    ['a first pull reads it', ROWS, (db) => readMany(db, [ask])],
  ])('%s', async (_, rows, run) => {
    expect(await rowsTouched(run)).toBeLessThan(20 * rows)
  })
})
