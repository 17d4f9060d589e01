/** GET /api/layout/versions, one of them, and any two compared, on both databases. */

import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Problem } from '../../../core/wire/problem'
import { type VersionList, versionListSchema } from '../../../core/wire/version-list'
import { type VersionView, versionViewSchema } from '../../../core/wire/version-view'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../../support/server'

const at = Date.now() - 10_000
const box = (x: number) => ({ x, y: 0, w: 4, h: 3 })

onBothDatabases((kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server?.close())

  /** A guest, and what saves for it; every save has a writer of its own. */
  async function guest() {
    const client = server.client()
    const account = await client.guest()
    const [note, clock, phone, laptop] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    const save = async (device: string, edits: object[], more: object = {}) => {
      const body = {
        schema: 1,
        account,
        device,
        deviceName: device === phone ? 'Pixel 9' : undefined,
        base: 0,
        tag: null,
        trigger: 'edit',
        sentAt: Date.now(),
        streams: [{ writer: randomUUID(), edits: edits.map((edit, i) => ({ n: i + 1, at, ...edit })) }],
        ...more,
      }
      const answer = await client.post('/api/layout', body)
      expect(answer.status).toBe(200)
      return answer.body as { revision: number; tag: string }
    }
    return { client, account, note, clock, phone, laptop, save }
  }
  const list = async (client: TestClient, query = '') =>
    v.parse(versionListSchema, (await client.get(`/api/layout/versions${query}`)).body) as VersionList
  const view = async (client: TestClient, path: string) =>
    v.parse(versionViewSchema, (await client.get(`/api/layout/versions/${path}`)).body) as VersionView

  /** A note and a clock are added (1); the note is moved and the clock removed (2); the laptop, which has seen neither, writes (3). */
  async function threeVersions() {
    const story = await guest()
    const { note, clock, phone, laptop, save } = story
    await save(
      phone,
      [
        { widget: note, field: 'type', value: 'note' },
        { widget: note, field: 'title', value: 'Notes' },
        { widget: note, field: 'desktop', value: box(0) },
        { widget: clock, field: 'type', value: 'clock' },
      ],
      { trigger: 'add' },
    )
    const second = await save(
      phone,
      [
        { widget: note, field: 'desktop', value: box(4), base: 1 },
        { widget: clock, remove: true, base: 1 },
      ],
      { trigger: 'drag' },
    )
    const third = await save(laptop, [{ widget: note, field: 'title', value: 'Ideas', at: at + 1_000 }])
    return { ...story, second, third }
  }

  it('lists when, which device, what trigger, what changed in words, and what lost', async () => {
    const { client, note, phone, laptop, second, third } = await threeVersions()
    const { versions, next } = await list(client)
    expect(next).toBeNull()
    expect(versions).toMatchObject([
      {
        revision: 3,
        tag: third.tag,
        device: laptop,
        deviceName: null,
        trigger: 'edit',
        summary: 'renamed “Notes” to “Ideas”',
        widgetsChanged: 1,
        conflictCount: 1,
        conflicts: [
          { widget: note, field: 'title', rule: 'later', kept: { value: 'Ideas' }, lost: { value: 'Notes' } },
        ],
      },
      {
        revision: 2,
        tag: second.tag,
        device: phone,
        deviceName: 'Pixel 9',
        trigger: 'drag',
        summary: 'moved “Notes”, removed the clock',
        changes: [
          { widget: note, did: 'moved', grid: 'desktop', type: 'note', title: 'Notes' },
          { did: 'removed', type: 'clock', title: null },
        ],
        moreChanges: 0,
        widgetsChanged: 2,
        conflictCount: 0,
        conflicts: [],
      },
      { revision: 1, trigger: 'add', summary: 'added “Notes” and the clock', conflicts: [] },
    ])
    for (const version of versions) expect(Math.abs(version.at - Date.now())).toBeLessThan(60_000)
  })

  it('[S10] [S7] a save that changed nothing has no entry; what lost in it is with the version that it left standing', async () => {
    const { client, note, laptop, save } = await threeVersions()
    const before = (await list(client)).versions.map(({ revision, tag }) => ({ revision, tag }))
    await save(laptop, [{ widget: note, field: 'title', value: 'Ideas' }])
    await save(laptop, [{ widget: note, field: 'desktop', value: box(8), at: 1 }])
    const { versions } = await list(client)
    expect(versions).toMatchObject(before)
    expect(versions).toHaveLength(3)
    expect(versions.map(({ conflictCount }) => conflictCount)).toEqual([2, 0, 0])
    expect(versions[0]?.conflicts[0]).toMatchObject({ field: 'desktop', lost: { value: box(8) } })
  })

  it('is read page by page, each widget called what it was called then', async () => {
    const { client, note, phone, save } = await guest()
    await save(phone, [{ widget: note, field: 'type', value: 'note' }])
    for (let i = 1; i <= 4; i++) {
      await save(phone, [
        { widget: note, field: 'title', value: `Title ${i}`, base: 2 * i - 1 },
        { widget: note, field: 'data/text', value: i, base: 2 * i - 1 },
      ])
      await save(phone, [{ widget: note, field: 'desktop', value: box(i), base: 2 * i }])
    }
    const pages: VersionList[] = []
    for (let query = '?limit=4'; ; query = `?limit=4&before=${pages.at(-1)?.next}`) {
      pages.push(await list(client, query))
      if (pages.at(-1)?.next === null) break
    }
    expect(pages.map(({ versions, next }) => [versions.map(({ revision }) => revision), next])).toEqual([
      [[9, 8, 7, 6], 6],
      [[5, 4, 3, 2], 2],
      [[1], null],
    ])
    expect(pages[1]?.versions.map(({ summary }) => summary)).toEqual([
      'moved “Title 2”',
      'renamed “Title 1” to “Title 2”, changed text of “Title 2”',
      'moved “Title 1”',
      'renamed the note to “Title 1”, added text to “Title 1”',
    ])
  })

  it('shows the whole layout as it was at any revision, the empty one before the first save too', async () => {
    const { client, note, clock } = await threeVersions()
    const widgets = async (path: string) =>
      (await view(client, path)).widgets.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const byId = (list: { id: string; fields: object }[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const fields = { type: 'note', title: 'Notes', desktop: box(0) }
    expect(await widgets('1')).toEqual(
      byId([
        { id: note, fields },
        { id: clock, fields: { type: 'clock' } },
      ]),
    )
    expect(await widgets('2')).toEqual([{ id: note, fields: { ...fields, desktop: box(4) } }])
    expect(await view(client, '3')).toMatchObject({
      revision: 3,
      version: { revision: 3, summary: 'renamed “Notes” to “Ideas”', conflictCount: 1 },
    })
    expect(await view(client, '0')).toEqual({ revision: 0, version: null, widgets: [] })
  })

  it('compares any two', async () => {
    const { client, note, clock } = await threeVersions()
    const { comparison } = await view(client, '3?against=1')
    expect(comparison?.against).toBe(1)
    expect(comparison?.summary).toBe('removed the clock, moved “Ideas”, renamed “Notes” to “Ideas”')
    expect(comparison?.differences.find(({ widget }) => widget === clock)).toEqual({
      widget: clock,
      kind: 'removed',
      words: 'removed the clock',
      changes: [{ widget: clock, did: 'removed', type: 'clock', title: null }],
      fields: [{ field: 'type', before: 'clock' }],
    })
    const ofNote = comparison?.differences.find(({ widget }) => widget === note)
    expect(ofNote?.fields).toHaveLength(2)
    expect(ofNote?.fields).toContainEqual({ field: 'desktop', before: box(0), after: box(4) })
    // The other way round.
    expect((await view(client, '1?against=3')).comparison?.differences).toContainEqual({
      widget: clock,
      kind: 'added',
      words: 'added the clock',
      changes: [{ widget: clock, did: 'added', type: 'clock', title: null }],
      fields: [{ field: 'type', after: 'clock' }],
    })
    expect((await view(client, '2?against=2')).comparison).toMatchObject({ summary: 'no difference', differences: [] })
  })

  it('names the first of many changes, and counts the others', async () => {
    const { client, phone, save } = await guest()
    await save(
      phone,
      Array.from({ length: 15 }, () => ({ widget: randomUUID(), field: 'type', value: 'note' })),
    )
    const [version] = (await list(client)).versions
    expect(version?.changes).toHaveLength(12)
    expect(version).toMatchObject({ moreChanges: 3, widgetsChanged: 15 })
  })

  it('[D13] is not read for another account than the one that is meant', async () => {
    const { client, account } = await threeVersions()
    for (const path of ['/api/layout/versions', '/api/layout/versions/1', '/api/conflicts']) {
      expect(await client.get(`${path}?account=${account}`)).toMatchObject({ status: 200 })
      const refused = await client.get(`${path}?account=somebody-else`)
      expect({ path, ...refused }).toMatchObject({
        status: 403,
        body: { type: expect.stringMatching(/wrong-account$/) },
      })
    }
  })

  it('keeps whole layouts along a history that gets long, after the saves', async () => {
    const { client, account, note, phone, save } = await guest()
    await save(phone, [{ widget: note, field: 'type', value: 'note' }])
    const long = (key: number) => ({ widget: note, field: `data/${key}`, value: 'x'.repeat(15_000), base: 1 })
    const { revision } = await save(phone, [1, 2, 3, 4, 5].map(long))
    const kept = () => server.database.prisma.checkpoint.findMany({ where: { account } })
    await expect.poll(kept).toMatchObject([{ revision }])
    expect((await view(client, `${revision}`)).widgets[0]?.fields).toEqual(
      JSON.parse((await kept())[0]?.layout ?? '')[note],
    )
  })

  it('a page of large versions ends early, and the next one goes on', async () => {
    const { client, account, note, phone, save } = await guest()
    await save(phone, [{ widget: note, field: 'type', value: 'note' }])
    const { prisma } = server.database
    const large = JSON.stringify([{ widget: note, field: 'data/x', after: 'x'.repeat(3 * 1024 * 1024) }])
    for (let revision = 2; revision <= 6; revision++) {
      await save(phone, [{ widget: note, field: 'title', value: `${revision}`, base: revision - 1 }])
      await prisma.$executeRaw`update version set changes = ${large} where account = ${account} and revision = ${revision}`
    }
    const pages: [number[], number | null][] = []
    for (let query = ''; pages.at(-1)?.[1] !== null; query = `?before=${pages.at(-1)?.[1]}`) {
      const { versions, next } = await list(client, query)
      pages.push([versions.map(({ revision }) => revision), next])
    }
    expect(pages).toEqual([
      [[6, 5], 5],
      [[4, 3], 3],
      [[2, 1], null],
    ])
  })

  it('versions from before there was a seq have no conflicts of others', async () => {
    const { client, account, note, laptop, save } = await threeVersions()
    await server.database.prisma.$executeRaw`update version set seq = 0 where account = ${account} and revision <= 2`
    await save(laptop, [{ widget: note, field: 'desktop', value: box(8), at: 1 }])
    expect((await list(client)).versions.map(({ conflictCount }) => conflictCount)).toEqual([2, 0, 0])
  })

  it('what never was is not found, and the history is only its account’s', async () => {
    const { client } = await threeVersions()
    for (const path of ['4', '99999999999', 'x', '3?against=4']) {
      const answer = await client.get(`/api/layout/versions/${path}`)
      expect(answer.status).toBe(404)
      expect((answer.body as Problem).detail).toMatch(/thinned out/)
    }
    expect(await client.get('/api/layout/versions/3?against=x')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'against' }] },
    })
    const other = server.client()
    await other.guest()
    expect(await list(other)).toEqual({ versions: [], next: null })
    expect((await other.get('/api/layout/versions/1')).status).toBe(404)
    expect((await server.client().get('/api/layout/versions')).status).toBe(401)
    expect((await server.client().get('/api/layout/versions/1')).status).toBe(401)
  })

  it.each(['limit=0', 'limit=201', 'limit=x', 'before=yesterday'])('refuses %s with the path', async (query) => {
    const client = server.client()
    await client.guest()
    const path = query.split('=')[0]
    expect(await client.get(`/api/layout/versions?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    })
  })
})
