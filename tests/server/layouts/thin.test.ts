/** Versions thin out by age, beside saves and beside other processes that do the same. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../core/history/thin-plan'
import { checkpointHead } from '../../../server/layouts/checkpoint'
import { tidyHistory } from '../../../server/layouts/daily-history'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import type { RawSql } from '../../../server/layouts/read-statement'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import { listVersions, viewVersion } from '../../../server/layouts/versions'
import { describeOnPostgres, type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { type Api, apiOn, layoutOf, TestDevice, twoDevicesWithNote, uuid } from './story'

const HISTORY_DAYS = 90
const summaries = async (prisma: RawSql, account: string) =>
  (await listVersions(prisma, account, { before: null, limit: 200 })).versions.map(
    ({ revision, summary }) => `${revision} ${summary}`,
  )

/** The note is added (1), then gets a title, a text and another title within one hour (2-4), and a text a day later (5). */
async function oldHour(api: Api) {
  // All revisions but the last fall into one hour, wherever the clock of the story stands.
  api.clock.now = Math.ceil(api.clock.now / DAY_MS) * DAY_MS
  const story = await twoDevicesWithNote(api)
  const { phone, laptop, note } = story
  await phone.save([phone.set(note, 'title', 'Food')])
  const behind = { base: phone.base, tag: phone.tag }
  await phone.save([phone.set(note, 'data/text', 'Bread')])
  api.clock.now += 1_000
  await laptop.save([laptop.set(note, 'title', 'Groceries')])
  await phone.pull()
  api.clock.now += DAY_MS
  await phone.save([phone.set(note, 'data/text', 'Bread, milk')])
  return { ...story, behind }
}

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  const prisma = () => fresh.database.prisma
  const tidy = (over: RawSql = prisma()) => tidyHistory(over, { now: api.clock.now, historyDays: HISTORY_DAYS })
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = apiOn(createPostgresStore(prisma()))
  })
  afterAll(() => fresh.drop())

  it('all of the last 30 days stay; of an older hour the last, which then says what all of them changed', async () => {
    const { account } = await oldHour(api)
    const all = [
      '5 changed text of “Groceries”',
      '4 renamed “Food” to “Groceries”',
      '3 added text to “Food”',
      '2 renamed “Shopping” to “Food”',
      '1 added “Shopping”',
    ]
    api.clock.now += 28 * DAY_MS
    expect(await tidy()).toBe(0)
    expect(await summaries(prisma(), account)).toEqual(all)
    api.clock.now += 5 * DAY_MS
    expect(await tidy()).toBe(3)
    expect(await summaries(prisma(), account)).toEqual(['5 changed text of “Groceries”', '4 added “Groceries”'])
    expect(await viewVersion(prisma(), account, 3, null)).toBeNull()
    expect(await viewVersion(prisma(), account, 4, 3)).toBeNull()
    expect((await viewVersion(prisma(), account, 4, 0))?.comparison?.summary).toBe('added “Groceries”')
  })

  it('[S14] a device that is behind, at a version that was thinned out, is merely behind', async () => {
    const { account, note, behind } = await oldHour(api)
    api.clock.now += 40 * DAY_MS
    expect(await tidy()).toBe(3)
    const phone = Object.assign(new TestDevice(api, account, uuid(1), uuid(1009)), behind)
    const answer = await phone.save([phone.set(note, 'data/more', 1)])
    expect(answer).toMatchObject({ status: 'merged', since: 2, revision: 6 })
    expect(answer.widgets).toMatchObject([{ id: note, fields: { title: { value: 'Groceries' } } }])
  })

  it('[S7] what lost in a version that was thinned out is listed with the one that took it over', async () => {
    const { account, phone, laptop, note } = await oldHour(api)
    await laptop.save([laptop.set(note, 'data/text', 'Nothing', { base: 1, at: 1 })])
    const conflicts = async () =>
      (await listVersions(prisma(), account, { before: null, limit: 9 })).versions.map(
        ({ revision, conflicts, conflictCount }) => [revision, conflictCount, conflicts.map(({ lost }) => lost.value)],
      )
    const before = [
      [5, 1, ['Nothing']],
      [4, 1, ['Food']],
      [3, 0, []],
      [2, 0, []],
      [1, 0, []],
    ]
    expect(await conflicts()).toEqual(before)
    await phone.save([phone.set(note, 'title', 'Today')])
    api.clock.now += 100 * DAY_MS
    // 1 to 4 are of one day, 5 and 6 of the next.
    expect(await tidy()).toBe(4)
    expect(await conflicts()).toEqual([
      [6, 1, ['Nothing']],
      [4, 1, ['Food']],
    ])
  })

  it('an hour becomes part of a day as it gets older, and what was put together is put together again', async () => {
    api.clock.now = Math.ceil(api.clock.now / DAY_MS) * DAY_MS
    const { account, phone, note } = await twoDevicesWithNote(api)
    for (let hour = 1; hour <= 3; hour++) {
      api.clock.now += HOUR_MS
      await phone.save([phone.set(note, 'title', `${hour} sharp`)])
      await phone.save([phone.set(note, 'title', `${hour} past`)])
    }
    const head = await layoutOf(api, account)
    api.clock.now += 40 * DAY_MS
    expect(await tidy()).toBe(3)
    expect(await summaries(prisma(), account)).toEqual([
      '7 renamed “2 past” to “3 past”',
      '5 renamed “1 past” to “2 past”',
      '3 renamed “Shopping” to “1 past”',
      '1 added “Shopping”',
    ])
    expect(await rebuildLayout(prisma(), account, 5)).toMatchObject({ [note]: { title: '2 past' } })
    api.clock.now += 60 * DAY_MS
    expect(await tidy()).toBe(3)
    expect(await summaries(prisma(), account)).toEqual(['7 added “3 past”'])
    expect(await layoutOf(api, account)).toEqual(head)
  })

  it('a checkpoint goes with its version', async () => {
    const { account, phone, note } = await twoDevicesWithNote(api)
    const large = 'x'.repeat(16_000)
    for (let i = 0; i < 6; i++) await phone.save([phone.set(note, `data/${i}`, large)])
    expect(await checkpointHead(prisma(), account)).toBe(true)
    expect(await checkpointHead(prisma(), account)).toBe(false)
    await phone.save([phone.set(note, 'title', 'Last')])
    api.clock.now += 40 * DAY_MS
    await tidy()
    const rows = await prisma().checkpoint.findMany({ where: { account } })
    // All is in one version now: a whole layout stands where the changes have become long.
    expect(rows.map(({ revision }) => revision)).toEqual([8])
    expect(await rebuildLayout(prisma(), account, 8)).toMatchObject({ [note]: { title: 'Last', 'data/5': large } })
  })

  it('a checkpoint that comes late, of a version that was thinned out meanwhile, is not used', async () => {
    const { account, phone, note } = await oldHour(api)
    await phone.save([phone.set(note, 'title', 'Baking')])
    const [four, five] = [await rebuildLayout(prisma(), account, 4), await rebuildLayout(prisma(), account, 5)]
    api.clock.now += 40 * DAY_MS
    expect(await tidy()).toBe(4)
    await prisma().checkpoint.create({ data: { account, revision: 5, layout: JSON.stringify(five) } })
    expect(await rebuildLayout(prisma(), account, 4)).toEqual(four)
    expect(await rebuildLayout(prisma(), account, 5)).toBeNull()
    expect(await rebuildLayout(prisma(), account, 6)).toMatchObject({ [note]: { title: 'Baking' } })
  })

  it('another process that does the same meanwhile neither loses nor repeats a change', async () => {
    const { account, note } = await oldHour(api)
    api.clock.now += 100 * DAY_MS
    let isFirst = true
    const interrupted: RawSql = {
      $queryRaw: async <T>(statement: Parameters<RawSql['$queryRaw']>[0]) => {
        const rows = await prisma().$queryRaw<T>(statement)
        // Read, and not yet written: now somebody else is quicker, up to version 3 only.
        if (isFirst && /select revision, changes from version/.test(statement.sql)) {
          isFirst = false
          await prisma().$executeRaw`update version set changes = case when revision = 3 then ${COMPOSED(note)} end
            where account = ${account} and revision <= 3`
        }
        return rows
      },
    }
    await tidy(interrupted)
    expect(await summaries(prisma(), account)).toEqual([
      '5 changed text of “Groceries”',
      '4 renamed “Food” to “Groceries”',
      '3 added “Food”',
    ])
    expect(await tidy()).toBe(1)
    expect(await summaries(prisma(), account)).toEqual(['5 changed text of “Groceries”', '4 added “Groceries”'])
    expect(await rebuildLayout(prisma(), account, 4)).toEqual({
      [note]: { type: 'note', title: 'Groceries', 'data/text': 'Bread' },
    })
  })
})

/** What versions 1 to 3 of `oldHour` come to. */
const COMPOSED = (widget: string) =>
  JSON.stringify([
    { widget, field: null, kind: 'add' },
    { widget, field: 'type', after: 'note' },
    { widget, field: 'title', after: 'Food' },
    { widget, field: 'data/text', after: 'Bread' },
  ])

describeOnPostgres('thinning at once with others on real PostgreSQL', () => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    api = apiOn(createPostgresStore(fresh.database.prisma))
  })
  afterAll(() => fresh.drop())

  it('several processes at once do it once', async () => {
    const { prisma } = fresh.database
    const stories = [await oldHour(api), await oldHour(api), await oldHour(api)]
    api.clock.now += 100 * DAY_MS
    const thinned = await Promise.all(
      Array.from({ length: 4 }, () => tidyHistory(prisma, { now: api.clock.now, historyDays: HISTORY_DAYS })),
    )
    expect(thinned.reduce((sum, count) => sum + count, 0)).toBe(3 * stories.length)
    for (const { account } of stories) {
      expect(await summaries(prisma, account)).toEqual(['5 changed text of “Groceries”', '4 added “Groceries”'])
    }
  })

  it('no save waits for it: every version of the account may be locked meanwhile', async () => {
    const { prisma } = fresh.database
    const { account, phone, note } = await oldHour(api)
    await prisma.$transaction(async (thinning) => {
      await thinning.$queryRaw`select revision from version where account = ${account} for update`
      expect(await phone.save([phone.set(note, 'title', 'Not held up')])).toMatchObject({ status: 'saved' })
    })
    expect((await layoutOf(api, account))[note]?.title).toBe('Not held up')
  })
})
