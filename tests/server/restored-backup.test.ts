/**
 * A database restored from an older backup (pg_dump, pg_restore), which then grows past what devices hold. The devices are the
 * page's own code over HTTP, with a clock that the story moves.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { findPostgres } from '../../scripts/setup/postgres.mjs'
import { type RunningServer, startServer } from '../../server/start'
import { createHoldfast, type Holdfast } from '../../src/holdfast'
import { createWorkerLink } from '../../src/sync/worker-link'
import { createFakeWorld, type FakeWorld } from '../fakes/fake-world'
import { createMemoryDeviceDb } from '../fakes/memory-device-db'
import { startPostgres } from '../support/postgres'
import { TEST_SETTINGS, TestClient } from '../support/server'

const bin = findPostgres()
const dumps = bin !== null && existsSync(join(bin, 'pg_dump')) && existsSync(join(bin, 'pg_restore'))

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Where the devices find the server, whichever runs now. */
const server: { running: RunningServer | null; stop(): Promise<void>; start(databaseUrl: string): Promise<string> } = {
  running: null,
  async stop() {
    await this.running?.stop()
    this.running = null
  },
  async start(databaseUrl) {
    this.running = await startServer({ ...TEST_SETTINGS, databaseUrl })
    return `http://127.0.0.1:${this.running.port}`
  },
}

interface Device {
  page: Holdfast['console']
  /** Method, path and status of each answer. */
  answers: string[]
  offline: boolean
  widgets(): Record<string, Record<string, unknown>>
  /** Saves and pulls; resolves when that is done. */
  sync(): Promise<void>
}

/** The page on a device of its own, signed in by `client`. */
function openDevice(world: FakeWorld, client: TestClient, account: { id: string; email: string }): Device {
  const profile = world.newProfile(async (path, init) => {
    if (device.offline || server.running === null) throw new TypeError('no network')
    const { signal: _, keepalive: __, ...rest } = init ?? {}
    const headers = new Headers(init?.headers)
    headers.set('cookie', client.cookie ?? '')
    const answer = await fetch(`http://127.0.0.1:${server.running.port}${path}`, { ...rest, headers })
    device.answers.push(`${rest.method ?? 'GET'} ${path.split('?')[0]} ${answer.status}`)
    return answer
  })
  const who = { device: randomUUID(), account, guests: [], since: 1 }
  profile.storage.set('holdfast:who', JSON.stringify({ format: 1, data: who }))
  const { env } = profile.openTab()
  const link = createWorkerLink({ env, port: null, busy: () => false })
  const holdfast = createHoldfast(env, link, { version: 'test', db: createMemoryDeviceDb() })
  const { console: page } = holdfast
  const device: Device = {
    page,
    answers: [],
    offline: false,
    widgets: () =>
      Object.fromEntries(Object.entries(page.layout.getState().widgets).map(([id, { fields }]) => [id, fields])),
    sync: () => settled(world, page.manager.syncNow()),
  }
  void holdfast.start()
  return device
}

/** Real answers take real time, timers the world's. */
async function settled(world: FakeWorld, work: Promise<unknown>): Promise<void> {
  let done = false
  const end = () => {
    done = true
  }
  work.then(end, end)
  while (!done) {
    await world.advance(1)
    await pause(2)
  }
  await work
}

describe.skipIf(!dumps)('[S14] a restored backup (needs pg_dump and pg_restore beside the PostgreSQL server)', () => {
  it('[S14] is noticed by its tag though it has grown past the device, which gives back all that was lost and all it owes', async () => {
    const postgres = await startPostgres()
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-dump-'))
    closers.push(
      postgres.stop,
      () => rmSync(folder, { recursive: true, force: true }),
      () => server.stop(),
    )
    const run = (program: string, ...args: string[]) => execFileSync(join(bin ?? '', program), args, { stdio: 'pipe' })
    const database = async (name: string) => {
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return postgres.url.replace(/\/postgres$/, `/${name}`)
    }

    const before = await database('before')
    const url = await server.start(before)
    const [laptopClient, phoneClient, tabletClient] = [new TestClient(url), new TestClient(url), new TestClient(url)]
    const id = await laptopClient.guest()
    const credentials = { email: 'ada@example.org', password: 'correct horse battery' }
    await laptopClient.post('/api/account/credentials', credentials)
    for (const client of [phoneClient, tabletClient]) {
      expect((await client.post('/api/auth/sign-in/email', credentials)).status).toBe(200)
    }
    const world = createFakeWorld(Date.now())
    const account = { id, email: credentials.email }
    const laptop = openDevice(world, laptopClient, account)
    const phone = openDevice(world, phoneClient, account)
    const tablet = openDevice(world, tabletClient, account)

    const shopping = laptop.page.actions.addWidget('note', { title: 'Shopping' })
    const both = laptop.page.actions.addWidget('note', { title: 'Of both' })
    await laptop.sync()
    await phone.sync()
    expect(phone.widgets()).toEqual(laptop.widgets())
    const dump = join(folder, 'backup')
    run('pg_dump', '--format=custom', `--file=${dump}`, before)

    // The time that will be lost: all of it is acknowledged. The phone is away.
    phone.offline = true
    laptop.page.actions.editWidget(shopping, { title: 'Shopping for Tuesday', 'data/text': 'Milk' })
    await laptop.sync()
    const lost = laptop.page.actions.addWidget('note', { title: 'Made after the backup' })
    await laptop.sync()
    laptop.page.actions.editWidget(both, { title: 'The laptop was here' })
    await laptop.sync()
    await tablet.sync()
    expect(tablet.widgets()).toEqual(laptop.widgets())
    const heldByLaptop = laptop.page.layout.getState().revision

    await server.stop()
    const restored = await database('restored')
    run('pg_restore', '--exit-on-error', `--dbname=${restored}`, dump)
    // Owed: made while there was no server.
    const owed = laptop.page.actions.addWidget('note', { title: 'Never acknowledged' })
    laptop.page.actions.editWidget(shopping, { 'data/text': 'Milk and bread' })
    laptop.offline = true
    tablet.offline = true
    await server.start(restored)

    phone.offline = false
    const grown: string[] = []
    while (phone.page.layout.getState().revision <= heldByLaptop) {
      grown.push(phone.page.actions.addWidget('note', { title: `Of the phone ${grown.length}` }))
      await phone.sync()
    }
    phone.page.actions.editWidget(both, { title: 'The phone was here later' })
    await phone.sync()
    expect(phone.answers.filter((answer) => answer.endsWith('409'))).toEqual([])

    laptop.offline = false
    await laptop.sync()
    expect(laptop.answers).toContain('POST /api/layout 409')
    expect(laptop.page.sync.getState().pendingChanges).toBe(0)
    const there = (await (await fetchLayout(laptopClient)).json()) as { widgets: { id: string; removed: boolean }[] }
    expect(there.widgets.map((widget) => widget.id).sort()).toEqual([shopping, both, lost, owed, ...grown].sort())

    // Another device of the lost time, which owes nothing: its pull is refused the same way.
    tablet.offline = false
    await tablet.sync()
    expect(tablet.answers).toContain('GET /api/layout 409')
    for (const device of [phone, laptop, tablet, phone]) await device.sync()
    expect(phone.widgets()).toEqual(laptop.widgets())
    expect(tablet.widgets()).toEqual(laptop.widgets())
    expect(laptop.widgets()).toMatchObject({
      [shopping]: { title: 'Shopping for Tuesday', 'data/text': 'Milk and bread' },
      [both]: { title: 'The phone was here later' },
      [lost]: { title: 'Made after the backup' },
      [owed]: { title: 'Never acknowledged' },
    })
  })
})

function fetchLayout(client: TestClient): Promise<Response> {
  return fetch(`http://127.0.0.1:${server.running?.port}/api/layout`, { headers: { cookie: client.cookie ?? '' } })
}
