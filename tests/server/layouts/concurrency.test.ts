/** Saves of one account that are really at once: many connections to a real PostgreSQL server, no turns taken for them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../../support/databases'
import { countersOf, recounted, rowsOf } from './rows'
import { type Api, apiOn, layoutOf, TestDevice, twoDevices, twoDevicesWithNote, uuid } from './story'

const shortPause = (attempt: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 4 * attempt))

describeOnPostgres('saves at once on real PostgreSQL', () => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    // One process asks the database in the order it was asked; reading late makes every save of a crowd read the same.
    api = apiOn(createPostgresStore(fresh.database.prisma), { pause: shortPause })
  })
  afterAll(() => fresh.drop())
  const prisma = () => fresh.database.prisma

  /** API processes on one database. The first save of each has read before any of them writes: all decide on the same state. */
  function processes(count: number): Api[] {
    const store = createPostgresStore(prisma())
    let missing = count
    let open: () => void = () => {}
    const everyoneHasRead = new Promise<void>((resolve) => {
      open = resolve
    })
    return Array.from({ length: count }, () => {
      let isFirst = true
      const read: typeof store.read = async (ask) => {
        const found = await store.read(ask)
        if (!isFirst) return found
        isFirst = false
        missing -= 1
        if (missing === 0) open()
        await everyoneHasRead
        return found
      }
      const process = apiOn({ ...store, read }, { pause: shortPause })
      process.clock.now = api.clock.now
      return process
    })
  }
  const copyOf = (device: TestDevice, on: Api | undefined, writer = device.writer) =>
    Object.assign(new TestDevice(on ?? api, device.account, device.id, writer), { base: device.base, tag: device.tag })

  describe('[S1] [S2]', () => {
    it('[S1] two different saves at once are both applied, one after the other', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const [one, other] = processes(2)
      const [a, b] = [copyOf(phone, one, uuid(1002)), copyOf(laptop, other)]
      const answers = await Promise.all([a.save([a.set(note, 'data/a', 1)]), b.save([b.set(note, 'data/b', 2)])])
      expect(answers.map(({ revision }) => revision).sort()).toEqual([2, 3])
      expect(answers.map(({ status }) => status).sort()).toEqual(['merged', 'saved'])
      expect(await layoutOf(api, account)).toMatchObject({ [note]: { 'data/a': 1, 'data/b': 2 } })
      const { version, layout } = await rowsOf(prisma(), account)
      expect(version.map(({ revision }) => revision)).toEqual([1, 2, 3])
      expect(layout[0]?.tag).toBe(version[2]?.tag)
    })

    it('[S4] of two that change the same field at once, the loser of the race decides again and reports', async () => {
      const { account, phone, laptop, note } = await twoDevicesWithNote(api)
      const [one, other] = processes(2)
      const [a, b] = [copyOf(phone, one, uuid(1002)), copyOf(laptop, other)]
      const early = a.set(note, 'title', 'early', { at: a.clock - 10 })
      const answers = await Promise.all([a.save([early]), b.save([b.set(note, 'title', 'late')])])
      expect(answers.flatMap(({ conflicts }) => conflicts)).toMatchObject([
        { rule: 'later', kept: { value: 'late' }, lost: { value: 'early' } },
      ])
      expect((await layoutOf(api, account))[note]?.title).toBe('late')
    })

    it('[S2] the same save twice at once is applied once', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const [one, other] = processes(2)
      const [sender, again] = [copyOf(phone, one, uuid(1002)), copyOf(phone, other, uuid(1002))]
      const body = sender.body([sender.set(note, 'title', 'once')])
      const answers = await Promise.all([sender.send(body), again.send(body)])
      expect(answers.map(({ status }) => status).sort()).toEqual(['duplicate', 'saved'])
      expect(answers.map(({ revision, tag }) => ({ revision, tag }))[0]).toEqual({
        revision: 2,
        tag: answers[1]?.tag,
      })
      expect((await rowsOf(prisma(), account)).version).toHaveLength(2)
      expect([one, other].flatMap((process) => process?.published)).toHaveLength(1)
    })

    it('[S1] the first save of an account, from two devices at once', async () => {
      const { account, phone, laptop } = twoDevices(api)
      const [one, other] = processes(2)
      const [a, b] = [copyOf(phone, one), copyOf(laptop, other)]
      const answers = await Promise.all([a.save([a.set(uuid(1), 'type', 'x')]), b.save([b.set(uuid(2), 'type', 'y')])])
      expect(answers.map(({ revision }) => revision).sort()).toEqual([1, 2])
      expect(Object.keys(await layoutOf(api, account))).toEqual([uuid(1), uuid(2)])
    })

    it('[S1] twenty saves at once in four processes, each sent twice: nothing lost, nothing twice, the counters exact', async () => {
      const { account, phone, note } = await twoDevicesWithNote(api)
      const four = processes(4)
      const senders = Array.from({ length: 20 }, (_, i) => {
        const sender = copyOf(phone, api, uuid(3000 + i))
        const body = sender.body([
          sender.set(uuid(500 + i), 'type', 'note'),
          sender.set(note, `data/${i}`, i),
          sender.set(note, 'data/shared', i),
        ])
        return { sender, body: { ...body, device: uuid(50 + i) } }
      })
      // Losing twenty races in a row is allowed to end in 503; a client then sends again, as here.
      const deliver = async ({ sender, body }: (typeof senders)[number], to: number) => {
        for (let tries = 0; tries < 20; tries++) {
          const response = await (four[to % 4] ?? api).post(body, sender.account)
          if (response.status === 200) return (await response.json()) as { status: string; revision: number }
          expect(response.status).toBe(503)
          expect(response.headers.get('retry-after')).toBe('1')
        }
        throw new Error('never saved')
      }
      const answers = await Promise.all(senders.flatMap((sender, i) => [deliver(sender, i), deliver(sender, i + 1)]))
      expect(answers.filter(({ status }) => status === 'duplicate')).toHaveLength(20)
      const layout = await layoutOf(api, account)
      expect(Object.keys(layout)).toHaveLength(21)
      expect(Object.keys(layout[note] ?? {})).toHaveLength(23)
      const rows = await rowsOf(prisma(), account)
      expect(rows.version.map(({ revision }) => revision)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
      expect(await countersOf(prisma(), account)).toEqual(await recounted(prisma(), account))
      // Nineteen of twenty values of the shared field lost, or overruled another: each is reported once.
      expect(rows.conflict).toHaveLength(19)
    })
  })

  it('[S1] gives up after many lost races in a row with 503, having written nothing', async () => {
    const { account, phone, note } = await twoDevicesWithNote(api)
    const store = createPostgresStore(prisma())
    let writes = 0
    const unlucky = apiOn({
      ...store,
      write: async () => {
        writes += 1
        return false
      },
    })
    const before = await rowsOf(prisma(), account)
    const response = await unlucky.post(phone.body([phone.set(note, 'title', 'x')]), account)
    expect(response.status).toBe(503)
    expect(writes).toBe(20)
    expect(await rowsOf(prisma(), account)).toEqual(before)
  })

  it('[S13] pulls while saves run are each of one moment', async () => {
    const { account, phone, note } = await twoDevicesWithNote(api)
    const sender = copyOf(phone, api, uuid(1002))
    const saving = (async () => {
      for (let i = 1; i <= 30; i++)
        await sender.save([sender.set(note, 'data/count', i), sender.set(note, 'data/twice', 2 * i)])
    })()
    let isDone = false
    void saving.then(() => {
      isDone = true
    })
    while (!isDone) {
      const answer = await (await api.get(`?writers=${sender.writer}.0`, account)).json()
      const fields = answer.widgets[0].fields
      const count = fields['data/count']?.value ?? 0
      expect(fields['data/twice']?.value ?? 0).toBe(2 * count)
      expect(answer.revision).toBe(1 + count)
      expect(answer.lastN[sender.writer]).toBe(2 * count)
    }
    await saving
  })
})
