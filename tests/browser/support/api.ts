/** A program that speaks the API without a browser: accounts, and another device that saves and pulls. */
import { randomUUID } from 'node:crypto'
import type { Change } from '../../../core/edits/diff'
import type { SaveTrigger } from '../../../core/edits/edit'
import type { PullAnswer, SaveAnswer } from '../../../core/wire/answer'
import type { SaveBody } from '../../../core/wire/save'
import { SCHEMA } from '../../../core/wire/version'

export interface Credentials {
  email: string
  password: string
}

export interface Cookie {
  name: string
  value: string
  url: string
  /** Seconds since 1970. */
  expires: number
  httpOnly: boolean
}

export interface Answered<T> {
  status: number
  body: T
}

/** One cookie jar, one device, one writer. */
export class ApiClient {
  readonly device = randomUUID()
  readonly writer = randomUUID()
  private readonly jar = new Map<string, string>()
  private n = 0
  account = ''

  constructor(private readonly origin: string) {}

  /** Sends JSON (or nothing) as a page of this origin would. */
  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<Answered<T>> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        origin: this.origin,
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      this.jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const text = await response.text()
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
  }

  /** As Playwright takes them; kept for a day, as a browser forgets those without an end when it closes. */
  cookies(): Cookie[] {
    const expires = Math.floor(Date.now() / 1_000) + 86_400
    return [...this.jar].map(([name, value]) => ({ name, value, url: this.origin, expires, httpOnly: true }))
  }

  async guest(): Promise<this> {
    return this.becomes(await this.call('POST', '/api/auth/sign-in/anonymous', {}))
  }

  /** A new full account with an address that nobody has. */
  async signUp(): Promise<Credentials> {
    const credentials = { email: `${randomUUID()}@example.org`, password: `correct horse ${randomUUID()}` }
    this.becomes(await this.call('POST', '/api/auth/sign-up/email', { ...credentials, name: 'Ada' }))
    return credentials
  }

  async signIn(credentials: Credentials): Promise<this> {
    return this.becomes(await this.call('POST', '/api/auth/sign-in/email', credentials))
  }

  signOut(): Promise<Answered<unknown>> {
    return this.call('POST', '/api/auth/sign-out', {})
  }

  /** What the account holds, everything. */
  async pull(): Promise<PullAnswer> {
    const { status, body } = await this.call<PullAnswer>('GET', '/api/layout')
    if (status !== 200) throw new Error(`GET /api/layout answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  /** Saves changes made on what the account holds now. Numbers are this client's own. */
  async save(changes: Change[], trigger: SaveTrigger = 'edit'): Promise<Answered<SaveAnswer>> {
    const { revision, tag } = await this.pull()
    const now = Date.now()
    const edits = changes.map((change) => {
      this.n += 1
      return { ...change, n: this.n, base: revision, at: now }
    })
    const body: SaveBody = {
      schema: SCHEMA,
      account: this.account,
      device: this.device,
      base: revision,
      tag,
      trigger,
      sentAt: now,
      streams: [{ writer: this.writer, edits }],
    }
    return this.call('POST', '/api/layout', body)
  }

  private becomes({ status, body }: Answered<unknown>): this {
    const id = (body as { user?: { id?: string } } | null)?.user?.id
    if (status >= 300 || id === undefined) throw new Error(`signing in answered ${status}: ${JSON.stringify(body)}`)
    this.account = id
    return this
  }
}
