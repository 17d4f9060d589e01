/** Restoring an older version, on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebase } from '../../../core/edits/rebase'
import { take } from '../../../core/edits/take'
import { EMPTY_REPLICA } from '../../../core/layout/model'
import { listConflicts, readCursor } from '../../../server/layouts/conflict-list'
import { forgetRemovals } from '../../../server/layouts/forget'
import { createLoneStore } from '../../../server/layouts/lone-store'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { ask, headOf, newWriter, replacingApi, restore } from './replacing'
import { countersOf, recounted, rowsOf } from './rows'
import { type Api, layoutOf, TestDevice, twoDevicesWithNote, uuid } from './story'

const DAY_MS = 86_400_000

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = replacingApi(createLoneStore(fresh.database.prisma), fresh.database.prisma)
  })
  afterAll(() => fresh?.drop())
  const prisma = () => fresh.database.prisma

  /** Revision 1 has a note; after it the title changed, a field was added and taken away, a clock came, the note went. */
  async function aLife() {
    const { account, phone, laptop, note } = await twoDevicesWithNote(api)
    const clock = uuid(200)
    const layouts = [{}, await layoutOf(api, account)]
    for (const edits of [
      () => [phone.set(note, 'title', 'Shop'), phone.set(note, 'data/a', 1)],
      () => [phone.set(clock, 'type', 'clock'), phone.unset(note, 'data/a')],
      () => [phone.remove(note), phone.set(clock, 'title', 'Now')],
    ]) {
      await phone.save(edits())
      layouts.push(await layoutOf(api, account))
    }
    await laptop.pull()
    api.clock.now += 1000
    return { account, phone, laptop, note, clock, layouts }
  }
  const trigger = async (account: string) => (await rowsOf(prisma(), account)).version.at(-1)?.trigger
  const exact = async (account: string) =>
    expect(await countersOf(prisma(), account)).toEqual(await recounted(prisma(), account))

  describe('[S15] makes the layout what it was', () => {
    it.each([1, 2, 3])(
      '[S15] at revision %i: what went is back, what came is gone, fields have the values they had',
      async (revision) => {
        const { account, phone, layouts } = await aLife()
        const before = api.published.length
        const answer = await restore(phone, revision)
        expect(answer).toMatchObject({ status: 'saved', revision: 5, since: 4, full: false, conflicts: [] })
        expect(await layoutOf(api, account)).toEqual(layouts[revision])
        expect(await trigger(account)).toBe('restore')
        expect((await rowsOf(prisma(), account)).version).toHaveLength(5)
        expect(api.published.slice(before)).toEqual([{ account, revision: 5, tag: answer.tag }])
        await exact(account)
      },
    )

    it('[S15] can be undone by restoring the revision before it', async () => {
      const { account, phone, layouts } = await aLife()
      await restore(phone, 1)
      await restore(phone, 4)
      expect(await layoutOf(api, account)).toEqual(layouts[4])
      await restore(phone, 5)
      expect(await layoutOf(api, account)).toEqual(layouts[1])
      await exact(account)
    })

    it('[S15] its answer brings a device, and a pull another one, to the same layout', async () => {
      const { account, phone, laptop, layouts } = await aLife()
      const shown = (replica: typeof EMPTY_REPLICA) =>
        Object.fromEntries(Object.values(rebase(replica, [])).map(({ id, fields }) => [id, fields]))
      const whole = async (device: TestDevice) => take(EMPTY_REPLICA, await device.pull('?since=0'), [])
      const held = [await whole(phone), await whole(laptop)]
      const answer = await restore(phone, 2)
      expect(shown(take(held[0] ?? EMPTY_REPLICA, answer, []))).toEqual(layouts[2])
      const pulled = await laptop.pull()
      expect(shown(take(held[1] ?? EMPTY_REPLICA, pulled, []))).toEqual(layouts[2])
      expect(await layoutOf(api, account)).toEqual(layouts[2])
    })

    it('[S11] [S15] a widget that was forgotten since is added anew', async () => {
      const { account, phone, laptop, note, layouts } = await aLife()
      for (const device of [phone, laptop]) await device.save([device.set(uuid(200), 'data/seen', device.id)])
      for (const device of [phone, laptop]) await device.pull()
      api.clock.now += DAY_MS
      for (const device of [phone, laptop]) await device.pull()
      await forgetRemovals(prisma(), api.clock.now)
      expect((await rowsOf(prisma(), account)).widget.map(({ id }) => id)).not.toContain(note)
      await restore(phone, 2)
      expect(await layoutOf(api, account)).toEqual(layouts[2])
      await exact(account)
    })

    it('[S5] takes the time of the server, however far off the clock of the device is', async () => {
      const { account, phone } = await aLife()
      phone.skew = 400 * DAY_MS
      await restore(phone, 1)
      const { field } = await rowsOf(prisma(), account)
      const title = field.find(({ key, widget }) => key === 'title' && widget === uuid(100))
      expect(title).toMatchObject({ at: api.clock.now, deviceAt: api.clock.now + 400 * DAY_MS, device: phone.id })
    })

    it('[S10] equal values change nothing: no revision and no history entry, yet lastN moves on', async () => {
      const { account, phone } = await aLife()
      const before = await rowsOf(prisma(), account)
      const writer = newWriter()
      const answer = await restore(phone, 4, { writer })
      expect(answer).toMatchObject({
        status: 'saved',
        revision: 4,
        tag: phone.tag,
        widgets: [],
        lastN: { [writer]: 1 },
      })
      const after = await rowsOf(prisma(), account)
      expect(after).toMatchObject({ version: before.version, field: before.field, widget: before.widget })
      expect(after.writer).toContainEqual({ account, id: writer, lastN: 1 })
      expect(api.published.filter((event) => event.account === account)).toHaveLength(4)
    })
  })

  it('[S2] [S15] the same restore again is a duplicate and takes back nothing that was done since', async () => {
    const { account, phone, laptop, note } = await aLife()
    const body = headOf(phone)
    const first = await (await ask(phone, '/api/layout/versions/1/restore', body)).json()
    await laptop.pull()
    await laptop.save([laptop.set(note, 'title', 'since')])
    const before = await rowsOf(prisma(), account)
    const again = await (
      await ask(phone, '/api/layout/versions/1/restore', { ...body, sentAt: body.sentAt + 5 })
    ).json()
    expect(first).toMatchObject({ status: 'saved', revision: 5 })
    expect(again).toMatchObject({ status: 'duplicate', revision: 6, lastN: { [body.writer]: 1 } })
    expect(await rowsOf(prisma(), account)).toEqual(before)
    // Also where the version is gone by then.
    expect(await (await ask(phone, '/api/layout/versions/99/restore', body)).json()).toMatchObject({
      status: 'duplicate',
    })
  })

  describe('[S15] what others changed after base', () => {
    /** The laptop changes much of what the phone has not seen: three fields, a removal, a new widget. */
    async function behindTheBack() {
      const life = await aLife()
      const { phone, laptop, note, clock } = life
      await restore(phone, 2)
      await phone.save([phone.set(clock, 'type', 'clock'), phone.set(uuid(300), 'type', 'note')])
      await laptop.pull()
      await laptop.save([
        laptop.set(note, 'title', 'theirs'),
        laptop.set(note, 'data/a', 2),
        laptop.set(note, 'data/new', 'n'),
        laptop.set(uuid(400), 'type', 'list'),
        laptop.set(uuid(400), 'title', 'Listed'),
        laptop.remove(uuid(300)),
      ])
      api.clock.now += 1000
      return life
    }

    it('[S7] [S15] is overruled, reported, and each lost value can be read from then on, page by page', async () => {
      const { account, phone, laptop, note } = await behindTheBack()
      const body = headOf(phone)
      const answer = await (await ask(phone, '/api/layout/versions/6/restore', body)).json()
      expect(answer).toMatchObject({ status: 'merged', revision: 8, since: 6 })
      const theirs = { at: api.clock.now - 1000, device: laptop.id }
      const ours = { at: api.clock.now, device: phone.id }
      const edit = { writer: body.writer, n: 1 }
      const expected = [
        {
          ...edit,
          widget: note,
          field: 'data/a',
          rule: 'local',
          kept: { value: 1, ...ours },
          lost: { value: 2, ...theirs },
        },
        {
          ...edit,
          widget: note,
          field: 'data/new',
          rule: 'local',
          kept: { unset: true, ...ours },
          lost: { value: 'n', ...theirs },
        },
        {
          ...edit,
          widget: note,
          field: 'title',
          rule: 'local',
          kept: { value: 'Shop', ...ours },
          lost: { value: 'theirs', ...theirs },
        },
        {
          ...edit,
          widget: uuid(300),
          field: null,
          rule: 'removed',
          kept: { value: { type: 'note' }, ...ours },
          lost: { value: null, removed: true, ...theirs },
        },
        {
          ...edit,
          widget: uuid(400),
          field: null,
          rule: 'removed',
          kept: { value: null, removed: true, ...ours },
          lost: { value: { type: 'list', title: 'Listed' }, ...theirs },
        },
      ]
      expect(answer.conflicts).toEqual(expected)

      const listed: unknown[] = []
      for (let before: string | null = ''; before !== null; ) {
        const page = await listConflicts(prisma(), account, { before: readCursor(before), limit: 2 })
        listed.push(...page.conflicts)
        before = page.next
      }
      expect(listed).toHaveLength(expected.length)
      for (const conflict of expected) expect(listed).toContainEqual({ ...conflict, decidedAt: api.clock.now })

      // A duplicate answers with them once more, and so does a pull that names the writer.
      const again = await (await ask(phone, '/api/layout/versions/6/restore', body)).json()
      expect(again).toMatchObject({ status: 'duplicate', conflicts: expected })
      const pulled = await (await api.get(`?writers=${body.writer}.0`, account)).json()
      expect(pulled.conflicts).toHaveLength(expected.length)
      await exact(account)
    })

    it('[S7] can be put back from the list, all of it', async () => {
      const { account, phone } = await behindTheBack()
      const theirs = await layoutOf(api, account)
      await restore(phone, 6)
      expect(await layoutOf(api, account)).not.toEqual(theirs)
      const { conflicts } = await listConflicts(prisma(), account, { before: null, limit: 200 })
      await phone.save(
        conflicts.map(({ widget, field, lost }) => {
          if (field === null) return lost.removed === true ? phone.remove(widget) : phone.revive(widget)
          return lost.unset === true ? phone.unset(widget, field) : phone.set(widget, field, lost.value ?? null)
        }),
      )
      expect(await layoutOf(api, account)).toEqual(theirs)
    })

    it('[S15] reports nothing of what the person had seen, nor of what another tab of the same device did', async () => {
      const { phone, note } = await behindTheBack()
      await phone.pull()
      const tab = phone.tab(uuid(1002))
      await tab.save([tab.set(note, 'title', 'of a tab')])
      expect(await restore(phone, 6)).toMatchObject({ status: 'merged', conflicts: [] })
    })
  })

  describe('refuses, and changes nothing', () => {
    it('[S14] a base that this server does not have: 409', async () => {
      const { account, phone } = await aLife()
      const before = await rowsOf(prisma(), account)
      for (const over of [
        { base: 4, tag: 'another' },
        { base: 9, tag: 'later' },
      ]) {
        const response = await ask(phone, '/api/layout/versions/1/restore', headOf(phone, over))
        expect(response.status).toBe(409)
        expect(await response.json()).toMatchObject({ type: expect.stringMatching(/base-unknown$/) })
      }
      expect(await rowsOf(prisma(), account)).toEqual(before)
    })

    it.each(['5', '2147483648', 'x', '-1'])('a version that never was, %s: 404', async (version) => {
      const { account, phone } = await aLife()
      const before = await rowsOf(prisma(), account)
      const response = await ask(phone, `/api/layout/versions/${version}/restore`, headOf(phone))
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({
        type: expect.stringMatching(/not-found$/),
        detail: expect.any(String),
      })
      expect(await rowsOf(prisma(), account)).toEqual(before)
    })

    it('a widget id that has another type by now: 422', async () => {
      const { account, phone, laptop, note } = await aLife()
      for (const device of [phone, laptop]) await device.save([device.set(uuid(200), 'data/seen', device.id)])
      for (const device of [phone, laptop]) await device.pull()
      api.clock.now += DAY_MS
      for (const device of [phone, laptop]) await device.pull()
      await forgetRemovals(prisma(), api.clock.now)
      await phone.save([phone.set(note, 'type', 'other')])
      const before = await rowsOf(prisma(), account)
      const response = await ask(phone, '/api/layout/versions/1/restore', headOf(phone))
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ errors: [{ path: note }] })
      expect(await rowsOf(prisma(), account)).toEqual(before)
    })
  })

  it('[S1] an answer that was lost after the commit is found again, and one before it has changed nothing', async () => {
    const { account, phone, layouts } = await aLife()
    const { store } = api
    const before = await rowsOf(prisma(), account)
    const broken = replacingApi(
      {
        ...store,
        write: async () => {
          throw new Error('the connection broke')
        },
      },
      prisma(),
    )
    const body = headOf(phone)
    const elsewhere = Object.assign(new TestDevice(broken, account, phone.id, phone.writer), {
      base: 4,
      tag: phone.tag,
    })
    expect((await ask(elsewhere, '/api/layout/versions/1/restore', body)).status).toBe(500)
    expect(await rowsOf(prisma(), account)).toEqual(before)
    expect((await ask(phone, '/api/layout/versions/1/restore', body)).status).toBe(200)
    expect(await layoutOf(api, account)).toEqual(layouts[1])
  })
})
