/** Two devices change the same field (S3, S4, S5, S7), or the same widget comes and goes (S6, S12). */
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
  const titleOf = async (account: string, note: string) => (await layoutOf(api, account))[note]?.title

  describe('[S3] no conflict', () => {
    it('[S3] an edit made on the stored revision applies, however wrong its clock', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      await laptop.save([laptop.set(note, 'title', 'Groceries')])
      await phone.pull()
      phone.skew = -365 * 86_400_000
      expect(await phone.save([phone.set(note, 'title', 'Errands')])).toMatchObject({ status: 'saved', conflicts: [] })
      expect(await titleOf(account, note)).toBe('Errands')
    })

    it('[S3] the same writer goes on from its own change, whatever its base', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const base = phone.base
      await phone.save([phone.set(note, 'title', 'one')])
      const answer = await phone.save([phone.set(note, 'title', 'two', { base, at: phone.clock - 5000 })])
      expect(answer.conflicts).toEqual([])
      expect(await titleOf(account, note)).toBe('two')
    })

    it.each([
      { order: 'later', shift: 1, stays: 'mine' },
      { order: 'equal', shift: 0, stays: 'mine' },
      { order: 'earlier', shift: -1, stays: 'theirs' },
    ])(
      '[S3] another tab of the same device: an edit with $order time, nothing is reported',
      async ({ shift, stays }) => {
        const { account, phone, note } = await twoDevicesWithNote(api)
        const tab = phone.tab(uuid(1002))
        const at = phone.clock
        api.clock.now += 10_000
        await phone.save([phone.set(note, 'title', 'theirs', { at })])
        // The second request takes a minute to arrive: the device's own clock decides, not the corrected one.
        api.clock.now += 60_000
        const edit = tab.set(note, 'title', 'mine', { at: at + shift })
        const answer = await tab.save([edit], { sentAt: tab.clock - 60_000 })
        expect(answer.conflicts).toEqual([])
        expect(await titleOf(account, note)).toBe(stays)
        // Whatever stays, the device is told.
        expect(answer.widgets[0]?.fields.title?.value).toBe(stays)
      },
    )

    it('[S3] the base of an edit counts, not that of the save: a pull in between is not having seen', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const typed = phone.set(note, 'title', 'typed before')
      api.clock.now += 1000
      await laptop.save([laptop.set(note, 'title', 'later')])
      await phone.pull()
      const answer = await phone.save([typed])
      expect(answer).toMatchObject({ status: 'saved', conflicts: [{ rule: 'later', lost: { value: 'typed before' } }] })
      expect(await titleOf(account, note)).toBe('later')
    })

    it('[S3] an edit without a base has the base of its save', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const { base: _, ...typed } = phone.set(note, 'title', 'typed before')
      api.clock.now += 1000
      await laptop.save([laptop.set(note, 'title', 'later')])
      expect((await phone.send(phone.body([typed]))).conflicts).toHaveLength(1)
      await phone.pull()
      await phone.save([{ ...typed, n: typed.n + 1 }])
      expect(await titleOf(account, note)).toBe('typed before')
    })
  })

  describe('[S4] two devices changed one field', () => {
    it.each([
      { strategy: 'merge', shift: 500, rule: 'later', wins: 'edit' },
      { strategy: 'merge', shift: -500, rule: 'later', wins: 'stored' },
      { strategy: 'local', shift: -500, rule: 'local', wins: 'edit' },
      { strategy: 'remote', shift: 500, rule: 'remote', wins: 'stored' },
    ] as const)(
      '[S4] $strategy, edit $shift ms away: the $wins value stays',
      async ({ strategy, shift, rule, wins }) => {
        const { account, phone, laptop, note } = await twoDevicesWithNote(api)
        const at = phone.clock
        api.clock.now += 1000
        await laptop.save([laptop.set(note, 'title', 'stored', { at })])
        const answer = await phone.save([phone.set(note, 'title', 'edit', { at: at + shift })], { strategy })
        const edit = { value: 'edit', at: at + shift, device: phone.id }
        const stored = { value: 'stored', at, device: laptop.id }
        const [kept, lost] = wins === 'edit' ? [edit, stored] : [stored, edit]
        expect(answer.conflicts).toEqual([
          { widget: note, field: 'title', rule, writer: phone.writer, n: 3, kept, lost },
        ])
        expect(await titleOf(account, note)).toBe(wins)
        expect(answer.widgets).toMatchObject([{ id: note, fields: { title: { value: wins } } }])
      },
    )

    it('[S4] a tie goes to the greater device id, whoever is first', async () => {
      for (const first of ['phone', 'laptop'] as const) {
        const { account, phone, laptop, note } = await twoDevicesWithNote(api)
        const edits = { phone: phone.set(note, 'title', 'phone'), laptop: laptop.set(note, 'title', 'laptop') }
        await { phone, laptop }[first].save([edits[first]])
        const second = first === 'phone' ? 'laptop' : 'phone'
        expect((await { phone, laptop }[second].save([edits[second]])).conflicts).toHaveLength(1)
        expect(await titleOf(account, note)).toBe('laptop')
      }
    })

    it('[S4] equal values are no conflict', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      const edit = phone.set(note, 'data/list', { a: 1, b: [2] })
      await laptop.save([laptop.set(note, 'data/list', { b: [2], a: 1 })])
      expect(await phone.save([edit])).toMatchObject({ conflicts: [], revision: 2 })
    })

    it('[S4] taking a field away is a change like any other', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const away = phone.unset(note, 'title')
      api.clock.now += 1000
      await laptop.save([laptop.set(note, 'title', 'kept')])
      expect((await phone.save([away])).conflicts).toMatchObject([{ lost: { unset: true }, kept: { value: 'kept' } }])
      const again = phone.unset(note, 'title')
      await phone.save([again])
      const answer = await laptop.save([laptop.set(note, 'title', 'too early', { at: BEFORE })])
      expect(answer.conflicts).toMatchObject([
        { kept: { unset: true, device: phone.id }, lost: { value: 'too early' } },
      ])
      expect(answer.widgets).toMatchObject([{ fields: { title: { unset: true } } }])
      expect(await titleOf(account, note)).toBeUndefined()
    })

    it('[S4] fields of one widget do not conflict with each other', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const edit = phone.set(note, 'data/item:1', 'milk')
      await laptop.save([laptop.set(note, 'data/item:2', 'bread')])
      expect(await phone.save([edit])).toMatchObject({ status: 'merged', conflicts: [] })
      expect(await layoutOf(api, account)).toMatchObject({ [note]: { 'data/item:1': 'milk', 'data/item:2': 'bread' } })
    })
  })

  describe('[S5] time between devices', () => {
    it('[S5] a clock that is days ahead wins nothing by it', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      phone.skew = 3 * 86_400_000
      const early = phone.set(note, 'title', 'ahead, and earlier')
      api.clock.now += 1000
      await laptop.save([laptop.set(note, 'title', 'right, and later')])
      const answer = await phone.save([early])
      expect(await titleOf(account, note)).toBe('right, and later')
      expect(answer.conflicts[0]?.lost.at).toBe(api.clock.now - 1000)
    })

    it('[S5] stores and answers the corrected time, and the own beside it', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      phone.skew = -7200_000
      const made = phone.set(note, 'title', 'Errands')
      api.clock.now += 30_000
      const answer = await phone.save([made])
      expect(answer.widgets[0]?.fields.title?.at).toBe(api.clock.now - 30_000)
      const { field } = await rowsOf(fresh.database.prisma, account)
      expect(field.find(({ key }) => key === 'title')).toMatchObject({
        at: api.clock.now - 30_000,
        deviceAt: api.clock.now - 30_000 - 7200_000,
      })
    })

    it('[S5] a time later than sentAt counts as sentAt', async () => {
      const { phone, note } = await twoDevicesWithNote(api)
      const answer = await phone.save([phone.set(note, 'title', 'x', { at: phone.clock + 99_999 })])
      expect(answer.widgets[0]?.fields.title?.at).toBe(answer.serverTime)
    })
  })

  describe('[S7] a value that lost stays readable', () => {
    it('[S7] a duplicate answers with the conflicts of its edits once more, and a pull with those after N', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const body = phone.body([phone.set(note, 'title', 'lost'), phone.set(note, 'data/a', 'lost too')])
      api.clock.now += 1000
      await laptop.save([laptop.set(note, 'title', 'kept'), laptop.set(note, 'data/a', 'kept too')])
      const first = await phone.send(body)
      expect(first.conflicts.map(({ lost }) => lost.value)).toEqual(['lost', 'lost too'])
      expect(await phone.send(body)).toMatchObject({ status: 'duplicate', conflicts: first.conflicts })
      const [one, two] = body.streams[0]?.edits ?? []
      expect(
        (await phone.send({ ...body, streams: [{ writer: phone.writer, edits: two ? [two] : [] }] })).conflicts,
      ).toEqual([first.conflicts[1]])
      const pulled = await (await api.get(`?writers=${phone.writer}.${one?.n},${laptop.writer}.0`, account)).json()
      expect(pulled).toMatchObject({
        lastN: { [phone.writer]: 4, [laptop.writer]: 2 },
        conflicts: [first.conflicts[1]],
      })
    })

    it('[S7] what a removal overruled is readable in the report', async () => {
      const { phone, laptop, note } = await twoDevicesWithNote(api)
      await laptop.save([laptop.set(note, 'data/a', { long: 'text' }), laptop.set(note, 'title', 'Groceries')])
      const answer = await phone.save([phone.remove(note)])
      expect(answer.conflicts[0]?.lost.value).toEqual({ 'data/a': { long: 'text' }, title: 'Groceries' })
    })
  })
})

const BEFORE = 1_767_225_600_000 - 1
