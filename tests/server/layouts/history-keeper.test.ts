/** After a save, whole layouts are kept now and then, and no save ever notices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tidyHistory } from '../../../server/layouts/daily-history'
import { createHistoryKeeper, keepingHistory } from '../../../server/layouts/history-keeper'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import type { RawSql } from '../../../server/layouts/read-statement'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { apiOn, layoutOf, twoDevicesWithNote } from './story'

const noFailure = (error: unknown) => {
  throw error
}

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh.drop())

  it('a whole layout is kept once the changes since the last are longer than it', async () => {
    const { prisma } = fresh.database
    const keeper = createHistoryKeeper(prisma, noFailure)
    const api = apiOn(keepingHistory(createPostgresStore(prisma), keeper))
    const { account, phone, note } = await twoDevicesWithNote(api)
    const was: Record<number, object> = {}
    for (let i = 0; i < 140; i++) {
      const { revision } = await phone.save([phone.set(note, 'data/text', `${i} ${'x'.repeat(2_000)}`)])
      was[revision] = await layoutOf(api, account)
    }
    await keeper.close()
    const kept = await prisma.checkpoint.findMany({ where: { account }, orderBy: { revision: 'asc' } })
    // 4 kB each, before and after: every eighth is looked at, and 16 of them are 64 kB. A look may find the layout a few saves further on.
    expect([6, 7, 8]).toContain(kept.length)
    for (const { revision, layout } of kept) expect(JSON.parse(layout)).toEqual(was[revision])
    for (const [revision, layout] of Object.entries(was)) {
      expect(await rebuildLayout(prisma, account, Number(revision))).toEqual(layout)
    }
  })

  it('what no process looked at, the daily work makes up; and it ends when the server stops', async () => {
    const { prisma } = fresh.database
    const api = apiOn(createPostgresStore(prisma))
    const { account, phone, note } = await twoDevicesWithNote(api)
    const was: Record<number, object> = {}
    for (let i = 0; i < 40; i++) {
      const { revision } = await phone.save([phone.set(note, `data/${i % 2}`, `${i} ${'x'.repeat(2_000)}`)])
      was[revision] = await layoutOf(api, account)
    }
    const kept = () => prisma.checkpoint.findMany({ where: { account }, orderBy: { revision: 'asc' } })
    const times = { now: api.clock.now, historyDays: 90 }
    await tidyHistory(prisma, times, () => true)
    expect(await kept()).toEqual([])
    await tidyHistory(prisma, times)
    // 4 kB each, before and after, of which 17 are past 64 kB; the first two have no before.
    expect((await kept()).map(({ revision }) => revision)).toEqual([18, 34])
    for (const { revision, layout } of await kept()) expect(JSON.parse(layout)).toEqual(was[revision])
    await tidyHistory(prisma, times)
    expect(await kept()).toHaveLength(2)
  })
})

describe('a look', () => {
  /** A database that answers when told to. */
  function slowDatabase() {
    const asked: string[] = []
    const answers: (() => void)[] = []
    const database: RawSql = {
      $queryRaw: <T>(statement: { values: unknown[] }) => {
        asked.push(String(statement.values[0]))
        return new Promise<T>((resolve) => answers.push(() => resolve([] as T)))
      },
    }
    return { database, asked, answer: () => answers.shift()?.() }
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

  it('is due when changes have come to 32 kB, and every 1,024th revision; one at a time, one an account', async () => {
    const { database, asked, answer } = slowDatabase()
    const keeper = createHistoryKeeper(database, noFailure)
    for (let revision = 1; revision < 512; revision++) keeper.saved('small', revision, 64)
    expect(asked).toEqual([])
    keeper.saved('a', 1_024, 100)
    keeper.saved('b', 7, 1_000_000)
    keeper.saved('b', 8, 1_000_000)
    keeper.saved('a', 2_048, 100)
    expect(asked).toEqual(['a'])
    for (const so of [
      ['a', 'b'],
      ['a', 'b', 'a'],
      ['a', 'b', 'a'],
    ]) {
      answer()
      await settled()
      expect(asked).toEqual(so)
    }
    keeper.saved('small', 512, 64)
    expect(asked.at(-1)).toBe('small')
    for (let revision = 513; revision < 1_024; revision++) keeper.saved('small', revision, 64)
    const closed = keeper.close()
    keeper.saved('d', 1_024, 100)
    answer()
    await closed
    expect(asked.slice(3)).toEqual(['small'])
  })

  it('that fails is told to the log, and the next one goes on', async () => {
    const failures: unknown[] = []
    let asked = 0
    const database: RawSql = {
      $queryRaw: async () => {
        asked += 1
        throw new Error('the database is away')
      },
    }
    const keeper = createHistoryKeeper(database, (error) => failures.push(error))
    keeper.saved('a', 1_024, 0)
    keeper.saved('b', 1_024, 0)
    await settled()
    keeper.saved('c', 1_024, 0)
    await keeper.close()
    expect([asked, failures.length]).toEqual([3, 3])
  })
})
