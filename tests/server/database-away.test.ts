/** The database is away, slow, busy, or behind a dead line: the answer is 503 soon, nothing is half done, and it passes by itself. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import type { SaveAnswer } from '../../core/wire/answer'
import type { SaveBody } from '../../core/wire/save'
import { type RunningServer, startServer } from '../../server/start'
import { describeOnPostgres } from '../support/databases'
import { freshPostgres, startPostgres } from '../support/postgres'
import { type Answer, TEST_SETTINGS, TestClient } from '../support/server'
import { openSilentProxy } from '../support/silent-proxy'
import { waitFor } from '../support/wait-for'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function serve(
  databaseUrl: string,
  settings: { databaseConnections?: number; databaseWaiting?: number } = {},
): Promise<{ server: RunningServer; url: string }> {
  const server = await startServer({ ...TEST_SETTINGS, databaseUrl, ...settings })
  closers.push(() => server.stop())
  return { server, url: `http://127.0.0.1:${server.port}` }
}

async function fresh(): Promise<string> {
  const { url, drop } = await freshPostgres()
  closers.push(drop)
  return url
}

/** One device of an account, which adds a note with each save and never folds: a story says what it sends. */
class Notes {
  readonly #device = randomUUID()
  readonly #writer = randomUUID()
  #n = 0

  private constructor(
    readonly client: TestClient,
    readonly account: string,
  ) {}

  static async of(url: string): Promise<Notes> {
    const client = new TestClient(url)
    return new Notes(client, await client.guest())
  }

  /** The save that adds one more note. */
  next(): SaveBody {
    this.#n += 1
    const edit = { n: this.#n, base: 0, widget: randomUUID(), field: 'type', value: 'note', at: 1 }
    const streams = [{ writer: this.#writer, edits: [edit] }]
    return {
      schema: 1,
      account: this.account,
      device: this.#device,
      base: 0,
      tag: null,
      trigger: 'add',
      sentAt: 1,
      streams,
    }
  }

  save(body: SaveBody): Promise<Answer> {
    return this.client.post('/api/layout', body)
  }

  /** The ids of all notes that the server has. */
  async there(): Promise<string[]> {
    const { body } = await this.client.get('/api/layout')
    return (body as SaveAnswer).widgets.map(({ id }) => id).sort()
  }
}

const widgetOf = (save: SaveBody): string => save.streams[0]?.edits[0]?.widget ?? ''

function expectUnavailable(answer: Answer): void {
  expect(answer).toMatchObject({ status: 503, body: { status: 503, type: expect.stringContaining('/unavailable') } })
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
}

async function locking(url: string, table: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`begin; lock table "${table}" in access exclusive mode`)
  const release = async () => {
    await client.end()
  }
  closers.push(release)
  return { release }
}

describeOnPostgres('with PostgreSQL that fails', () => {
  it('[S1] [S2] a crash and a restart: saves before are there, those during are 503, and go through within 2 s of its return', async () => {
    const postgres = await startPostgres()
    closers.push(postgres.stop)
    const { url } = await serve(postgres.url)
    const notes = await Notes.of(url)
    const stream = await fetch(`${url}/api/events`, { headers: { cookie: notes.client.cookie ?? '' } })
    const events = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream() as never)
    let heard = ''
    const listening = (async () => {
      for await (const text of events as unknown as AsyncIterable<string>) heard += text
    })()
    listening.catch(() => {})
    const before = [notes.next(), notes.next(), notes.next()]
    for (const save of before) expect((await notes.save(save)).status).toBe(200)

    // Saves are on their way while it goes down: each is saved, or 503, and nothing else.
    const during = Array.from({ length: 20 }, () => notes.next())
    const underWay = during.map((save) => notes.save(save))
    postgres.crash()
    for (const answer of await Promise.all(underWay)) if (answer.status !== 200) expectUnavailable(answer)
    for (const call of ['/api/layout', '/api/conflicts', '/api/account', '/api/auth/get-session', '/readyz']) {
      const answer = await notes.client.get(call)
      expect([call, answer.status]).toEqual([call, 503])
    }
    expectUnavailable(await new TestClient(url).post('/api/auth/sign-in/anonymous'))
    expectUnavailable(
      await new TestClient(url).post('/api/auth/sign-in/email', { email: 'a@example.com', password: 'a password' }),
    )
    expectUnavailable(await notes.save(notes.next()))

    await postgres.start()
    await waitFor(async () => expect((await notes.save(notes.next())).status).toBe(200))
    // Sent again, whatever had become of them: each is there once.
    const again = await Promise.all(during.map((save) => notes.save(save)))
    expect(again.map(({ status }) => status)).toEqual(during.map(() => 200))
    expect((await notes.client.get('/readyz')).status).toBe(200)
    const there = await notes.there()
    for (const save of before) expect(there).toContain(widgetOf(save))
    // The stream outlived it, and says where the account stands now.
    const { revision, tag } = (await notes.client.get('/api/layout')).body as SaveAnswer
    await waitFor(() => expect(heard).toContain(JSON.stringify({ revision, tag })))
  })

  it('[S2] a line that falls silent: 503 within the limits, and the same save goes through when there is a line again', async () => {
    const proxy = await openSilentProxy(await fresh())
    closers.push(() => proxy.close())
    const { url } = await serve(proxy.url)
    const notes = await Notes.of(url)
    const first = notes.next()
    expect((await notes.save(first)).status).toBe(200)
    proxy.line = 'silent'
    const second = notes.next()
    const [save, ready] = await Promise.all([notes.save(second), notes.client.get('/readyz')])
    expectUnavailable(save)
    expectUnavailable(ready)
    expectUnavailable(await notes.client.get('/api/layout'))
    proxy.line = 'up'
    await waitFor(async () => expect((await notes.save(second)).status).toBe(200))
    expect(await notes.there()).toEqual([first, second].map(widgetOf).sort())
  })

  it('[S2] a save that was written, and nobody heard of it: 503, and sent again it is a duplicate', async () => {
    const direct = await fresh()
    const proxy = await openSilentProxy(direct)
    closers.push(() => proxy.close())
    const { url } = await serve(proxy.url)
    const notes = await Notes.of(url)
    expect((await notes.save(notes.next())).status).toBe(200)
    const save = notes.next()
    const database = new pg.Client({ connectionString: direct })
    await database.connect()
    await database.query(`
      create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
      create constraint trigger dawdle after insert on version initially deferred for each row execute function dawdle()`)
    const sent = notes.save(save)
    // It is being committed, and nothing can stop it any more.
    await waitFor(async () => {
      const { rowCount } = await database.query("select from pg_stat_activity where wait_event = 'PgSleep'")
      expect(rowCount).toBe(1)
    })
    proxy.line = 'answers-lost'
    await database.end()
    const answer = await sent
    proxy.line = 'up'
    expectUnavailable(answer)
    await waitFor(async () =>
      expect(await notes.save(save)).toMatchObject({ status: 200, body: { status: 'duplicate' } }),
    )
    expect(await notes.there()).toContain(widgetOf(save))
  })

  it('[S1] somebody else holds a lock for long: 503 before it is let go, nothing was written, and then it goes through', async () => {
    const databaseUrl = await fresh()
    const { url } = await serve(databaseUrl)
    const notes = await Notes.of(url)
    const save = notes.next()
    const lock = await locking(databaseUrl, 'layout')
    expectUnavailable(await notes.save(save))
    await lock.release()
    expect(await notes.there()).toEqual([])
    expect(await notes.save(save)).toMatchObject({ status: 200, body: { status: 'saved', revision: 1 } })
  })

  it.each([1, 20])(
    '[S1] somebody else holds the locks of %i accounts: those hear 503, and the saves of all others go through',
    async (count) => {
      const databaseUrl = await fresh()
      const { url } = await serve(databaseUrl)
      const crowd: Notes[] = []
      for (let i = 0; i < count + 10; i++) {
        const notes = await Notes.of(url)
        crowd.push(notes)
        expect((await notes.save(notes.next())).status).toBe(200)
      }
      const held = crowd.slice(0, count)
      const others = crowd.slice(count)
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      await client.query('begin')
      await client.query('select from layout where account = any($1) for update', [held.map(({ account }) => account)])
      const stuck = held.map((notes) => ({ notes, save: notes.next() }))
      const [refused, saved] = await Promise.all([
        Promise.all(stuck.map(({ notes, save }) => notes.save(save))),
        Promise.all(others.map((notes) => notes.save(notes.next()))),
      ])
      await client.end()
      for (const answer of refused) expectUnavailable(answer)
      expect(saved.map(({ status }) => status)).toEqual(others.map(() => 200))
      for (const { notes, save } of stuck) expect((await notes.save(save)).status).toBe(200)
    },
  )

  it('[D13] nobody is signed out whose session could not be ended: 503, and the session goes on', async () => {
    const databaseUrl = await fresh()
    const { url } = await serve(databaseUrl)
    const client = new TestClient(url)
    const id = await client.guest()
    const lock = await locking(databaseUrl, 'session')
    expectUnavailable(await client.post('/api/auth/sign-out'))
    await lock.release()
    expect(await client.get('/api/account')).toMatchObject({ status: 200, body: { id } })
    const { cookie } = client
    expect((await client.post('/api/auth/sign-out')).status).toBe(200)
    client.cookie = cookie
    expect(await client.get('/api/account')).toMatchObject({ status: 200, body: { id: null } })
  })

  it('when every connection is busy, few wait and the others are told so at once; nobody is forgotten', async () => {
    const databaseUrl = await fresh()
    const { url } = await serve(databaseUrl, { databaseConnections: 2, databaseWaiting: 3 })
    const crowd = []
    for (let i = 0; i < 12; i++) crowd.push(await Notes.of(url))
    // Who they are is known then, and not asked about.
    for (const { client } of crowd) expect((await client.get('/api/conflicts')).status).toBe(200)
    const lock = await locking(databaseUrl, 'conflict')
    let answered = 0
    const answers = crowd.map(async ({ client }) => {
      const answer = await client.get('/api/conflicts')
      answered += 1
      return answer
    })
    // Two have a connection and three wait for one: seven hear at once.
    await waitFor(() => expect(answered).toBe(7), { interval: 5 })
    await lock.release()
    const done = await Promise.all(answers)
    const refused = done.filter(({ status }) => status !== 200)
    for (const answer of refused) expectUnavailable(answer)
    expect(refused).toHaveLength(7)
    for (const { client } of crowd) expect((await client.get('/api/conflicts')).status).toBe(200)
  })
})
