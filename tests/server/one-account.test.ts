/**
 * The evidence that an account's work stays where the account is: with every table of layouts cut into eight parts by
 * account, all that one account can ask for touches one part of each, and so one machine of a database spread by account.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SaveAnswer } from '../../core/wire/answer'
import { describeOnPostgres } from '../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../support/server'

const TABLES = ['layout', 'widget', 'field', 'writer', 'conflict', 'version', 'checkpoint', 'device']
const PARTS = 8

describeOnPostgres('one account, on PostgreSQL cut by account', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer('postgres', { savesTogether: 1 })
    for (const table of TABLES) await cut(table)
  })
  afterAll(() => server?.close())

  const sql = (text: string) => server.database.prisma.$executeRawUnsafe(text)

  /** The same columns and keys, in parts by the hash of the account. */
  async function cut(table: string): Promise<void> {
    await sql(`alter table ${table} rename to ${table}_whole`)
    await sql(`create table ${table} (like ${table}_whole including all)
      partition by hash (account)`)
    for (let part = 0; part < PARTS; part++) {
      await sql(
        `create table ${table}_${part} partition of ${table} for values with (modulus ${PARTS}, remainder ${part})`,
      )
    }
  }

  /** Of each table, the parts that were read or written since the last call. */
  async function touched(): Promise<Record<string, string[]>> {
    const parts = TABLES.flatMap((table) => Array.from({ length: PARTS }, (_, part) => `'${table}_${part}'`))
    // What each connection has counted reaches the others when it says so.
    await Promise.all(
      Array.from(
        { length: 20 },
        () => server.database.prisma.$queryRaw`select pg_stat_force_next_flush()::text, pg_sleep(0.05)::text`,
      ),
    )
    const rows = await server.database.prisma.$queryRawUnsafe<{ name: string }[]>(
      `select relname as name from pg_stat_user_tables where relname in (${parts}) and (seq_scan > 0 or idx_scan > 0 or n_tup_ins > 0)`,
    )
    const found: Record<string, string[]> = {}
    for (const { name } of rows) {
      const table = name.replace(/_\d$/, '')
      found[table] = [...(found[table] ?? []), name]
    }
    await server.database.prisma.$queryRaw`select pg_stat_reset()::text`
    return found
  }

  it('[S9] every call of an account touches one part of each table', async () => {
    await touched()
    const client = server.client()
    const account = await client.guest()
    const device = randomUUID()
    const writer = randomUUID()
    const note = randomUUID()
    let n = 0
    const save = async (
      by: TestClient,
      held: { base: number; tag: string | null },
      change: object,
      who = { device, writer },
    ) => {
      n += 1
      const edits = [{ n, base: held.base, widget: note, at: Date.now(), ...change }]
      const streams = [{ writer: who.writer, edits }]
      const { status, body } = await by.post('/api/layout', {
        ...{ schema: 1, account, device: who.device, ...held, trigger: 'edit', sentAt: Date.now(), streams },
      })
      expect(status).toBe(200)
      const { revision, tag } = body as SaveAnswer
      return { base: revision, tag }
    }
    const first = await save(client, { base: 0, tag: null }, { field: 'type', value: 'note' })
    const second = await save(client, first, { field: 'title', value: 'Milk' })
    await save(client, first, { field: 'title', value: 'Bread' }, { device: randomUUID(), writer: randomUUID() })
    await save(client, second, { remove: true })
    const replacement = { device, base: second.base, tag: second.tag, sentAt: Date.now() }
    const { body: file } = await client.get('/api/export')
    for (const [path, more] of [
      ['/api/layout/versions/1/restore', {}],
      ['/api/import?mode=add', { file }],
    ] as const) {
      expect(await client.post(path, { ...replacement, writer: randomUUID(), ...more })).toMatchObject({ status: 200 })
    }
    for (const path of [
      '/api/layout',
      `/api/layout?since=${second.base}&tag=${second.tag}&writers=${writer}.1`,
      '/api/layout/versions',
      '/api/layout/versions/2',
      '/api/layout/versions/2?against=1',
      '/api/conflicts',
      '/api/devices',
    ]) {
      expect(await client.get(path)).toMatchObject({ status: 200 })
    }
    expect(await client.call('PATCH', `/api/devices/${device}`, { name: 'Kitchen' })).toMatchObject({ status: 200 })
    const stop = new AbortController()
    const headers = { cookie: client.cookie ?? '' }
    const stream = await fetch(`${server.url}/api/events`, { headers, signal: stop.signal })
    await stream.body?.getReader().read()
    stop.abort()
    const removed = await client.call('DELETE', `/api/devices/${randomUUID()}`)
    expect(removed).toMatchObject({ status: 404 })
    const found = await touched()
    expect(Object.keys(found).sort()).toEqual(
      expect.arrayContaining(['conflict', 'device', 'field', 'layout', 'version', 'widget', 'writer']),
    )
    for (const parts of Object.values(found)) expect(parts).toHaveLength(1)
  })
})
