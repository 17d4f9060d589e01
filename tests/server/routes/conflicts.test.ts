/** GET /api/conflicts on both databases. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConflictList } from '../../../core/wire/conflict-list'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestServer } from '../../support/server'

onBothDatabases((kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server?.close())

  it('[S7] what lost stays readable, newest first, page by page, and only to its account', async () => {
    const client = server.client()
    const account = await client.guest()
    const [widget, phone, laptop] = [randomUUID(), randomUUID(), randomUUID()]
    const save = (device: string, edits: object[]) =>
      client.post('/api/layout', {
        schema: 1,
        account,
        device,
        base: 0,
        tag: null,
        trigger: 'edit',
        sentAt: Date.now(),
        streams: [{ writer: randomUUID(), edits }],
      })
    const at = Date.now() - 10_000
    await save(phone, [
      { n: 1, widget, field: 'type', value: 'note', at },
      { n: 2, widget, field: 'title', value: 'first', at },
    ])
    for (const [i, title] of ['second', 'third', 'fourth'].entries()) {
      const device = i % 2 === 0 ? laptop : phone
      expect(
        (await save(device, [{ n: 1, widget, field: 'title', value: title, at: at + 1_000 * (i + 1) }])).status,
      ).toBe(200)
    }
    const page = async (query: string) => (await client.get(`/api/conflicts?${query}`)).body as ConflictList
    const first = await page('limit=2')
    expect(first.conflicts.map(({ kept, lost }) => [kept.value, lost.value])).toEqual([
      ['fourth', 'third'],
      ['third', 'second'],
    ])
    const second = await page(`limit=2&before=${first.next}`)
    expect(second).toMatchObject({ conflicts: [{ rule: 'later', lost: { value: 'first' } }], next: null })

    const other = server.client()
    await other.guest()
    expect((await other.get('/api/conflicts')).body).toEqual({ conflicts: [], next: null })
    expect((await server.client().get('/api/conflicts')).status).toBe(401)
  })

  it.each(['limit=0', 'limit=201', 'limit=x', 'before=yesterday'])('refuses %s with the path', async (query) => {
    const client = server.client()
    await client.guest()
    const path = query.split('=')[0]
    expect(await client.get(`/api/conflicts?${query}`)).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  })
})
