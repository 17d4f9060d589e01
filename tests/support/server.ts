/** A whole server on a free port, on a fresh database, and clients with a cookie jar each. No page is built for it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Settings } from '../../server/settings'
import { type RunningServer, type StartOptions, startServer } from '../../server/start'
import { type DatabaseKind, freshDatabase } from './databases'

/** A free port, no limits, no log. */
export const TEST_SETTINGS: Settings = {
  port: 0,
  host: '127.0.0.1',
  databaseUrl: null,
  savesTogether: 64,
  databaseDirectUrl: null,
  databaseConnections: 10,
  databaseWaiting: 1_000,
  databasePrepared: true,
  dataDir: '/nowhere',
  publicUrl: 'http://localhost:0',
  authSecret: 'only-for-tests-0123456789abcdef0123456789',
  logLevel: 'silent',
  trustProxy: 0,
  historyDays: 90,
  rateLimits: { signIn: 0, guests: 0, pairing: 0, saves: 0 },
  faults: false,
  serviceWorker: 'normal',
}

export interface TestServer extends RunningServer {
  /** Where it listens. */
  url: string
  client(): TestClient
  /** Stops it and throws its database away. */
  close(): Promise<void>
}

/** Starts a server. `settings` are laid over those that tests need. */
export async function startTestServer(
  kind: DatabaseKind,
  settings: Partial<Settings> = {},
  options: Pick<StartOptions, 'pageFolder' | 'now'> = {},
): Promise<TestServer> {
  const { database, drop } = await freshDatabase(kind)
  const emptyFolder = mkdtempSync(join(tmpdir(), 'holdfast-page-'))
  const server = await startServer(
    { ...TEST_SETTINGS, ...settings },
    // Closed by `drop`, after the server.
    { pageFolder: emptyFolder, ...options, open: async () => ({ ...database, close: async () => {} }) },
  )
  const url = `http://127.0.0.1:${server.port}`
  return {
    ...server,
    url,
    client: () => new TestClient(url),
    close: async () => {
      await server.stop()
      await drop()
      rmSync(emptyFolder, { recursive: true, force: true })
    },
  }
}

export interface Answer {
  status: number
  headers: Headers
  /** Parsed when it is JSON, else the text. */
  body: unknown
}

/** One browser's cookies, or a program's. Sends no Origin unless told to. */
export class TestClient {
  cookie: string | null = null

  constructor(readonly url: string) {}

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const [set] = response.headers.getSetCookie()
    if (set !== undefined) this.cookie = /Max-Age=0/.test(set) ? null : (set.split(';')[0] ?? null)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.call('GET', path, undefined, headers)
  }

  post(path: string, body: unknown = {}, headers?: Record<string, string>): Promise<Answer> {
    return this.call('POST', path, body, headers)
  }

  /** Becomes a new guest. @returns its account */
  async guest(): Promise<string> {
    const { body } = await this.post('/api/auth/sign-in/anonymous')
    return (body as { user: { id: string } }).user.id
  }
}
