import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { isDatabaseAway, isDatabaseBusy, isDatabaseCrowded } from '../../../server/db/is-away'
import { type Database, openPostgres } from '../../../server/db/open'
import { tooManyWait } from '../../../server/db/too-many-wait'
import { describeOnPostgres } from '../../support/databases'
import { freshPostgres } from '../../support/postgres'

const kindOf = (error: unknown) => (isDatabaseAway(error) ? 'away' : isDatabaseBusy(error) ? 'busy' : 'neither')

describe('an error that passes by itself', () => {
  const coded = (code: string) => Object.assign(new Error('words'), { code })

  it('is known by the code of PostgreSQL, PgBouncer, Prisma and Node', () => {
    const away = '53300 57P01 57P03 08006 08P01 25006 P1001 P1017 P2024 P2037 ECONNRESET'
    const busy = '57014 55P03 40P01 40001 25P03 P2028 P2034'
    for (const code of away.split(' ')) expect([code, kindOf(coded(code))]).toEqual([code, 'away'])
    for (const code of busy.split(' ')) expect([code, kindOf(coded(code))]).toEqual([code, 'busy'])
  })

  it('is told apart where only too many want something at once', () => {
    for (const error of [tooManyWait(), coded('P2037'), { cause: { kind: 'TooManyConnections' } }]) {
      expect([kindOf(error), isDatabaseCrowded(error)]).toEqual(['away', true])
    }
    for (const code of ['57P01', 'ECONNRESET', '57014']) expect(isDatabaseCrowded(coded(code))).toBe(false)
    // What Node says where nothing listens on any address of a name: it has no words.
    expect(isDatabaseCrowded(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }))).toBe(false)
  })

  it('is not what is wrong with a statement, or with this program', () => {
    for (const code of ['23505', '42P01', '22P02', 'P2002', 'P2010', 'ERR_ASSERTION']) {
      expect([code, kindOf(coded(code))]).toEqual([code, 'neither'])
    }
    expect(kindOf(new TypeError('x is not a function'))).toBe('neither')
    expect(kindOf(null)).toBe('neither')
  })

  it('is found in what wraps it', () => {
    const wrapped = { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57014' } } } }
    expect(kindOf(wrapped)).toBe('busy')
    expect(isDatabaseAway(new Error('a', { cause: new Error('Connection terminated unexpectedly') }))).toBe(true)
  })
})

describeOnPostgres('as Prisma reports it from PostgreSQL', () => {
  const closers: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  async function open(): Promise<{ url: string; database: Database }> {
    const fresh = await freshPostgres()
    const database = await openPostgres(fresh.url)
    closers.push(fresh.drop, database.close)
    return { url: fresh.url, database }
  }
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error) => error,
    )
  const raise = (database: Database, code: string) =>
    failureOf(database.prisma.$queryRawUnsafe(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`))

  it('whatever passes by itself, through raw statements and through models', async () => {
    const { url, database } = await open()
    for (const code of ['53300', '53400', '57P03', '08006', '25006']) {
      expect([code, kindOf(await raise(database, code))]).toEqual([code, 'away'])
    }
    for (const code of ['57014', '55P03', '40P01', '40001']) {
      expect([code, kindOf(await raise(database, code))]).toEqual([code, 'busy'])
    }
    for (const code of ['23505', '22012'])
      expect([code, kindOf(await raise(database, code))]).toEqual([code, 'neither'])
    const killer = new pg.Client({ connectionString: url })
    await killer.connect()
    const slow = failureOf(database.prisma.$queryRaw`select pg_sleep(4)::text`)
    await killer.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()",
    )
    while ((await Promise.race([slow, new Promise((done) => setTimeout(() => done('waiting'), 50))])) === 'waiting') {
      await killer.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()",
      )
    }
    await killer.end()
    expect(isDatabaseAway(await slow)).toBe(true)
    expect(await database.prisma.layout.count()).toBe(0)
  })

  it('every connection has its limits, compiles nothing just in time, goes by keys, and still knows its prepared statements after a migration', async () => {
    const { url, database } = await open()
    const [set] = await database.prisma.$queryRaw<object[]>`
      select current_setting('jit') as jit, current_setting('enable_seqscan') as scans, current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
        current_setting('idle_in_transaction_session_timeout') as idle`
    expect(set).toEqual({ jit: 'off', scans: 'off', statement: '5s', lock: '1s', idle: '10s' })
    await database.prisma.$queryRaw`select * from layout`
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query('alter table layout add column one_more int')
    await other.end()
    // The connection's plan is of the old table: that one is refused, and the next one gets another connection.
    expect(kindOf(await failureOf(database.prisma.$queryRaw`select * from layout`))).toBe('busy')
    expect(await database.prisma.$queryRaw`select * from layout`).toEqual([])
  })
})
