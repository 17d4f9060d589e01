/** A widget that comes and goes on two devices (S6), and one that the server does not know (S12). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { rowsOf } from './rows'
import { type Api, apiOn, layoutOf, twoDevicesWithNote, uuid } from './story'

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = apiOn(createPostgresStore(fresh.database.prisma))
  })
  afterAll(() => fresh.drop())
  const isThere = async (account: string, id: string) => id in (await layoutOf(api, account))

  describe('[S6] a removal', () => {
    it('[S6] of what nobody else changed is not reported, and is told to others', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      expect((await phone.save([phone.remove(note)])).conflicts).toEqual([])
      expect(await isThere(account, note)).toBe(false)
      expect((await laptop.pull()).widgets).toEqual([{ id: note, removed: true, fields: {} }])
    })

    it.each(['merge', 'local', 'remote'] as const)(
      '[S6] of what another device changed meanwhile, %s',
      async (strategy) => {
        const { account, phone, laptop, note } = await twoDevicesWithNote(api)
        const removal = phone.remove(note)
        api.clock.now += 1000
        await laptop.save([laptop.set(note, 'title', 'Groceries'), laptop.unset(note, 'data/none')])
        const answer = await phone.save([removal], { strategy })
        const away = { value: null, removed: true, at: api.clock.now - 1000, device: phone.id }
        const theirs = { value: { title: 'Groceries' }, at: api.clock.now, device: laptop.id }
        const [kept, lost] = strategy === 'remote' ? [theirs, away] : [away, theirs]
        expect(answer.conflicts).toEqual([
          { widget: note, field: null, rule: 'removed', writer: phone.writer, n: 3, kept, lost },
        ])
        expect(await isThere(account, note)).toBe(strategy === 'remote')
        expect(answer.widgets).toMatchObject([{ id: note, removed: strategy !== 'remote' }])
      },
    )

    it('[S6] of what another tab of the same device changed is not reported', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const removal = phone.remove(note)
      const tab = phone.tab(uuid(1002))
      await tab.save([tab.set(note, 'title', 'mine too')])
      expect((await phone.save([removal])).conflicts).toEqual([])
      expect(await isThere(account, note)).toBe(false)
    })

    it('[S6] of what another device brought back meanwhile is reported with all of it', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      const removal = phone.remove(note)
      await laptop.save([laptop.remove(note)])
      await laptop.save([laptop.revive(note)])
      const answer = await phone.save([removal])
      expect(answer.conflicts).toMatchObject([{ field: null, lost: { value: { type: 'note', title: 'Shopping' } } }])
    })

    it('[S6] of what is gone already changes nothing', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      const removal = phone.remove(note)
      const { revision } = await laptop.save([laptop.remove(note)])
      const answer = await phone.save([removal])
      expect(answer).toMatchObject({ revision, conflicts: [], widgets: [{ id: note, removed: true }] })
    })
  })

  describe('[S6] a field edit of a removed widget', () => {
    it.each(['merge', 'remote'] as const)('[S6] changes nothing and is reported, %s', async (strategy) => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const edit = phone.set(note, 'title', 'Errands')
      const { revision, serverTime } = await laptop.save([laptop.remove(note)])
      api.clock.now += 1000
      const answer = await phone.save([edit], { strategy })
      expect(answer).toMatchObject({ revision, widgets: [{ id: note, removed: true, fields: {} }] })
      expect(answer.conflicts).toEqual([
        {
          widget: note,
          field: 'title',
          rule: 'removed',
          writer: phone.writer,
          n: 3,
          kept: { value: null, removed: true, at: serverTime, device: laptop.id },
          lost: { value: 'Errands', at: edit.at, device: phone.id },
        },
      ])
      expect(await isThere(account, note)).toBe(false)
    })

    it('[S6] is not reported when the same device removed it', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const tab = phone.tab(uuid(1002))
      const edit = tab.set(note, 'title', 'Errands')
      await phone.save([phone.remove(note)])
      expect((await tab.save([edit])).conflicts).toEqual([])
      expect(await isThere(account, note)).toBe(false)
    })

    it('[S6] under local brings the widget back with all it had, and is reported', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const edit = phone.set(note, 'data/a', 1)
      await laptop.save([laptop.remove(note)])
      const answer = await phone.save([edit], { strategy: 'local' })
      expect(answer.conflicts).toMatchObject([
        { field: 'data/a', rule: 'removed', kept: { value: 1 }, lost: { removed: true, device: laptop.id } },
      ])
      const whole = { type: 'note', title: 'Shopping', 'data/a': 1 }
      expect(await layoutOf(api, account)).toEqual({ [note]: whole })
      expect(Object.keys((await laptop.pull()).widgets[0]?.fields ?? {}).sort()).toEqual(Object.keys(whole).sort())
    })

    it('[S7] under local the value that is overruled together with the removal stays readable', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      const edit = phone.set(note, 'title', 'mine')
      await laptop.save([laptop.set(note, 'title', 'theirs'), laptop.remove(note)])
      const answer = await phone.save([edit], { strategy: 'local' })
      expect(answer.conflicts).toMatchObject([{ lost: { value: 'theirs', removed: true } }])
    })
  })

  describe('[S6] a revival', () => {
    it('[S6] brings the widget back with the fields it had, which keep their rev', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      await phone.save([phone.remove(note)])
      await laptop.pull()
      const answer = await phone.save([phone.revive(note)])
      expect(answer).toMatchObject({ revision: 3, conflicts: [] })
      expect(await layoutOf(api, account)).toEqual({ [note]: { type: 'note', title: 'Shopping' } })
      const [widget] = (await laptop.pull()).widgets
      expect(widget).toMatchObject({ removed: false, fields: { type: { rev: 1 }, title: { rev: 1 } } })
    })

    it('[S6] tells what was taken away before the removal, which a device that heard of the removal alone still has', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      await laptop.save([laptop.unset(note, 'title'), laptop.remove(note)])
      expect((await phone.pull()).widgets).toEqual([{ id: note, removed: true, fields: {} }])
      await laptop.save([laptop.revive(note)])
      const [widget] = (await phone.pull()).widgets
      expect(widget?.fields).toMatchObject({ type: { value: 'note' }, title: { unset: true, rev: 2 } })
    })

    it('[S6] of what another device removed applies when its base had seen the removal', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      await phone.save([phone.remove(note)])
      await laptop.pull()
      expect((await laptop.save([laptop.revive(note)])).conflicts).toEqual([])
      expect(await isThere(account, note)).toBe(true)
    })

    it.each([
      ['merge', false],
      ['remote', false],
      ['local', true],
    ] as const)('[S6] of a removal that it had not seen, %s: back is %s, reported', async (strategy, back) => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const revival = phone.revive(note)
      await laptop.save([laptop.remove(note)])
      const answer = await phone.save([revival], { strategy })
      const removed = { value: null, removed: true, device: laptop.id }
      const whole = { value: { type: 'note', title: 'Shopping' }, device: phone.id }
      const [kept, lost] = back ? [whole, removed] : [removed, whole]
      expect(answer.conflicts).toMatchObject([{ field: null, rule: 'removed', kept, lost }])
      expect(await isThere(account, note)).toBe(back)
    })

    it('[S6] of what is there changes nothing', async () => {
      const { phone, note } = await twoDevicesWithNote(api)
      expect(await phone.save([phone.revive(note)])).toMatchObject({ revision: 1, conflicts: [] })
    })
  })

  describe('[S12] what is not there', () => {
    it('[S12] taking away a field that is not there changes nothing', async () => {
      const { phone, note } = await twoDevicesWithNote(api)
      const answer = await phone.save([phone.unset(note, 'data/never'), phone.unset(note, 'mobile')])
      expect(answer).toMatchObject({ revision: 1, conflicts: [] })
      // Named, so answered: left out it would be taken for set as asked.
      const never = { unset: true, rev: 0, at: 0, device: '' }
      expect(answer.widgets).toEqual([{ id: note, removed: false, fields: { 'data/never': never, mobile: never } }])
    })

    it('[S12] a field edit or revival of an unknown widget changes nothing and is reported', async () => {
      const { account, phone } = await twoDevicesWithNote(api)
      const unknown = uuid(999)
      const edits = [phone.set(unknown, 'title', 'x'), phone.revive(unknown), phone.unset(unknown, 'title')]
      const answer = await phone.save([...edits, phone.remove(unknown)])
      const kept = { value: null, removed: true, at: 0, device: '' }
      expect(answer.conflicts).toMatchObject([
        { field: 'title', rule: 'unknown', kept, lost: { value: 'x', device: phone.id } },
        { field: null, rule: 'unknown', kept, lost: { value: null } },
        { field: 'title', rule: 'unknown', kept, lost: { unset: true } },
      ])
      expect(answer.revision).toBe(1)
      expect(answer.widgets).toEqual([{ id: unknown, removed: true, fields: {} }])
      expect((await rowsOf(fresh.database.prisma, account)).widget).toHaveLength(1)
    })

    it('[S12] a save that sets its type makes the widget, wherever in the save that stands', async () => {
      const { account, phone } = await twoDevicesWithNote(api)
      const id = uuid(998)
      const tab = phone.tab(uuid(1002))
      const title = tab.set(id, 'title', 'before its type', { at: phone.clock - 100 })
      const answer = await phone.save([
        { writer: phone.writer, edits: [phone.set(id, 'type', 'clock')] },
        { writer: tab.writer, edits: [title] },
      ])
      expect(answer.conflicts).toEqual([])
      expect(await layoutOf(api, account)).toMatchObject({ [id]: { type: 'clock', title: 'before its type' } })
    })

    it('[S12] a type edit that is known already makes nothing', async () => {
      const { account, phone } = await twoDevicesWithNote(api)
      const id = uuid(997)
      const type = phone.set(id, 'type', 'clock')
      await phone.save([type])
      await fresh.database.prisma.widget.deleteMany({ where: { account, id } })
      await fresh.database.prisma.field.deleteMany({ where: { account, widget: id } })
      const answer = await phone.save([type, phone.set(id, 'title', 'x')])
      expect(answer.conflicts).toMatchObject([{ rule: 'unknown', field: 'title' }])
    })

    it('[S12] a second, different type is 422; the same type again is nothing', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      expect(await laptop.save([laptop.set(note, 'type', 'note')])).toMatchObject({ revision: 1, conflicts: [] })
      const id = uuid(996)
      const problem = await phone.refused(phone.body([phone.set(id, 'type', 'a'), phone.set(id, 'type', 'b')]))
      expect(problem).toMatchObject({ status: 422, errors: [{ path: 'streams.0.edits.1.value', n: 4 }] })
    })

    it('[S12] a widget may be added, removed and brought back in one save', async () => {
      const { account, phone } = await twoDevicesWithNote(api)
      const id = uuid(995)
      await phone.save([
        phone.set(id, 'type', 'clock'),
        phone.set(id, 'title', 'x'),
        phone.remove(id),
        phone.revive(id),
      ])
      expect(await layoutOf(api, account)).toMatchObject({ [id]: { type: 'clock', title: 'x' } })
    })
  })
})
