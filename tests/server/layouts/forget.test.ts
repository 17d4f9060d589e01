/** Removals are remembered until every device knows of them (S11). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetRemovals } from '../../../server/layouts/forget'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'
import { countersOf, recounted, rowsOf } from './rows'
import { type Api, apiOn, layoutOf, TestDevice, twoDevicesWithNote, uuid } from './story'

const DAY_MS = 86_400_000

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  let api: Api
  const prisma = () => fresh.database.prisma
  const forget = () => forgetRemovals(prisma(), api.clock.now)
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    api = apiOn(createPostgresStore(prisma()))
  })
  afterAll(() => fresh.drop())
  const isRemembered = async (account: string, id: string) =>
    (await prisma().widget.findUnique({ where: { account_id: { account, id } } })) !== null

  /** Both devices have saved; the phone has removed the note as revision 3, which the laptop has not heard of. */
  async function noteRemoved() {
    const story = await twoDevicesWithNote(api)
    const { phone, laptop, note } = story
    await laptop.save([laptop.set(uuid(101), 'type', 'clock')])
    await phone.pull()
    const before = { base: phone.base, tag: phone.tag }
    const removed = await phone.save([phone.remove(note)])
    return { ...story, before, removed }
  }

  /** Enough time for a pull to be noted. */
  async function bothPull({ phone, laptop }: { phone: TestDevice; laptop: TestDevice }) {
    api.clock.now += DAY_MS
    for (const device of [phone, laptop]) await device.pull()
    api.clock.now += DAY_MS
    for (const device of [phone, laptop]) await device.pull()
  }

  it('[S11] remembers a removal while a device has not named a later revision', async () => {
    const { account, phone, note } = await noteRemoved()
    await forget()
    expect(await isRemembered(account, note)).toBe(true)
    api.clock.now += DAY_MS
    await phone.pull()
    await forget()
    expect(await isRemembered(account, note)).toBe(true)
    expect((await rowsOf(prisma(), account)).layout).toMatchObject([{ forgottenUpTo: 0 }])
  })

  it('[S11] forgets it, with its fields, once every device has: by a pull as well as by a save', async () => {
    const story = await noteRemoved()
    await bothPull(story)
    expect(await forget()).toBeGreaterThan(0)
    const rows = await rowsOf(prisma(), story.account)
    expect(rows.layout).toMatchObject([{ revision: 3, forgottenUpTo: 3 }])
    expect(rows.widget.map(({ id }) => id)).toEqual([uuid(101)])
    expect(rows.field.map(({ widget }) => widget)).toEqual([uuid(101)])
    expect(await countersOf(prisma(), story.account)).toEqual(await recounted(prisma(), story.account))
    // Nobody who was up to date is told more than before.
    expect(await story.laptop.pull()).toMatchObject({ full: false, widgets: [] })
  })

  it('[S11] waits no more for a device that was not seen for 90 days', async () => {
    const { account, phone, removed, note } = await noteRemoved()
    api.clock.now += 89 * DAY_MS
    await phone.pull(`?since=${removed.revision}&tag=${removed.tag}`)
    await forget()
    expect(await isRemembered(account, note)).toBe(true)
    api.clock.now += 2 * DAY_MS
    await forget()
    expect(await isRemembered(account, note)).toBe(false)
  })

  it('[S11] who asks from before is answered full, for a pull and for a save, and loses nothing', async () => {
    const story = await noteRemoved()
    await bothPull(story)
    await forget()
    const { account, before, note } = story
    const query = `?since=${before.base}&tag=${before.tag}`
    const tablet = new TestDevice(api, account, uuid(3), uuid(3001))
    const pulled = await tablet.pull(query)
    expect(pulled).toMatchObject({ full: true, since: before.base, revision: 3 })
    expect(pulled.widgets.map(({ id }) => id)).toEqual([uuid(101)])
    // It owes an edit of the forgotten widget, made long before.
    Object.assign(tablet, before)
    const answer = await tablet.save([
      tablet.set(note, 'title', 'Still here?'),
      tablet.set(uuid(101), 'title', 'Clock'),
    ])
    expect(answer).toMatchObject({
      full: true,
      conflicts: [{ widget: note, rule: 'unknown', lost: { value: 'Still here?' } }],
    })
    expect(answer.widgets).toMatchObject([
      { id: note, removed: true },
      { id: uuid(101), fields: { type: {}, title: {} } },
    ])
    const whole = [tablet.set(note, 'type', 'note'), tablet.set(note, 'title', 'Still here?')]
    expect((await tablet.save(whole)).conflicts).toEqual([])
    expect(await layoutOf(api, account)).toMatchObject({ [note]: { title: 'Still here?' } })
  })

  it('[S11] a save that had read what is forgotten meanwhile decides again', async () => {
    const story = await noteRemoved()
    await bothPull(story)
    const store = createPostgresStore(prisma())
    let reads = 0
    const racing = apiOn({
      ...store,
      read: async (ask) => {
        const read = await store.read(ask)
        reads += 1
        if (reads === 1) await forget()
        return read
      },
    })
    racing.clock.now = api.clock.now
    const phone = new TestDevice(racing, story.account, story.phone.id, uuid(1002))
    Object.assign(phone, { base: story.phone.base, tag: story.phone.tag })
    const answer = await phone.save([phone.revive(story.note)])
    expect(reads).toBe(2)
    expect(answer.conflicts).toMatchObject([{ rule: 'unknown', field: null }])
    expect(await layoutOf(api, story.account)).not.toHaveProperty(story.note)
  })

  it('[S11] the session of a pull tells which device asks; others of the account are not touched', async () => {
    const { account, phone, laptop } = await noteRemoved()
    api.clock.now += DAY_MS
    await phone.pull()
    const devices = (await rowsOf(prisma(), account)).device
    expect(devices.find(({ id }) => id === phone.id)).toMatchObject({ lastRevision: 3, lastSeen: api.clock.now })
    expect(devices.find(({ id }) => id === laptop.id)).toMatchObject({ lastRevision: 1 })
    // Not again within minutes.
    api.clock.now += 60_000
    await phone.pull()
    expect((await rowsOf(prisma(), account)).device).toEqual(devices)
  })
})
