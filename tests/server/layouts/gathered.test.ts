/** Saves that share a statement: each gets its own answer, whatever becomes of its neighbours. */
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decide } from '../../../core/merge/decide'
import { saveSchema } from '../../../core/wire/save'
import { askForSave } from '../../../server/layouts/ask'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import type { Commit } from '../../../server/layouts/store'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { rowsOf } from './rows'
import { type Api, apiOn, layoutOf, TestDevice, uuid } from './story'

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = apiOn(createPostgresStore(fresh.database.prisma))
  })
  afterAll(() => fresh.drop())
  const prisma = () => fresh.database.prisma

  let accounts = 0
  const somebody = () => new TestDevice(api, `account-${++accounts}`, uuid(1), uuid(1001))
  const firstSave = (device: TestDevice) =>
    device.body([device.set(uuid(100), 'type', 'note'), device.set(uuid(100), 'title', device.account)])

  /** What a first save writes, before the store gets it. */
  async function firstCommit(device: TestDevice): Promise<Commit> {
    const save = v.parse(saveSchema, firstSave(device))
    const stored = await api.store.read(askForSave(device.account, null, save))
    const decision = decide(stored, save, { serverTime: api.clock.now, tag: 'tag' })
    if (decision.kind !== 'decided' || decision.writes === null) throw new Error(decision.kind)
    const seen = { id: save.device, name: null, session: null, at: api.clock.now, revision: 0 }
    return { account: device.account, onTag: null, writes: decision.writes, device: seen }
  }

  it('[S1] a hundred accounts at once are all saved, in far fewer transactions', async () => {
    const devices = Array.from({ length: 100 }, somebody)
    const before = await transactions()
    const answers = await Promise.all(devices.map((device) => api.post(firstSave(device), device.account)))
    expect(answers.map(({ status }) => status)).toEqual(devices.map(() => 200))
    // One alone and two crowds, each read and written.
    expect((await transactions()) - before).toBeLessThan(20)
    for (const { account } of devices) {
      expect(await layoutOf(api, account)).toEqual({ [uuid(100)]: { type: 'note', title: account } })
    }
  })

  /** Committed so far in this database; PGlite does not count them, and is taken at its word. */
  async function transactions(): Promise<number> {
    if (kind === 'pglite') return 0
    // What a connection has counted is there for all when it is idle for a moment, or says so.
    await Promise.all(Array.from({ length: 20 }, () => prisma().$queryRaw`select pg_stat_force_next_flush()::text`))
    const [row] = await prisma().$queryRaw<{ n: number }[]>`
      select (xact_commit - 20)::int as n from pg_stat_database where datname = current_database()`
    return row?.n ?? 0
  }

  it('[S1] bad data of one fails nobody else, and writes nothing of its own', async () => {
    const store = createPostgresStore(prisma())
    const devices = [somebody(), somebody(), somebody(), somebody()]
    const commits = await Promise.all(devices.map(firstCommit))
    const bad = commits[2] as Commit
    // No integer of PostgreSQL's.
    commits[2] = { ...bad, writes: { ...bad.writes, head: { ...bad.writes.head, valueBytes: 2 ** 40 } } }
    const outcomes = await Promise.allSettled(commits.map((commit) => store.write(commit)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    for (const [i, { account }] of devices.entries()) {
      expect((await rowsOf(prisma(), account)).version).toHaveLength(i === 2 ? 0 : 1)
    }
  })

  it('[S1] a constraint that one breaks fails nobody else', async () => {
    const store = createPostgresStore(prisma())
    const devices = [somebody(), somebody(), somebody()]
    const commits = await Promise.all(devices.map(firstCommit))
    // There is a version of that number already, as if a part of the database had been restored.
    await prisma().version.create({
      data: {
        account: devices[1]?.account ?? '',
        revision: 1,
        tag: 'x',
        at: 1,
        device: 'd',
        trigger: 'add',
        changes: '[]',
      },
    })
    const outcomes = await Promise.allSettled(commits.map((commit) => store.write(commit)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await rowsOf(prisma(), devices[1]?.account ?? '')).field).toEqual([])
  })

  it('[S1] a race that one loses is only its own', async () => {
    const store = createPostgresStore(prisma())
    const devices = [somebody(), somebody(), somebody()]
    const commits = await Promise.all(devices.map(firstCommit))
    await api.post(firstSave(devices[1] as TestDevice), devices[1]?.account ?? '')
    expect(await Promise.all(commits.map((commit) => store.write(commit)))).toEqual([true, false, true])
  })
})
