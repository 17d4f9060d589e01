/** POST and GET /api/layout of a whole server: who may, what is refused with which status and path, and that it changes nothing. */
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import { type PullAnswer, saveAnswerSchema } from '../../../core/wire/answer'
import type { Problem } from '../../../core/wire/problem'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../../support/server'
import { contentOf } from '../layouts/rows'
import { uuid } from '../layouts/story'

const NOTE = uuid(100)
const WRITER = uuid(1001)
const KIB = 1024

type Edit = Record<string, unknown> & { n: number }
const set = (n: number, field: string, value: unknown, widget = NOTE): Edit => ({ n, widget, field, value, at: 1 })

onBothDatabases((kind) => {
  let server: TestServer
  let client: TestClient
  let account: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    client = server.client()
    account = await client.guest()
    expect((await post(body([set(1, 'type', 'note')]))).status).toBe(200)
  })
  afterAll(() => server?.close())

  const body = (edits: Edit[], over: Record<string, unknown> = {}) => ({
    schema: 1,
    account,
    device: uuid(1),
    base: 0,
    tag: null,
    trigger: 'edit',
    sentAt: Date.now(),
    streams: [{ writer: WRITER, edits }],
    ...over,
  })
  const post = (save: unknown, headers?: Record<string, string>) => client.post('/api/layout', save, headers)

  /** The request is refused with that problem, and nothing in the database is another than before. */
  async function refused(
    save: unknown,
    name: string,
    status: number,
    headers?: Record<string, string>,
  ): Promise<Problem> {
    const before = await contentOf(server.database.prisma)
    const answer = await post(save, headers)
    expect(answer).toMatchObject({ status, body: { type: `https://holdfast.app/problems/${name}`, status } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await contentOf(server.database.prisma)).toEqual(before)
    return answer.body as Problem
  }

  describe('who and in which form', () => {
    it('answers a save that its schema describes, private and not to be stored', async () => {
      const answer = await post(body([set(2, 'title', 'Shopping')], { deviceName: 'Pixel 9' }))
      expect(v.safeParse(saveAnswerSchema, answer.body).issues).toBeUndefined()
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    })

    it('compresses a pull that is large for whoever takes that, and only that', async () => {
      const text = 'milk and bread '.repeat(200)
      const added = [set(1, 'type', 'note', uuid(900)), set(2, 'data/text', text, uuid(900))]
      const saved = (await post(body(added, { streams: [{ writer: uuid(1900), edits: added }] }))).body as PullAnswer
      const pull = (query: string, accepted: string) =>
        client.get(`/api/layout${query}`, { 'accept-encoding': accepted })
      const whole = await pull('', 'gzip, br')
      expect(whole.headers.get('content-encoding')).toBe('gzip')
      expect(whole.headers.get('vary')).toBe('Accept-Encoding')
      expect((whole.body as PullAnswer).widgets.find(({ id }) => id === uuid(900))).toBeDefined()
      expect(whole.body).toMatchObject({ revision: saved.revision })
      const plain = await pull('', 'identity')
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect({ ...(plain.body as object), serverTime: 0 }).toEqual({ ...(whole.body as object), serverTime: 0 })
      const news = await pull(`?since=${saved.revision}&tag=${saved.tag}`, 'gzip')
      expect(news.status).toBe(200)
      expect(news.headers.get('content-encoding')).toBeNull()
    })

    it('401 without a session, for both calls', async () => {
      const stranger = server.client()
      for (const answer of [
        await stranger.post('/api/layout', body([set(3, 'title', 'x')])),
        await stranger.get('/api/layout'),
      ]) {
        expect(answer).toMatchObject({ status: 401, body: { type: expect.stringMatching(/unauthenticated$/) } })
      }
    })

    it('403 for the save of another account, even where its edits break limits', async () => {
      await refused(body([set(3, 'title', 'x')], { account: 'someone-else' }), 'wrong-account', 403)
      await refused(body([set(3, 'title', 7)], { account: 'someone-else' }), 'wrong-account', 403)
    })

    it('426 for a newer schema, whatever else it holds', async () => {
      await refused({ schema: 2, account, layers: [] }, 'schema-newer', 426)
      await refused(body([], { schema: 99 }), 'schema-newer', 426)
    })

    it('400 for what is not JSON, or not UTF-8', async () => {
      await refused('{"schema": 1,', 'not-json', 400)
      await refused('', 'not-json', 400)
      const headers = { 'content-type': 'application/json', cookie: client.cookie ?? '' }
      const bytes = Buffer.concat([Buffer.from('"'), Buffer.from([0xff, 0xfe]), Buffer.from('"')])
      const answer = await fetch(`${server.url}/api/layout`, { method: 'POST', headers, body: bytes })
      expect(answer.status).toBe(400)
    })

    it('415 for another content type', async () => {
      await refused(JSON.stringify(body([])), 'unsupported-media-type', 415, { 'content-type': 'text/plain' })
    })

    it('413 over 1 MiB; 1 MiB itself is read', async () => {
      const padded = (bytes: number) => {
        const text = JSON.stringify(body([set(3, 'title', 7)]))
        return text.padEnd(bytes, ' ')
      }
      await refused(padded(KIB * KIB + 1), 'too-large', 413)
      await refused(padded(KIB * KIB), 'limit-broken', 422)
    })
  })

  describe('422 names what is wrong', () => {
    const deep = (levels: number): Json => (levels === 0 ? 1 : [deep(levels - 1)])
    const box = (over: Record<string, unknown>) => ({ x: 0, y: 0, w: 4, h: 3, ...over })
    const edit = (over: Record<string, unknown>) => ({ n: 9, widget: NOTE, at: 1, ...over })
    const AT = 'streams.0.edits.1'
    it.each<[string, Record<string, unknown>, string]>([
      ['a title of 201 characters', { field: 'title', value: 'x'.repeat(201) }, `${AT}.value`],
      ['a title that is no string', { field: 'title', value: 7 }, `${AT}.value`],
      ['an empty type', { field: 'type', value: '' }, `${AT}.value`],
      ['a type taken away', { field: 'type', unset: true }, `${AT}.unset`],
      ['a negative x', { field: 'desktop', value: box({ x: -1 }) }, `${AT}.value.x`],
      ['no width', { field: 'desktop', value: box({ w: 0 }) }, `${AT}.value.w`],
      ['13 columns', { field: 'desktop', value: box({ x: 1, w: 12 }) }, `${AT}.value.w`],
      ['5 columns on mobile', { field: 'mobile', value: box({ x: 1 }) }, `${AT}.value.w`],
      ['y over 10000', { field: 'desktop', value: box({ y: 10_001 }) }, `${AT}.value.y`],
      ['no height', { field: 'mobile', value: box({ h: 0 }) }, `${AT}.value.h`],
      ['h over 100', { field: 'desktop', value: box({ h: 101 }) }, `${AT}.value.h`],
      ['half a column', { field: 'desktop', value: box({ x: 0.5 }) }, `${AT}.value.x`],
      ['a fifth member of a box', { field: 'desktop', value: box({ z: 1 }) }, `${AT}.value.z`],
      ['no box', { field: 'desktop', value: [0, 0, 4, 3] }, `${AT}.value`],
      ['a key of 121 characters', { field: `data/${'k'.repeat(121)}`, value: 1 }, `${AT}.field`],
      ['a key of no characters', { field: 'data/', value: 1 }, `${AT}.field`],
      ['a key with a space', { field: 'data/a b', value: 1 }, `${AT}.field`],
      ['a field that does not exist', { field: 'colour', value: 1 }, `${AT}.field`],
      ['a value over 16 KiB', { field: 'data/a', value: 'x'.repeat(16 * KIB - 1) }, `${AT}.value`],
      [
        'a value over 16 KiB in bytes, not in characters',
        { field: 'data/a', value: 'ä'.repeat(8 * KIB) },
        `${AT}.value`,
      ],
      ['a value nested too deep', { field: 'data/a', value: deep(2000) }, `${AT}.value`],
      ['two kinds at once', { field: 'title', value: 'x', remove: true }, AT],
      ['no kind', { field: 'title' }, AT],
      ['a removal of a field', { field: 'title', remove: true }, `${AT}.field`],
      ['an id in capitals', { widget: NOTE.toUpperCase().replace('0', 'A'), remove: true }, `${AT}.widget`],
      ['a time before 1970', { field: 'title', value: 'x', at: -1 }, `${AT}.at`],
      ['a base that is no revision', { field: 'title', value: 'x', base: -1 }, `${AT}.base`],
    ])('%s', async (_, over, path) => {
      const problem = await refused(body([set(8, 'title', 'fine'), edit(over)]), 'limit-broken', 422)
      expect(problem.errors?.map(({ path, writer, n }) => ({ path, writer, n }))).toEqual([
        { path, writer: WRITER, n: 9 },
      ])
      expect(problem.errors?.[0]?.message).toMatch(/ /)
    })

    it.each<[string, Record<string, unknown>, string]>([
      ['n of 0', { streams: [{ writer: WRITER, edits: [set(0, 'title', 'x')] }] }, 'streams.0.edits.0.n'],
      [
        'n twice',
        { streams: [{ writer: WRITER, edits: [set(8, 'title', 'x'), set(8, 'title', 'y')] }] },
        'streams.0.edits.1.n',
      ],
      ['a stream without edits', { streams: [{ writer: WRITER, edits: [] }] }, 'streams.0.edits'],
      [
        'a writer that is no UUID',
        { streams: [{ writer: 'tab 1', edits: [set(8, 'title', 'x')] }] },
        'streams.0.writer',
      ],
      [
        'a writer twice',
        { streams: [1, 2].map(() => ({ writer: WRITER, edits: [set(8, 'title', 'x')] })) },
        'streams.1.writer',
      ],
      ['no device', { device: null }, 'device'],
      ['an unknown trigger', { trigger: 'whim' }, 'trigger'],
      ['an unknown strategy', { strategy: 'whim' }, 'strategy'],
      ['a base without its tag', { base: 1 }, 'tag'],
      ['no time', { sentAt: 'now' }, 'sentAt'],
      ['a name of 101 characters', { deviceName: 'x'.repeat(101) }, 'deviceName'],
    ])('%s', async (_, over, path) => {
      const problem = await refused(body([set(8, 'title', 'fine')], over), 'limit-broken', 422)
      expect(problem.errors?.map((error) => error.path)).toEqual([path])
    })

    it('what is exactly at a limit is taken', async () => {
      const edits = [
        set(10, 'title', '😀'.repeat(200)),
        set(11, 'desktop', { x: 0, y: 10_000, w: 12, h: 100 }),
        set(12, 'mobile', { x: 3, y: 0, w: 1, h: 1 }),
        set(13, `data/${'k'.repeat(120)}`, 'x'.repeat(16 * KIB - 2)),
      ]
      expect((await post(body(edits))).status).toBe(200)
    })
  })

  describe('422 for what the whole layout may hold', () => {
    const WIDGETS = 500
    const added = (from: number, count: number, n: number) =>
      Array.from({ length: count }, (_, i) => [
        set(n + 2 * i, 'type', 'note', uuid(from + i)),
        set(n + 2 * i + 1, 'title', 'new', uuid(from + i)),
      ]).flat()

    it('500 widgets; what does not fit is named with all its edits, so that the rest is whole', async () => {
      const guest = server.client()
      const own = await guest.guest()
      const send = (edits: Edit[]) => guest.post('/api/layout', body(edits, { account: own }))
      expect((await send(added(1000, WIDGETS - 1, 1))).status).toBe(200)
      const two = [...added(5000, 2, 2001), set(2005, 'title', 'renamed', uuid(1000))]
      const before = await contentOf(server.database.prisma)
      const problem = await send(two)
      expect(problem.status).toBe(422)
      const errors = (problem.body as Problem).errors ?? []
      expect(errors.map(({ path, n }) => [path, n])).toEqual([
        ['streams.0.edits.2.value', 2003],
        ['streams.0.edits.3.value', 2004],
      ])
      expect(await contentOf(server.database.prisma)).toEqual(before)
      expect((await send(two.filter(({ n }) => !errors.some((error) => error.n === n)))).status).toBe(200)
      // At the limit, one may come where another goes, in any order.
      const exchange = [...added(6000, 1, 3001), { n: 3003, widget: uuid(1000), remove: true, at: 1 }]
      expect((await send(exchange)).status).toBe(200)
      const revival = { n: 3004, widget: uuid(1000), revive: true, at: 1 }
      expect(await send([revival])).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'streams.0.edits.0', n: 3004 }] },
      })
    })

    it('2 MiB of values', async () => {
      const guest = server.client()
      const own = await guest.guest()
      const big = 'x'.repeat(16 * KIB - 2)
      const send = (edits: Edit[]) => guest.post('/api/layout', body(edits, { account: own }))
      for (let part = 0; part < 2; part++) {
        const edits = Array.from({ length: 63 }, (_, i) => set(100 * part + i + 2, `data/${part}-${i}`, big))
        expect((await send([set(1 + 100 * part, 'type', 'note'), ...edits])).status).toBe(200)
      }
      // 126 values of 16 KiB and "note": less than two more fit.
      const before = await contentOf(server.database.prisma)
      const problem = await send([
        set(301, 'data/a', big),
        set(302, 'title', 'small'),
        set(303, 'data/b', big),
        set(304, 'type', 'note', uuid(101)),
      ])
      expect(problem).toMatchObject({ status: 422, body: { errors: expect.any(Array) } })
      const errors = (problem.body as Problem).errors ?? []
      expect(errors.map(({ n }) => n)).toEqual([303])
      expect(await contentOf(server.database.prisma)).toEqual(before)
      // The same value smaller makes room.
      expect((await send([set(305, 'data/0-0', 1), set(306, 'data/b', big), set(307, 'data/c', big)])).status).toBe(200)
    })

    it('2,000 fields of a widget', async () => {
      const guest = server.client()
      const own = await guest.guest()
      const send = (edits: Edit[]) => guest.post('/api/layout', body(edits, { account: own }))
      const fields = Array.from({ length: 1999 }, (_, i) => set(i + 2, `data/${i}`, 1))
      expect((await send([set(1, 'type', 'note'), ...fields])).status).toBe(200)
      const before = await contentOf(server.database.prisma)
      const problem = await send([set(3001, 'data/0', 2), set(3002, 'data/more', 1)])
      expect(problem).toMatchObject({ status: 422, body: { errors: [{ path: 'streams.0.edits.1.value', n: 3002 }] } })
      expect(await contentOf(server.database.prisma)).toEqual(before)
      expect(
        (await send([{ n: 3003, widget: NOTE, field: 'data/0', unset: true, at: 1 }, set(3004, 'data/more', 1)]))
          .status,
      ).toBe(200)
    })
  })

  describe('GET /api/layout', () => {
    it('answers an account without a layout with revision 0', async () => {
      const guest = server.client()
      await guest.guest()
      const answer = await guest.get('/api/layout')
      expect(answer).toMatchObject({ status: 200, body: { revision: 0, tag: null, since: 0, full: true, widgets: [] } })
      expect((answer.body as PullAnswer).lastN).toEqual({})
    })

    it('says what makes no sense in the query', async () => {
      for (const [query, path] of [
        ['since=-1', 'since'],
        ['since=many', 'since'],
        ['since=99999999999', 'since'],
        ['tag=A%20B', 'tag'],
        [`writers=${WRITER}`, 'writers.0'],
        [`writers=${WRITER}.1,tab.2`, 'writers.1'],
      ]) {
        expect(await client.get(`/api/layout?${query}`), query).toMatchObject({
          status: 400,
          body: { errors: [{ path }] },
        })
      }
    })

    it('304 when nothing has changed since', async () => {
      const first = await client.get('/api/layout')
      const etag = first.headers.get('etag') ?? ''
      const again = await client.get('/api/layout', { 'if-none-match': etag })
      expect(again).toMatchObject({ status: 304, body: '' })
      expect(again.headers.get('etag')).toBe(etag)
    })
  })
})
