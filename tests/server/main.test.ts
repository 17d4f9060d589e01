import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeOnPostgres } from '../support/databases'
import { freshPostgres } from '../support/postgres'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const SECRET = 'only-for-tests-0123456789abcdef0123456789'
let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-main-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** The server as a process of its own, started from another folder than the repository's. */
function start(settings: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env
  const tsx = import.meta.resolve('tsx')
  const child = spawn(process.execPath, ['--import', tsx, MAIN], {
    cwd: folder,
    env: { PATH, HOME, PORT: '0', DATA_DIR: join(folder, 'data'), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const said = { out: '', err: '' }
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said.out += chunk
      const url = /ready at (\S+)/.exec(said.out)?.[1]
      if (url !== undefined) resolve(url)
    })
    exited.then(() => reject(new Error(`it ended: ${said.err}`)))
  })
  ready.catch(() => {})
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  return { child, said, exited, ready }
}

describe('with the embedded database', () => {
  it('says in one line where to go, keeps accounts over a restart, refuses a second process, and ends well', async () => {
    const first = start({})
    const url = await first.ready
    expect(first.said.out).toBe(`Holdfast is ready at ${url}\n`)
    const guest = await fetch(`${url}/api/auth/sign-in/anonymous`, { method: 'POST' })
    const cookie = guest.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const account = (await guest.json()) as { user: { id: string } }
    expect(statSync(join(folder, 'data', 'auth-secret')).mode & 0o777).toBe(0o600)

    const second = start({})
    expect(await second.exited).toBe(1)
    expect(second.said.err.trim()).toMatch(/^DATA_DIR \S+ is in use by process \d+: [^\n]+\.$/)

    const stream = await fetch(`${url}/api/events`, { headers: { cookie } })
    const reader = stream.body?.getReader()
    const event = await reader?.read()
    expect(new TextDecoder().decode(event?.value)).toContain('event: revision')
    first.child.kill('SIGTERM')
    expect(await first.exited).toBe(0)
    // It has ended; a heartbeat may have come before that.
    while ((await reader?.read())?.done === false);
    expect(readdirSync(join(folder, 'data')).sort()).toEqual(['auth-secret', 'pg'])

    const third = start({ FAULTS: 'on', LOG_LEVEL: 'warn' })
    const again = await fetch(`${await third.ready}/api/account`, { headers: { cookie } })
    expect(await again.json()).toEqual({ id: account.user.id, email: null, guest: true })
    third.child.kill('SIGINT')
    expect(await third.exited).toBe(0)
    expect(`${third.said.out}${third.said.err}`.match(/FAULTS is on/g)).toHaveLength(1)
    expect(`${first.said.out}${first.said.err}`).not.toContain('FAULTS')
  })
})

describe('a setting that makes no sense stops the start with one sentence that names it', () => {
  const expectOneSentence = async (settings: Record<string, string>, words: RegExp) => {
    const { exited, said } = start(settings)
    expect(await exited).toBe(1)
    expect(said.out).toBe('')
    expect(said.err.trim()).toMatch(words)
    expect(said.err.trim().split('\n')).toHaveLength(1)
  }

  it('FAULTS in production', () => expectOneSentence({ FAULTS: '1', NODE_ENV: 'production' }, /^FAULTS must be off/))

  it('a DATABASE_URL where nothing listens', () =>
    expectOneSentence(
      { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/holdfast', AUTH_SECRET: SECRET },
      /^(?!.*hunter2)The database\/holdfast at 127\.0\.0\.1:1 \(DATABASE_URL\) cannot be reached: .*\.$/,
    ))
})

describeOnPostgres('with PostgreSQL', () => {
  it('two start at once on an empty database; a port in use is refused in a sentence', async () => {
    const fresh = await freshPostgres({ migrated: false })
    const settings = { DATABASE_URL: fresh.url, AUTH_SECRET: SECRET }
    const both = [start(settings), start(settings)]
    for (const url of await Promise.all(both.map(({ ready }) => ready))) {
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
    }
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    const third = start({ ...settings, PORT: `${port}` })
    expect(await third.exited).toBe(1)
    expect(third.said.err.trim()).toMatch(new RegExp(`^PORT ${port} is in use [^\\n]+\\.$`))
    taken.close()
    for (const { child, exited } of both) {
      child.kill('SIGTERM')
      expect(await exited).toBe(0)
    }
    await fresh.drop()
  })
})
