/** An account as one file, out and in again, on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import { idBeside } from '../../../server/layouts/import'
import { createLoneStore } from '../../../server/layouts/lone-store'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { ask, exportOf, headOf, importInto, layoutIn, replacingApi, restore } from './replacing'
import { countersOf, recounted, rowsOf } from './rows'
import { type Api, layoutOf, type TestDevice, twoDevices, twoDevicesWithNote, uuid } from './story'

const STRANGE = { a: ['ä\u0000', '\ud83d', 1e-7, null, { 'a.b': true }], b: '"\\' }

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = replacingApi(createLoneStore(fresh.database.prisma), fresh.database.prisma)
  })
  afterAll(() => fresh?.drop())
  const prisma = () => fresh.database.prisma
  const trigger = async (account: string) => (await rowsOf(prisma(), account)).version.at(-1)?.trigger
  const exact = async (account: string) =>
    expect(await countersOf(prisma(), account)).toEqual(await recounted(prisma(), account))

  /** A note with every kind of field, a list with strange values, a widget that went and a field that was taken away. */
  async function aLife() {
    const life = await twoDevicesWithNote(api)
    const { phone, laptop, note } = life
    await phone.save([
      phone.set(note, 'desktop', { x: 0, y: 10_000, w: 12, h: 100 }),
      phone.set(note, 'mobile', { x: 3, y: 0, w: 1, h: 1 }),
      phone.set(note, 'data/a', 1),
      phone.set(uuid(200), 'type', 'a type of a newer app'),
      phone.set(uuid(200), 'data/strange', STRANGE),
      phone.set(uuid(300), 'type', 'gone'),
    ])
    await phone.save([phone.unset(note, 'data/a'), phone.remove(uuid(300))])
    await laptop.pull()
    api.clock.now += 1000
    return life
  }
  /** Another account, whose device shows a widget of its own. */
  async function elsewhere(own: Record<string, Json> = { type: 'clock', title: 'Mine' }, id = uuid(500)) {
    const life = twoDevices(api)
    await life.phone.save(Object.entries(own).map(([field, value]) => life.phone.set(id, field, value)))
    await life.laptop.pull()
    return life
  }

  describe('[S15] an export', () => {
    it('[S13] [S15] is the whole layout with its revision and tag, of one moment', async () => {
      const { account, phone } = await aLife()
      const file = await exportOf(api, account)
      expect(file).toMatchObject({ format: 'holdfast-export', schema: 1, account, revision: 3, tag: phone.tag })
      expect(file.exportedAt).toBe(new Date(api.clock.now).toISOString())
      expect(layoutIn(file)).toEqual(await layoutOf(api, account))
      expect(layoutIn(file)[uuid(200)]).toEqual({ type: 'a type of a newer app', 'data/strange': STRANGE })
    })

    it('names the devices as a person did, else as they call themselves', async () => {
      const { account, phone, laptop } = await aLife()
      await phone.send({ ...phone.body([phone.set(uuid(100), 'title', 'x')]), deviceName: 'Pixel 9' })
      await laptop.send({ ...laptop.body([laptop.set(uuid(100), 'title', 'y')]), deviceName: 'ThinkPad' })
      await prisma().device.update({
        where: { account_id: { account, id: laptop.id } },
        data: { givenName: 'Kitchen' },
      })
      const { devices } = await exportOf(api, account)
      expect(devices).toEqual([
        { id: phone.id, name: 'Pixel 9' },
        { id: laptop.id, name: 'Kitchen' },
      ])
    })

    it('of an account that never saved is empty, and can be imported', async () => {
      const file = await exportOf(api, 'nobody')
      expect(file).toMatchObject({ revision: 0, tag: null, devices: [], widgets: [] })
      const { account, phone } = await elsewhere()
      expect(await importInto(phone, file)).toMatchObject({ revision: 2, widgets: [{ removed: true }] })
      expect(await layoutOf(api, account)).toEqual({})
    })
  })

  describe('[S15] mode=replace', () => {
    it.each([['replace'], [null]] as const)(
      '[S15] keeps ids and replaces the layout as one revision that can be undone (mode: %s)',
      async (mode) => {
        const source = await aLife()
        const target = await elsewhere()
        const file = await exportOf(api, source.account)
        const before = await layoutOf(api, target.account)
        const answer = await importInto(target.phone, file, mode)
        expect(answer).toMatchObject({ status: 'saved', revision: 2, since: 1, full: false, conflicts: [] })
        expect(await layoutOf(api, target.account)).toEqual(layoutIn(file))
        expect(await trigger(target.account)).toBe('import')
        expect(api.published.at(-1)).toEqual({ account: target.account, revision: 2, tag: answer.tag })
        await exact(target.account)
        await restore(target.phone, 1)
        expect(await layoutOf(api, target.account)).toEqual(before)
        await exact(target.account)
      },
    )

    it('[S15] the first thing that ever happens in an account', async () => {
      const file = await exportOf(api, (await aLife()).account)
      const { account, phone } = twoDevices(api)
      expect(await importInto(phone, file)).toMatchObject({ status: 'saved', revision: 1, full: true })
      expect(await layoutOf(api, account)).toEqual(layoutIn(file))
      await restore(phone, 0)
      expect(await layoutOf(api, account)).toEqual({})
      await exact(account)
    })

    it('[S15] brings back what went since, and takes away what came since, in the account it is from', async () => {
      const { account, phone, note } = await aLife()
      const file = await exportOf(api, account)
      await phone.save([phone.remove(note), phone.set(uuid(200), 'title', 'new'), phone.set(uuid(600), 'type', 'new')])
      await importInto(phone, file)
      expect(await layoutOf(api, account)).toEqual(layoutIn(file))
      await exact(account)
    })

    it('[S10] the layout as it is makes no revision; lastN moves on', async () => {
      const { account, phone } = await aLife()
      const before = await rowsOf(prisma(), account)
      const answer = await importInto(phone, await exportOf(api, account))
      expect(answer).toMatchObject({ status: 'saved', revision: before.layout[0]?.revision, widgets: [] })
      expect(Object.values(answer.lastN)).toEqual([1])
      expect(await rowsOf(prisma(), account)).toMatchObject({ version: before.version, field: before.field })
    })

    it('[S2] the same import again is a duplicate', async () => {
      const file = await exportOf(api, (await aLife()).account)
      const { account, phone } = await elsewhere()
      const body = { ...headOf(phone), file }
      expect((await ask(phone, '/api/import?mode=replace', body)).status).toBe(200)
      const before = await rowsOf(prisma(), account)
      const again = await (await ask(phone, '/api/import?mode=replace', body)).json()
      expect(again).toMatchObject({ status: 'duplicate', revision: 2, since: 1 })
      expect(await rowsOf(prisma(), account)).toEqual(before)
    })

    it('[S7] [S15] what others changed after base and it overrules is reported', async () => {
      const { account, phone, laptop, note } = await aLife()
      const file = await exportOf(api, account)
      await laptop.save([laptop.set(note, 'title', 'theirs'), laptop.set(uuid(600), 'type', 'theirs')])
      const answer = await importInto(phone, file)
      expect(answer).toMatchObject({
        status: 'merged',
        conflicts: [
          { widget: note, field: 'title', rule: 'local', n: 1, lost: { value: 'theirs', device: laptop.id } },
          { widget: uuid(600), field: null, rule: 'removed', n: 1, lost: { value: { type: 'theirs' } } },
        ],
      })
      expect((await rowsOf(prisma(), account)).conflict).toHaveLength(2)
      expect(await layoutOf(api, account)).toEqual(layoutIn(file))
    })
  })

  describe('[S15] mode=add', () => {
    it('[S15] adds the widgets under new ids beside what is there, and asks for the places they asked for', async () => {
      const { account, phone } = await aLife()
      const file = await exportOf(api, account)
      const before = await layoutOf(api, account)
      const answer = await importInto(phone, file, 'add')
      expect(answer).toMatchObject({ status: 'saved', revision: 4, conflicts: [] })
      const after = await layoutOf(api, account)
      expect(after).toMatchObject(before)
      const added = Object.keys(after).filter((id) => !(id in before))
      expect(added).toHaveLength(2)
      expect(byType(added.map((id) => after[id] ?? {}))).toEqual(byType(Object.values(before)))
      expect(await trigger(account)).toBe('import')
      await exact(account)
    })
    const byType = (widgets: Record<string, unknown>[]) => new Map(widgets.map((fields) => [fields.type, fields]))

    it('[S2] the same again is a duplicate; another one adds them once more', async () => {
      const { account, phone } = await aLife()
      const body = { ...headOf(phone), file: await exportOf(api, account) }
      for (const status of ['saved', 'duplicate', 'duplicate']) {
        expect(await (await ask(phone, '/api/import?mode=add', body)).json()).toMatchObject({ status })
      }
      expect(Object.keys(await layoutOf(api, account))).toHaveLength(4)
      await phone.pull()
      await importInto(phone, body.file, 'add')
      expect(Object.keys(await layoutOf(api, account))).toHaveLength(6)
    })

    it('[S15] overrules nothing that others did meanwhile', async () => {
      const { account, phone, laptop, note } = await aLife()
      const file = await exportOf(api, account)
      await laptop.save([laptop.set(note, 'title', 'theirs')])
      expect(await importInto(phone, file, 'add')).toMatchObject({ status: 'merged', conflicts: [] })
      expect((await layoutOf(api, account))[note]?.title).toBe('theirs')
    })

    it('gives each widget of a writer one new id, a lower-case UUID', () => {
      const id = idBeside(uuid(1), uuid(2))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(idBeside(uuid(1), uuid(2))).toBe(id)
      expect(new Set([id, idBeside(uuid(1), uuid(3)), idBeside(uuid(2), uuid(2))]).size).toBe(3)
      // RFC 9562, appendix A.4: the name www.example.com in the space of domain names.
      expect(idBeside('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
        '2ed6657d-e927-568b-95e1-2665a8aea6a2',
      )
    })
  })

  describe('refuses, and changes nothing', () => {
    async function refused(device: TestDevice, status: number, body: unknown, query = '?mode=replace') {
      const before = await rowsOf(prisma(), device.account)
      const response = await ask(device, `/api/import${query}`, body)
      const problem = await response.json()
      expect({ status: response.status, problem }).toMatchObject({ status, problem: { detail: expect.any(String) } })
      expect(await rowsOf(prisma(), device.account)).toEqual(before)
      return problem
    }

    it('[S14] a base that this server does not have: 409', async () => {
      const { account, phone } = await aLife()
      const file = await exportOf(api, account)
      await refused(phone, 409, { ...headOf(phone, { tag: 'another' }), file })
      await refused(phone, 409, { ...headOf(phone, { base: 99, tag: 'later' }), file }, '?mode=add')
    })

    it('more than a layout may hold: 422', async () => {
      const { account, phone } = await aLife()
      const many = (count: number, fields: Record<string, Json>) => ({
        format: 'holdfast-export',
        schema: 1,
        widgets: Array.from({ length: count }, (_, i) => ({ id: uuid(10_000 + i), fields })),
      })
      const note = { type: 'note' }
      const tooMany = await refused(phone, 422, { ...headOf(phone), file: many(501, note) })
      expect(tooMany.errors).toEqual([{ path: 'file.widgets', message: expect.stringMatching(/501 widgets/) }])
      await refused(phone, 422, { ...headOf(phone), file: many(499, note) }, '?mode=add')
      const large = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`data/${i}`, 'x'.repeat(16_000)]))
      const tooLarge = await refused(phone, 422, { ...headOf(phone), file: many(30, { ...note, ...large }) })
      expect(tooLarge.errors).toEqual([{ path: 'file.widgets', message: expect.stringMatching(/bytes of values/) }])
      const fields = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`data/${i}`, 1]))
      for (const mode of ['replace', 'add']) {
        const file = many(2, { ...note, ...(mode === 'add' ? fields : {}) })
        if (mode === 'replace') Object.assign(file.widgets[1]?.fields ?? {}, fields)
        const wide = await refused(phone, 422, { ...headOf(phone), file }, `?mode=${mode}`)
        expect(wide.errors[0]).toMatchObject({ path: expect.stringMatching(/^file\.widgets\.[01]$/) })
      }
      // What is exactly at the limits is taken.
      expect(await importInto(phone, many(500, note))).toMatchObject({ status: 'saved' })
      expect(Object.keys(await layoutOf(api, account))).toHaveLength(500)
      await exact(account)
    })

    it('a widget id that has another type here: 422, with its place in the file', async () => {
      const { phone } = await elsewhere({ type: 'clock' }, uuid(200))
      const file = await exportOf(api, (await aLife()).account)
      const problem = await refused(phone, 422, { ...headOf(phone), file })
      expect(problem.errors).toEqual([{ path: 'file.widgets.1', message: expect.any(String) }])
    })
  })
})
