/** Restores, imports and saves of one account that are really at once: two processes on a real PostgreSQL server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPostgresStore } from '../../../server/layouts/postgres-store'
import type { LayoutStore } from '../../../server/layouts/store'
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../../support/databases'
import { ask, exportOf, headOf, replacingApi, restore } from './replacing'
import { countersOf, recounted, rowsOf } from './rows'
import { type Api, layoutOf, TestDevice, twoDevicesWithNote, uuid } from './story'

const shortPause = (attempt: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 4 * attempt))

describeOnPostgres('restores and imports at once on real PostgreSQL', () => {
  let fresh: FreshDatabase
  let api: Api
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    api = replacingApi(createPostgresStore(fresh.database.prisma), fresh.database.prisma, { pause: shortPause })
  })
  afterAll(() => fresh?.drop())
  const prisma = () => fresh.database.prisma

  /** Two processes. Before its first write each waits until the other has read as well, so both have decided on the same state. */
  function twoProcesses(): [Api, Api] {
    const store = createPostgresStore(prisma())
    let missing = 2
    let open: () => void = () => {}
    const bothHaveDecided = new Promise<void>((resolve) => {
      open = resolve
    })
    const process = (): Api => {
      let isFirst = true
      const write: LayoutStore['write'] = async (commit) => {
        if (isFirst) {
          isFirst = false
          missing -= 1
          if (missing === 0) open()
          await bothHaveDecided
        }
        return store.write(commit)
      }
      const made = replacingApi({ ...store, write }, prisma(), { pause: shortPause })
      made.clock.now = api.clock.now
      return made
    }
    return [process(), process()]
  }
  const on = (process: Api, device: TestDevice) =>
    Object.assign(new TestDevice(process, device.account, device.id, uuid(7000)), {
      base: device.base,
      tag: device.tag,
    })

  async function aLife() {
    const life = await twoDevicesWithNote(api)
    const { account, phone, laptop, note } = life
    const first = await layoutOf(api, account)
    await phone.save([phone.set(note, 'title', 'second'), phone.set(uuid(200), 'type', 'clock')])
    await laptop.pull()
    api.clock.now += 1000
    return { ...life, first }
  }
  const exact = async (account: string) =>
    expect(await countersOf(prisma(), account)).toEqual(await recounted(prisma(), account))

  it('[S1] [S15] a restore and a save: one comes first, the other is decided again on what it made', async () => {
    const { account, phone, laptop, note, first } = await aLife()
    const [one, other] = twoProcesses()
    const [restoring, saving] = [on(one, phone), on(other, laptop)]
    const edit = saving.set(note, 'title', 'theirs', { at: api.clock.now + 5 })
    const [restored, saved] = await Promise.all([
      restore(restoring, 1),
      saving.save([edit], { sentAt: api.clock.now + 5 }),
    ])
    expect([restored.revision, saved.revision].sort()).toEqual([3, 4])
    const { version } = await rowsOf(prisma(), account)
    expect(version.map(({ revision }) => revision)).toEqual([1, 2, 3, 4])
    // Whoever came second met the other's value: it is reported, and what is there is the later wish.
    const conflicts = [...restored.conflicts, ...saved.conflicts]
    expect(conflicts).toMatchObject([{ widget: note, field: 'title' }])
    const layout = await layoutOf(api, account)
    if (restored.revision === 4) expect(layout).toEqual(first)
    else expect(layout).toEqual({ [note]: { ...first[note], title: conflicts[0]?.kept.value } })
    await exact(account)
  })

  it('[S2] [S15] the same restore twice is applied once', async () => {
    const { account, phone, first } = await aLife()
    const processes = twoProcesses()
    const body = headOf(phone)
    const answers = await Promise.all(
      processes.map(async (process) => (await ask(on(process, phone), '/api/layout/versions/1/restore', body)).json()),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual(['duplicate', 'saved'])
    expect(new Set(answers.map(({ revision, tag }) => `${revision} ${tag}`)).size).toBe(1)
    expect(await layoutOf(api, account)).toEqual(first)
    expect((await rowsOf(prisma(), account)).version).toHaveLength(3)
    expect(processes.flatMap(({ published }) => published)).toHaveLength(1)
    await exact(account)
  })

  it('[S2] [S15] the same mode=add twice adds the widgets once', async () => {
    const { account, phone } = await aLife()
    const processes = twoProcesses()
    const body = { ...headOf(phone), file: await exportOf(api, account) }
    const answers = await Promise.all(
      processes.map(async (process) => (await ask(on(process, phone), '/api/import?mode=add', body)).json()),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual(['duplicate', 'saved'])
    expect(Object.keys(await layoutOf(api, account))).toHaveLength(4)
    await exact(account)
  })

  it('[S1] [S15] two imports that want different layouts: one of them is there whole, and both are in the history', async () => {
    const { account, phone, laptop } = await aLife()
    const [one, other] = twoProcesses()
    const file = (title: string) => ({
      format: 'holdfast-export',
      schema: 1,
      widgets: [1, 2, 3].map((n) => ({ id: uuid(600 + n), fields: { type: 'note', title, 'data/a': title } })),
    })
    const asked = [
      ask(on(one, phone), '/api/import', { ...headOf(phone), file: file('ours') }),
      ask(on(other, laptop), '/api/import', { ...headOf(laptop), file: file('theirs') }),
    ]
    const answers = await Promise.all(asked.map(async (response) => (await response).json()))
    expect(answers.map(({ status }) => status).sort()).toEqual(['merged', 'saved'])
    const late = answers.find(({ status }) => status === 'merged')
    const titles = Object.values(await layoutOf(api, account)).map(({ title }) => title)
    expect(titles).toEqual(Array(3).fill(late.device === phone.id ? 'ours' : 'theirs'))
    expect(late.conflicts).toHaveLength(6)
    expect((await rowsOf(prisma(), account)).conflict).toHaveLength(6)
    expect((await rowsOf(prisma(), account)).version.map(({ trigger }) => trigger)).toEqual([
      'edit',
      'edit',
      'import',
      'import',
    ])
    await exact(account)
  })

  it('[S1] gives up after many lost races in a row with 503, having written nothing', async () => {
    const { account, phone } = await aLife()
    let writes = 0
    const store = createPostgresStore(prisma())
    const unlucky = replacingApi(
      {
        ...store,
        write: async () => {
          writes += 1
          return false
        },
      },
      prisma(),
    )
    const before = await rowsOf(prisma(), account)
    const response = await ask(on(unlucky, phone), '/api/layout/versions/1/restore', headOf(phone))
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(writes).toBe(20)
    expect(await rowsOf(prisma(), account)).toEqual(before)
  })
})
