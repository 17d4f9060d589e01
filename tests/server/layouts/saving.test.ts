/** The rules of one save in the database: all or nothing, once, at its own cost, of one moment (S1, S2, S9, S10, S13, S14's 409). */
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../../core/merge/decide'
import { saveSchema } from '../../../core/wire/save'
import { askForSave } from '../../../server/layouts/ask'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { readMany } from '../../../server/layouts/read-statement'
import type { Read } from '../../../server/layouts/store'
import { writeMany } from '../../../server/layouts/write-statement'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { contentOf, countersOf, recounted, rowsOf } from './rows'
import { type Api, apiOn, layoutOf, TestDevice, twoDevices, twoDevicesWithNote, uuid } from './story'

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  const prisma = () => fresh.database.prisma

  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = apiOn(createPostgresStore(prisma()))
  })
  afterAll(() => fresh.drop())

  describe('[S1] all of a save is applied, or none of it', () => {
    it('[S1] writes widgets, history entry, conflicts and watermarks together', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      await laptop.save([laptop.set(note, 'title', 'Groceries')])
      api.clock.now += 1000
      await phone.save([phone.set(note, 'title', 'Errands'), phone.set(note, 'data/item:1', 'milk')])
      const rows = await rowsOf(prisma(), account)
      expect(rows.layout).toMatchObject([{ revision: 3, seq: 3 }])
      expect(rows.writer).toMatchObject([
        { id: phone.writer, lastN: 4 },
        { id: laptop.writer, lastN: 1 },
      ])
      expect(rows.version.map(({ revision, trigger }) => ({ revision, trigger }))).toEqual([
        { revision: 1, trigger: 'edit' },
        { revision: 2, trigger: 'edit' },
        { revision: 3, trigger: 'edit' },
      ])
      expect(JSON.parse(rows.version[2]?.changes ?? '')).toEqual([
        { widget: note, field: 'title', before: 'Groceries', after: 'Errands' },
        { widget: note, field: 'data/item:1', after: 'milk' },
      ])
      expect(rows.conflict).toMatchObject([{ writer: phone.writer, n: 3, rule: 'later', field: 'title' }])
      expect(rows.device).toMatchObject([
        { id: phone.id, lastRevision: 1 },
        { id: laptop.id, lastRevision: 1 },
      ])
    })

    it.each(['layout', 'widget', 'field', 'writer', 'conflict', 'version', 'device'])(
      '[S1] leaves nothing behind when writing into %s fails',
      async (table) => {
        const { account, phone, laptop, note } = await twoDevicesWithNote(api)
        await laptop.save([laptop.set(note, 'title', 'Groceries')])
        api.clock.now += 1000
        const before = await contentOf(prisma())
        await prisma().$executeRawUnsafe(`create function fail_${table}() returns trigger language plpgsql as
          $$ begin raise exception 'the disk is on fire'; end $$`)
        await prisma().$executeRawUnsafe(
          `create trigger fail before insert or update on ${table} for each row execute function fail_${table}()`,
        )
        const body = phone.body([phone.set(note, 'title', 'Errands'), phone.set(uuid(101), 'type', 'clock')])
        expect((await api.post(body, account)).status).toBe(500)
        expect(await contentOf(prisma())).toEqual(before)
        await prisma().$executeRawUnsafe(`drop function fail_${table} cascade`)
        expect(await phone.send(body)).toMatchObject({ status: 'merged', revision: 3 })
      },
    )

    it('[S1] refuses a whole save for one edit that breaks a rule', async () => {
      const { phone, note } = await twoDevicesWithNote(api)
      const before = await contentOf(prisma())
      const body = phone.body([phone.set(note, 'title', 'Errands'), phone.set(note, 'type', 'clock')])
      expect(await phone.refused(body)).toMatchObject({
        status: 422,
        errors: [{ path: 'streams.0.edits.1.value', writer: phone.writer, n: 4 }],
      })
      expect(await contentOf(prisma())).toEqual(before)
    })
  })

  describe('[S2] an edit is applied once', () => {
    it('[S2] answers a save that arrives again as a duplicate and changes nothing', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const body = phone.body([phone.set(note, 'title', 'Errands')])
      const first = await phone.send(body)
      const before = await contentOf(prisma())
      const again = await phone.send({ ...body, sentAt: body.sentAt + 500 })
      expect(again).toEqual({ ...first, status: 'duplicate' })
      expect(await contentOf(prisma())).toEqual(before)
      expect((await rowsOf(prisma(), account)).version).toHaveLength(2)
    })

    it('[S2] passes over an older save that arrives after the newer one that carried its edits', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const older = phone.body([phone.set(note, 'title', 'one')])
      const newer = phone.body([phone.set(note, 'title', 'two')])
      await phone.send(newer)
      expect(await phone.send(older)).toMatchObject({ status: 'duplicate', lastN: { [phone.writer]: 4 } })
      expect(await layoutOf(api, account)).toMatchObject({ [note]: { title: 'two' } })
    })

    it('[S2] applies only the edits of a save that are not known yet', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const title = phone.set(note, 'title', 'Errands')
      await phone.send(phone.body([title]))
      await laptop.pull()
      await laptop.save([laptop.set(note, 'title', 'Groceries')])
      const answer = await phone.send(phone.body([title, phone.set(note, 'data/a', 1)]))
      expect(answer).toMatchObject({ status: 'merged', lastN: { [phone.writer]: 4 } })
      expect(await layoutOf(api, account)).toEqual({ [note]: { type: 'note', title: 'Groceries', 'data/a': 1 } })
    })

    it('[S2] knows a writer only within its account', async () => {
      const one = await twoDevicesWithNote(api)
      const other = await twoDevicesWithNote(api)
      await one.phone.save([one.phone.set(one.note, 'title', 'A')])
      await other.phone.save([other.phone.set(other.note, 'title', 'B')])
      expect(await layoutOf(api, one.account)).toMatchObject({ [one.note]: { title: 'A' } })
      expect(await layoutOf(api, other.account)).toMatchObject({ [other.note]: { title: 'B' } })
    })

    it('[S2] judges edits of one writer by n, whatever their place in the request and their times', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const [first, second] = [phone.set(note, 'title', 'first'), phone.set(note, 'title', 'second')]
      await phone.save([{ ...second, at: first.at - 500 }, first])
      expect(await layoutOf(api, account)).toMatchObject({ [note]: { title: 'second' } })
    })

    it('[S2] judges edits of several writers in order of at', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const tab = phone.tab(uuid(1000))
      const early = phone.set(note, 'title', 'early', { at: phone.clock - 200 })
      const late = tab.set(note, 'title', 'late', { at: phone.clock - 100 })
      await phone.save([
        { writer: tab.writer, edits: [late] },
        { writer: phone.writer, edits: [early] },
      ])
      expect(await layoutOf(api, account)).toMatchObject({ [note]: { title: 'late' } })
      const rows = await rowsOf(prisma(), account)
      const [change] = JSON.parse(rows.version[1]?.changes ?? '[]') as { before: string; after: string }[]
      expect(change).toMatchObject({ before: 'Shopping', after: 'late' })
    })
  })

  describe('[S9] a save costs what its edits cost', () => {
    it('[S9] of a large layout, one drag reads and answers one field and writes six rows', async () => {
      const { account, phone } = twoDevices(api)
      const widgets = Array.from({ length: 100 }, (_, i) => uuid(200 + i))
      await phone.save(
        widgets.flatMap((id) => [phone.set(id, 'type', 'note'), phone.set(id, 'data/x', 'y'.repeat(900))]),
      )
      const before = await rowsOf(prisma(), account)
      const asked: number[] = []
      const store = createPostgresStore(prisma())
      const counting = apiOn({
        ...store,
        read: async (ask) => {
          const read = await store.read(ask)
          asked.push(
            [...read.widgets.values()].reduce((sum, { fields }) => sum + fields.size, 0),
            read.widgets.size,
          )
          return read
        },
      })
      const device = new TestDevice(counting, account, phone.id, uuid(1002))
      Object.assign(device, { base: phone.base, tag: phone.tag })
      const box = { x: 3, y: 40, w: 4, h: 3 }
      const body = {
        ...device.body([device.set(widgets[7] ?? '', 'desktop', box)]),
        trigger: 'drag',
        deviceName: 'Pixel 9',
      }
      const answer = await (await counting.post(body, account)).text()
      expect(asked).toEqual([0, 1])
      const after = await rowsOf(prisma(), account)
      const changed = (table: keyof typeof after) =>
        after[table].filter((row) => !before[table].some((old) => JSON.stringify(old) === JSON.stringify(row))).length
      const written = { layout: 1, widget: 1, field: 1, writer: 1, version: 1, device: 1, conflict: 0 }
      for (const [table, rows] of Object.entries(written))
        expect(changed(table as keyof typeof after), table).toBe(rows)
      expect(JSON.stringify(body).length).toBeLessThanOrEqual(520)
      expect(answer.length).toBeLessThanOrEqual(600)
    })
  })

  describe('[S10] a save that changed nothing', () => {
    it('[S10] makes no revision for equal values, whatever the order of their keys, and moves lastN on', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      await phone.save([phone.set(note, 'desktop', { x: 0, y: 0, w: 4, h: 3 })])
      const before = await rowsOf(prisma(), account)
      const count = api.published.length
      const answer = await laptop.save([laptop.set(note, 'desktop', { h: 3, w: 4, y: 0, x: 0 })])
      expect(answer).toMatchObject({ revision: 2, tag: phone.tag, lastN: { [laptop.writer]: 1 }, conflicts: [] })
      const after = await rowsOf(prisma(), account)
      expect(after.field).toEqual(before.field)
      expect(after.version).toEqual(before.version)
      expect(after.writer).toHaveLength(2)
      expect(api.published).toHaveLength(count)
    })

    it('[S10] keeps the conflicts of a save whose edits all lost', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const early = laptop.set(note, 'title', 'early')
      api.clock.now += 1000
      await phone.save([phone.set(note, 'title', 'late')])
      const answer = await laptop.send(laptop.body([early]))
      expect(answer).toMatchObject({ status: 'merged', revision: 2, conflicts: [{ rule: 'later', n: 1 }] })
      const rows = await rowsOf(prisma(), account)
      expect(rows.layout).toMatchObject([{ revision: 2, seq: 3 }])
      expect(rows.conflict).toHaveLength(1)
      expect(rows.version).toHaveLength(2)
    })

    it('[S10] says nothing to others, and hints once at a revision that was made', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const body = phone.body([phone.set(note, 'title', 'Errands')])
      const { revision, tag } = await phone.send(body)
      await phone.send(body)
      expect(api.published.filter((event) => event.account === account).slice(1)).toEqual([{ account, revision, tag }])
    })
  })

  describe('[S13] an answer is of one moment', () => {
    it('[S13] covers revision, tag, lastN and conflicts with the ETag', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const query = `?since=${phone.base}&tag=${phone.tag}&writers=${laptop.writer}.0`
      const etag = async () => (await api.get(query, account)).headers.get('etag') ?? ''
      const first = await etag()
      expect((await api.get(query, account, { 'if-none-match': first })).status).toBe(304)
      const early = laptop.set(note, 'title', 'early')
      // Equal values: only lastN moves.
      await laptop.send(laptop.body([laptop.set(note, 'title', 'Shopping')]))
      const second = await etag()
      expect(second).not.toBe(first)
      await phone.save([phone.set(note, 'title', 'late')])
      const third = await etag()
      await laptop.send({
        ...laptop.body([early]),
        streams: [{ writer: laptop.writer, edits: [{ ...early, n: 3, at: 0 }] }],
      })
      const fourth = await etag()
      expect(new Set([first, second, third, fourth]).size).toBe(4)
      const response = await api.get(query, account, { 'if-none-match': `"other", ${fourth}` })
      expect(response.status).toBe(304)
      expect(await response.text()).toBe('')
    })

    it('[S13] reads everything in one statement and writes in one', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      let statements = 0
      const counted = new Proxy(prisma(), {
        get: (target, name, self) => {
          if (name === '$queryRaw') statements += 1
          return Reflect.get(target, name, self)
        },
      })
      const counting = apiOn(createPostgresStore(counted))
      const device = new TestDevice(counting, account, phone.id, uuid(1003))
      await device.pull()
      expect(statements).toBe(1)
      await device.save([device.set(note, 'title', 'Errands')])
      expect(statements).toBe(3)
    })
  })

  describe('[S14] 409 base-unknown', () => {
    it('[S14] refuses a base that this server does not have with that tag, and changes nothing', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const before = await contentOf(prisma())
      const edits = [phone.set(note, 'title', 'Errands')]
      for (const held of [
        { base: 7, tag: 'abc' },
        { base: 1, tag: 'other' },
      ]) {
        const problem = await phone.refused(phone.body(edits, held))
        expect(problem).toMatchObject({ status: 409, type: expect.stringMatching(/\/base-unknown$/) })
        const pull = await api.get(`?since=${held.base}&tag=${held.tag}`, account)
        expect(pull.status).toBe(409)
        expect(pull.headers.get('content-type')).toBe('application/problem+json')
      }
      const [edit] = edits
      const later = phone.body(edit === undefined ? [] : [{ ...edit, base: 2 }])
      expect(await phone.refused(later)).toMatchObject({ status: 409 })
      expect(await contentOf(prisma())).toEqual(before)
    })

    it('[S14] answers a replica that is merely behind', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      for (const title of ['a', 'b', 'c']) await phone.save([phone.set(note, 'title', title)])
      expect(await laptop.pull()).toMatchObject({ revision: 4, since: 1, full: false })
    })

    it('[S14] an account that lost its rows altogether answers 409 to who held some', async () => {
      const { account, phone } = twoDevices(api)
      Object.assign(phone, { base: 3, tag: 'abc' })
      expect((await api.get('?since=3&tag=abc', account)).status).toBe(409)
      expect(await phone.refused(phone.body([phone.set(uuid(100), 'type', 'note')]))).toMatchObject({ status: 409 })
    })

    it('[S14] so it does where the process still remembers them, and a part of a layout begins no new one', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      await phone.save([phone.set(note, 'title', 'Errands')])
      // A backup from before the account's first save, which this process has not heard of.
      for (const table of ['layout', 'widget', 'field', 'writer', 'conflict', 'version', 'device']) {
        await prisma().$executeRawUnsafe(`delete from ${table} where account = $1`, account)
      }
      const before = await contentOf(prisma())
      expect(await phone.refused(phone.body([phone.set(note, 'title', 'Milk')]))).toMatchObject({
        status: 409,
        type: expect.stringMatching(/\/base-unknown$/),
      })
      expect(await contentOf(prisma())).toEqual(before)
    })
  })

  it('[S1] keeps the counters exact across adding, setting, taking away, removing and reviving', async () => {
    const { account, phone, laptop, note } = await twoDevicesWithNote(api)
    const check = async () => expect(await countersOf(prisma(), account)).toEqual(await recounted(prisma(), account))
    await phone.save([phone.set(note, 'data/a', 'ä\u0000\ud800€😀'), phone.set(uuid(101), 'type', 'clock')])
    await check()
    await phone.save([
      phone.set(note, 'data/a', { b: [1, null] }),
      phone.unset(note, 'title'),
      phone.unset(note, 'data/no'),
    ])
    await check()
    await laptop.save([laptop.remove(note), laptop.remove(uuid(101)), laptop.set(uuid(102), 'type', 'x')])
    await check()
    await laptop.save([
      laptop.revive(note),
      laptop.set(note, 'title', 'back'),
      laptop.remove(uuid(102)),
      laptop.revive(uuid(102)),
    ])
    await check()
    await phone.save([phone.set(uuid(101), 'data/late', 'local brings it back')], { strategy: 'local' })
    await check()
    expect(await countersOf(prisma(), account)).toMatchObject({ liveWidgets: 3 })
  })

  it('both statements take saves of many accounts at once, and each fails or succeeds for itself', async () => {
    const stories = [await twoDevicesWithNote(api), await twoDevicesWithNote(api), await twoDevicesWithNote(api)]
    const saves = stories.map(({ phone, note }, i) => phone.body([phone.set(note, 'title', `all at once ${i}`)]))
    const asks = saves.map((save) => askForSave(save.account, null, v.parse(saveSchema, save)))
    const reads = await readMany(prisma(), asks)
    // The second account is saved to in between.
    await stories[1]?.laptop.save([stories[1].laptop.set(stories[1].note, 'data/a', 1)])
    const commits = saves.map((save, i) => {
      const now = { serverTime: api.clock.now, tag: `many${i}` }
      const decision = decide(reads[i] as Read, v.parse(saveSchema, save), now)
      if (decision.kind !== 'decided' || decision.writes === null) throw new Error(decision.kind)
      const device = { id: save.device, name: null, session: null, at: api.clock.now, revision: save.base }
      const onTag = reads[i]?.head.tag ?? null
      return { account: save.account, onTag, writes: decision.writes, device }
    })
    const lost = await writeMany(prisma(), commits)
    expect([...lost]).toEqual([stories[1]?.account])
    const titles = await Promise.all(
      stories.map(async ({ account, note }) => (await layoutOf(api, account))[note]?.title),
    )
    expect(titles).toEqual(['all at once 0', 'Shopping', 'all at once 2'])
  })

  it('keeps every JSON string as it came', async () => {
    const { account, phone, note } = await twoDevicesWithNote(api)
    const odd = { 'a\u0000b': ['\u0000', '\ud800', '\udfff x', '\u2028', '"\\', '😀', 1e21, -0.5, null, true, {}] }
    await phone.save([phone.set(note, 'data/odd', odd)])
    expect(await layoutOf(api, account)).toMatchObject({ [note]: { 'data/odd': odd } })
  })
})
