/** Restore, export and import of a whole server: who may, what is refused with which status and path, and that it changes nothing. */
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SaveAnswer } from '../../../core/wire/answer'
import { exportSchema } from '../../../core/wire/export'
import type { Problem } from '../../../core/wire/problem'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../../support/server'
import { contentOf } from '../layouts/rows'
import { uuid } from '../layouts/story'

const MIB = 1024 * 1024
const NOTE = uuid(100)

onBothDatabases((kind) => {
  let server: TestServer
  let client: TestClient
  let account: string
  let tag: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    client = server.client()
    account = await client.guest()
    const edits = [
      { n: 1, widget: NOTE, field: 'type', value: 'note', at: 1 },
      { n: 2, widget: NOTE, field: 'title', value: 'Shopping', at: 1 },
    ]
    const streams = [{ writer: uuid(1001), edits }]
    const head = { schema: 1, account, device: uuid(1), base: 0, tag: null, trigger: 'add', sentAt: 1 }
    const saved = await client.post('/api/layout', { ...head, streams })
    tag = (saved.body as { tag: string }).tag
  })
  afterAll(() => server?.close())

  let writers = 0
  /** As CONTRACT S15 has it, and nothing more. */
  const head = (over: Record<string, unknown> = {}) => ({
    device: uuid(1),
    writer: uuid(2000 + ++writers),
    base: 1,
    tag,
    sentAt: Date.now(),
    ...over,
  })
  const fileOf = (over: Record<string, unknown> = {}) => ({
    format: 'holdfast-export',
    schema: 1,
    widgets: [{ id: NOTE, fields: { type: 'note', title: 'Shopping' } }],
    ...over,
  })
  const RESTORE = '/api/layout/versions/1/restore'

  /** Refused with that problem, and nothing in the database is another than before. */
  async function refused(path: string, body: unknown, name: string, status: number, headers?: Record<string, string>) {
    const before = await contentOf(server.database.prisma)
    const answer = await client.post(path, body, headers)
    expect(answer).toMatchObject({ status, body: { type: `https://holdfast.app/problems/${name}`, status } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await contentOf(server.database.prisma)).toEqual(before)
    return answer.body as Problem
  }

  it('[S15] what is exported by one account and imported by another one is the same layout', async () => {
    const exported = await client.get('/api/export')
    expect(exported.status).toBe(200)
    expect(exported.headers.get('content-type')).toBe('application/json')
    expect(exported.headers.get('cache-control')).toBe('private, no-store')
    expect(exported.headers.get('content-disposition')).toMatch(
      /^attachment; filename="holdfast-\d{4}-\d\d-\d\d\.json"$/,
    )
    const file = v.parse(exportSchema, exported.body)
    expect(file).toMatchObject({ account, revision: 1, tag })
    expect(exported.body).toEqual(file)

    const other = server.client()
    await other.guest()
    const body = { ...head({ base: 0, tag: null }), file: exported.body }
    expect(await other.post('/api/import?mode=replace', body)).toMatchObject({
      status: 200,
      body: { status: 'saved', revision: 1 },
    })
    expect(v.parse(exportSchema, (await other.get('/api/export')).body).widgets).toEqual(file.widgets)
    expect(await other.post('/api/layout/versions/0/restore', head({ base: 0, tag: null }))).toMatchObject({
      status: 200,
      body: { revision: 2, full: true, widgets: [] },
    })
  })

  it('[S4] [S15] a save that has not seen a restore meets what that made, whatever the server remembers', async () => {
    const guest = server.client()
    const own = await guest.guest()
    let n = 0
    let held: { revision: number; tag: string | null } = { revision: 0, tag: null }
    const save = async (value: string, type?: string) => {
      const edits = [
        ...(type === undefined ? [] : [{ n: ++n, widget: NOTE, field: 'type', value: type, at: Date.now() }]),
        { n: ++n, widget: NOTE, field: 'title', value, at: Date.now() + 1000 },
      ]
      const { revision: base, tag: baseTag } = held
      const about = { schema: 1, account: own, device: uuid(1), base, tag: baseTag, trigger: 'edit' }
      const streams = [{ writer: uuid(1001), edits }]
      const answer = await guest.post('/api/layout', { ...about, sentAt: Date.now() + 1000, streams })
      expect(answer.status).toBe(200)
      return answer.body as SaveAnswer
    }
    held = await save('first', 'note')
    held = await save('second')
    const restored = await guest.post(RESTORE, head({ device: uuid(2), base: held.revision, tag: held.tag }))
    expect(restored).toMatchObject({ status: 200, body: { revision: 3, conflicts: [] } })
    const answer = await save('third')
    expect(answer).toMatchObject({ status: 'merged', revision: 4, since: 2 })
    expect(answer.conflicts).toMatchObject([{ rule: 'later', kept: { value: 'third' }, lost: { value: 'first' } }])
    held = answer
    expect(await save('fourth')).toMatchObject({ status: 'saved', revision: 5, conflicts: [] })
  })

  it('401 without a session', async () => {
    const stranger = server.client()
    for (const answer of [
      await stranger.post(RESTORE, head()),
      await stranger.post('/api/import', { ...head(), file: fileOf() }),
      await stranger.get('/api/export'),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { type: expect.stringMatching(/unauthenticated$/) } })
    }
  })

  it.each([RESTORE, '/api/import'])('who and in which form: POST %s', async (path) => {
    const sound = path === RESTORE ? {} : { file: fileOf() }
    await refused(path, { ...head({ account: 'someone-else' }), ...sound }, 'wrong-account', 403)
    await refused(path, { ...head({ schema: 2 }), ...sound }, 'schema-newer', 426)
    await refused(path, '{', 'not-json', 400)
    await refused(path, '', 'not-json', 400)
    await refused(path, JSON.stringify(head()), 'unsupported-media-type', 415, { 'content-type': 'text/plain' })
    await refused(path, { ...head(), ...sound }, 'cross-origin', 403, { origin: 'https://elsewhere.example' })
    await refused(path, { ...head({ tag: 'another' }), ...sound }, 'base-unknown', 409)
    for (const [over, at] of [
      [{ device: undefined }, 'device'],
      [{ writer: 'tab 1' }, 'writer'],
      [{ base: -1 }, 'base'],
      [{ tag: null }, 'tag'],
      [{ tag: undefined }, 'tag'],
      [{ sentAt: 'now' }, 'sentAt'],
      [{ deviceName: '' }, 'deviceName'],
    ] as const) {
      const problem = await refused(path, { ...head(over), ...sound }, 'limit-broken', 422)
      expect(problem.errors?.map((error) => error.path)).toEqual([at])
    }
  })

  it('404 for a version that never was', async () => {
    await refused('/api/layout/versions/77/restore', head(), 'not-found', 404)
  })

  it('400 for a mode that there is not', async () => {
    const problem = await refused('/api/import?mode=whim', { ...head(), file: fileOf() }, 'bad-request', 400)
    expect(problem.errors).toEqual([{ path: 'mode', message: 'must be one of replace, add' }])
  })

  it('426 for a file of a newer schema, whatever else it holds', async () => {
    const problem = await refused(
      '/api/import',
      { ...head(), file: { ...fileOf(), schema: 2, widgets: 'new' } },
      'schema-newer',
      426,
    )
    expect(problem.detail).toMatch(/newer Holdfast/)
  })

  it.each<[string, unknown]>([
    ['no file', undefined],
    ['a list', []],
    ['some other JSON', { widgets: [] }],
    ['another format', { ...fileOf(), format: 'another' }],
  ])('422 with a sentence for what is no file of ours: %s', async (_, file) => {
    const problem = await refused('/api/import', { ...head(), file }, 'limit-broken', 422)
    expect(problem).toMatchObject({
      detail: expect.stringMatching(/not a file that Holdfast exported/),
      errors: [{ path: 'file.format' }],
    })
  })

  describe('422 names what is wrong in a file', () => {
    const withField = (key: string, value: unknown) => [{ id: NOTE, fields: { type: 'note', [key]: value } }]
    const AT = 'file.widgets.0'
    it.each<[string, unknown, string]>([
      ['no widgets', undefined, 'file.widgets'],
      ['widgets by id', {}, 'file.widgets'],
      ['no widget', [1], AT],
      ['an id in capitals', [{ id: NOTE.replace('0', 'A'), fields: { type: 'x' } }], `${AT}.id`],
      ['an id twice', [1, 2].map(() => ({ id: NOTE, fields: { type: 'x' } })), 'file.widgets.1.id'],
      ['no fields', [{ id: NOTE }], `${AT}.fields`],
      ['a list of fields', [{ id: NOTE, fields: [] }], `${AT}.fields`],
      ['no type', [{ id: NOTE, fields: {} }], `${AT}.fields.type`],
      ['an empty type', withField('type', ''), `${AT}.fields.type`],
      ['a field that does not exist', withField('colour', 1), `${AT}.fields.colour`],
      ['a key of 121 characters', withField(`data/${'k'.repeat(121)}`, 1), `${AT}.fields.data/${'k'.repeat(121)}`],
      ['a title of 201 characters', withField('title', 'x'.repeat(201)), `${AT}.fields.title`],
      ['13 columns', withField('desktop', { x: 1, y: 0, w: 12, h: 1 }), `${AT}.fields.desktop.w`],
      ['half a row', withField('mobile', { x: 0, y: 0.5, w: 1, h: 1 }), `${AT}.fields.mobile.y`],
      ['a value over 16 KiB', withField('data/a', 'x'.repeat(16 * 1024 - 1)), `${AT}.fields.data/a`],
    ])('%s', async (_, widgets, path) => {
      const problem = await refused('/api/import', { ...head(), file: { ...fileOf(), widgets } }, 'limit-broken', 422)
      expect(problem.errors).toEqual([{ path, message: expect.stringMatching(/ /) }])
    })

    it('a key that no object should be given', async () => {
      const text = JSON.stringify({ ...head(), file: fileOf() }).replace('"title"', '"__proto__"')
      const problem = await refused('/api/import', text, 'limit-broken', 422)
      expect(problem.errors?.[0]?.path).toBe(`${AT}.fields.__proto__`)
    })

    it('more fields than can be taken in at once', async () => {
      const fields = Object.fromEntries(Array.from({ length: 1999 }, (_, k) => [`data/${k}`, 1]))
      const widgets = Array.from({ length: 101 }, (_, i) => ({ id: uuid(3000 + i), fields: { type: 'x', ...fields } }))
      const problem = await refused('/api/import', { ...head(), file: fileOf({ widgets }) }, 'limit-broken', 422)
      expect(problem.errors).toEqual([{ path: 'file.widgets', message: expect.stringMatching(/200000 fields in all/) }])
    })

    it('a hundred of them at most', async () => {
      const widgets = Array.from({ length: 500 }, (_, i) => ({ id: uuid(3000 + i), fields: {} }))
      const problem = await refused('/api/import', { ...head(), file: fileOf({ widgets }) }, 'limit-broken', 422)
      expect(problem.errors).toHaveLength(100)
    })
  })

  it('413 over 16 MiB for an import and over 1 MiB for a restore; what is just below is read', async () => {
    const padded = (body: unknown, bytes: number) => JSON.stringify(body).padEnd(bytes, ' ')
    const bad = { ...head(), file: fileOf({ widgets: [1] }) }
    await refused('/api/import', padded(bad, 16 * MIB + 1), 'too-large', 413)
    await refused('/api/import?mode=add', padded(bad, 16 * MIB), 'limit-broken', 422)
    await refused(RESTORE, padded(head({ base: -1 }), MIB + 1), 'too-large', 413)
    await refused(RESTORE, padded(head({ base: -1 }), MIB), 'limit-broken', 422)
  })

  it('[S15] a layout of 2 MiB and 20,000 fields goes out and comes in, and is undone', async () => {
    const [source, target] = [server.client(), server.client()]
    await source.guest()
    await target.guest()
    const widgets = Array.from({ length: 10 }, (_, i) => ({
      id: uuid(5000 + i),
      fields: {
        type: 'note',
        ...Object.fromEntries(Array.from({ length: 1999 }, (_, k) => [`data/${k}`, 'x'.repeat(102)])),
      },
    }))
    const none = { base: 0, tag: null }
    const first = await source.post('/api/import', { ...head(none), file: fileOf({ widgets }) })
    expect(first).toMatchObject({ status: 200, body: { revision: 1 } })
    const file = v.parse(exportSchema, (await source.get('/api/export')).body)
    expect(file.widgets).toHaveLength(10)
    expect((await target.post('/api/import', { ...head(none), file })).status).toBe(200)
    expect(v.parse(exportSchema, (await target.get('/api/export')).body).widgets).toEqual(file.widgets)
    expect((await target.post('/api/layout/versions/0/restore', head(none))).status).toBe(200)
    expect((await target.post(RESTORE, head(none))).status).toBe(200)
    expect(v.parse(exportSchema, (await target.get('/api/export')).body).widgets).toEqual(file.widgets)
  })
})
