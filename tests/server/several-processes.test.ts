/** Two API processes on one PostgreSQL behave as one: what is saved through one is heard, read and kept through the other. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SaveAnswer } from '../../core/wire/answer'
import type { SaveBody } from '../../core/wire/save'
import { describeOnPostgres } from '../support/databases'
import { freshPostgres } from '../support/postgres'
import { TestClient } from '../support/server'
import { type ServerProcess, startServerProcess } from '../support/server-process'
import { waitFor } from '../support/wait-for'

const LIST = '00000000-0000-4000-8000-000000000100'

/** One device of an account, which talks to one of the processes. */
class Device {
  readonly id = randomUUID()
  readonly #writer = randomUUID()
  #n = 0
  #base = 0
  #tag: string | null = null

  private constructor(
    readonly client: TestClient,
    readonly account: string,
  ) {}

  /** A guest's first device, at `first`, and a second one at `second`, signed in by itself. */
  static async two(first: ServerProcess, second: ServerProcess): Promise<[Device, Device]> {
    const [one, two] = [new TestClient(first.url), new TestClient(second.url)]
    const account = await one.guest()
    const credentials = { email: `${account.toLowerCase()}@example.org`, password: 'correct horse battery' }
    expect((await one.post('/api/account/credentials', credentials)).status).toBe(200)
    expect((await two.post('/api/auth/sign-in/email', credentials)).status).toBe(200)
    return [new Device(one, account), new Device(two, account)]
  }

  /** Sets fields of the list, on what this device holds. */
  async set(fields: Record<string, unknown>): Promise<SaveAnswer> {
    const edits = Object.entries(fields).map(([field, value]) => {
      this.#n += 1
      return { n: this.#n, widget: LIST, field, value, at: Date.now() }
    })
    const save = {
      schema: 1,
      account: this.account,
      device: this.id,
      base: this.#base,
      tag: this.#tag,
      trigger: 'edit',
      sentAt: Date.now(),
      streams: [{ writer: this.#writer, edits }],
    } as SaveBody
    const { status, body } = await this.client.post('/api/layout', save)
    expect([status, body]).toEqual([200, expect.anything()])
    const answer = body as SaveAnswer
    this.#base = answer.revision
    this.#tag = answer.tag
    return answer
  }

  async list(): Promise<Record<string, unknown>> {
    const { body } = await this.client.get('/api/layout')
    const [list] = (body as SaveAnswer).widgets
    return Object.fromEntries(Object.entries(list?.fields ?? {}).map(([key, { value }]) => [key, value]))
  }

  /** Its event stream: all revisions heard of so far. */
  async listen(): Promise<{ heard: [number, string | null][]; stop(): Promise<void> }> {
    const { url, cookie } = { url: this.client.url, cookie: this.client.cookie ?? '' }
    const response = await fetch(`${url}/api/events`, { headers: { cookie } })
    expect(response.status).toBe(200)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const decoder = new TextDecoder()
    const heard: [number, string | null][] = []
    const reading = (async () => {
      for (let text = ''; ; ) {
        const { done, value } = await reader.read()
        if (done) return
        const frames = (text + decoder.decode(value, { stream: true })).split('\n\n')
        text = frames.pop() ?? ''
        for (const frame of frames) {
          const data = /^data: (.*)$/m.exec(frame)?.[1]
          if (data === undefined) continue
          const { revision, tag } = JSON.parse(data)
          // With a heartbeat it is said once more, and the first may come half a second after the beginning.
          const last = heard.at(-1)
          if (last?.[0] !== revision || last?.[1] !== tag) heard.push([revision, tag])
        }
      }
    })()
    const stop = async () => {
      await reader.cancel()
      await reading
    }
    closers.push(stop)
    return { heard, stop }
  }
}

const closers: (() => unknown)[] = []
let databaseUrl: string
let a: ServerProcess
let b: ServerProcess
beforeEach(async () => {
  const fresh = await freshPostgres()
  databaseUrl = fresh.url
  closers.push(fresh.drop)
  // The first one's listening connection is older than the second one's.
  a = await startServerProcess(databaseUrl)
  closers.push(a.stop)
  b = await startServerProcess(databaseUrl)
  closers.push(b.stop)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

describeOnPostgres('two processes on one PostgreSQL', () => {
  it('what is saved through one is heard through the other, and read there at once', async () => {
    const [one, two] = await Device.two(a, b)
    const { heard } = await two.listen()
    await waitFor(() => expect(heard).toEqual([[0, null]]))
    const first = await one.set({ type: 'list', 'data/1': 'milk' })
    expect(await two.list()).toEqual({ type: 'list', 'data/1': 'milk' })
    await waitFor(() =>
      expect(heard).toEqual([
        [0, null],
        [1, first.tag],
      ]),
    )
    const second = await one.set({ 'data/2': 'bread' })
    await waitFor(() => expect(heard.at(-1)).toEqual([2, second.tag]))
  })

  it('a listening connection that breaks is made again, and what was saved meanwhile is not missed', async () => {
    const [one, two] = await Device.two(a, b)
    const { heard } = await two.listen()
    await waitFor(() => expect(heard).toHaveLength(1))
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    closers.push(() => database.end())
    const listening = async () =>
      (
        await database.query<{ pid: number }>(
          "select pid from pg_stat_activity where application_name = 'holdfast events' and datname = current_database() order by backend_start",
        )
      ).rows.map(({ pid }) => pid)
    for (let round = 1; round <= 3; round++) {
      const [ofA, ofB] = await listening()
      await database.query('select pg_terminate_backend($1)', [ofB])
      // Through the process that still listens, while the other does not.
      const saved = await one.set({ type: 'list', 'data/1': round })
      await waitFor(() => expect(heard.at(-1)).toEqual([saved.revision, saved.tag]))
      await waitFor(async () => expect(await listening()).toHaveLength(2))
      expect((await listening())[0]).toBe(ofA)
    }
    // And both at once.
    await database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'holdfast events'",
    )
    const saved = await one.set({ 'data/1': 'last' })
    await waitFor(() => expect(heard.at(-1)).toEqual([saved.revision, saved.tag]))
  })

  it('[S1] [S2] saves at the same time through both lose nothing: every edit is there, each save made one revision', async () => {
    const EACH = 40
    const [one, two] = await Device.two(a, b)
    const [hearsOne, hearsTwo] = [await one.listen(), await two.listen()]
    await one.set({ type: 'list' })
    const busy = async (device: Device, name: string) => {
      for (let i = 0; i < EACH; i++) await device.set({ [`data/${name}:${i}`]: i })
    }
    await Promise.all([busy(one, 'one'), busy(two, 'two')])
    const list = await one.list()
    const expected = ['one', 'two'].flatMap((name) => Array.from({ length: EACH }, (_, i) => [`data/${name}:${i}`, i]))
    expect(list).toEqual({ type: 'list', ...Object.fromEntries(expected) })
    expect(await two.list()).toEqual(list)
    const { body } = await two.client.get('/api/layout')
    const { revision, tag } = body as SaveAnswer
    expect(revision).toBe(1 + 2 * EACH)
    for (const { heard } of [hearsOne, hearsTwo]) {
      await waitFor(() => expect(heard.at(-1)).toEqual([revision, tag]))
    }
  })
})
