/**
 * One API process: the real app with the real routes, decisions and memory, on a model of the database that takes its time and
 * may be away. Before: network brings requests. After: servers has the database and the other processes.
 */
import type { Hono } from 'hono'
import { createApp } from '../../../server/app'
import type { Accounts } from '../../../server/auth/accounts'
import { createEventStreams, HEARTBEAT_MS } from '../../../server/events/streams'
import { createSubscribers } from '../../../server/events/subscribers'
import { remember } from '../../../server/layouts/remember'
import type { LayoutStore } from '../../../server/layouts/store'
import type { Logger } from '../../../server/ops/log'
import type { AppEnv } from '../../../server/routes/app-env'
import { layoutRoutes } from '../../../server/routes/layout'
import { restoreRoutes } from '../../../server/routes/restore'
import { transferRoutes } from '../../../server/routes/transfer'
import { Life } from '../browser/life'
import { arriving, ORIGIN, type Outgoing, type OutgoingRequest } from '../network/messages'
import type { World } from '../world'
import { COOKIE, tokenOf } from './account-table'
import { createModelPrisma } from './model-prisma'

/** The streams beat in so many slices (events/streams). */
const BEATS = 80
const LOG = { info() {}, warn() {}, error() {} } as unknown as Logger

export class ApiProcess {
  readonly life: Life
  readonly #app: Hono<AppEnv>
  readonly #subscribers = createSubscribers()
  readonly #streams: ReturnType<typeof createEventStreams>
  readonly #underWay = new Set<() => void>()
  readonly #open = new Set<(why: 'broken') => void>()

  constructor(
    readonly world: World,
    readonly number: number,
  ) {
    const { time } = world
    this.life = new Life(time)
    const store = remember(this.#store())
    this.#subscribers.addToAll((account, { revision }) => store.forget(account, revision))
    const accounts = this.#accounts()
    const notifier = {
      publish: (account: string, event: Parameters<World['servers']['publish']>[2]) =>
        world.servers.publish(this, account, event),
    }
    this.#streams = createEventStreams({
      notifier: { subscribe: this.#subscribers.add },
      current: (asked) => this.life.call(world.servers.moment(), () => world.servers.standing(asked)),
      after: (ms, call) => void this.life.after(ms, call),
      watch: ({ session }, ended) => world.servers.accounts.watch(session, ended),
      every: (ms, call) => this.#every(ms, call),
    })
    const deps = {
      store,
      sessionOf: accounts.sessionOf,
      notifier,
      saveLimit: { take: () => world.servers.limit() },
      now: () => world.serverNow(),
      steadyNow: () => time.now(),
      newTag: () => world.newTag(),
      pause: (attempt: number) =>
        new Promise<void>((done) => void this.life.after(world.random.below(4 * attempt + 1), done)),
    }
    const prisma = createModelPrisma(world.servers.accounts, this.#ask)
    const whole = {
      ...deps,
      store: this.#store(),
      prisma,
      layoutAt: (account: string, revision: number) =>
        this.#ask(() => world.servers.database.layoutAt(account, revision)),
    }
    this.#app = createApp({
      settings: {
        publicUrl: ORIGIN,
        trustProxy: false,
        rateLimits: { signIn: 0, guests: 0, pairing: 0, saves: 0 },
        faults: false,
        serviceWorker: 'normal',
      } as never,
      prisma,
      accounts,
      streams: this.#streams,
      // Nobody joins by a code in these stories.
      pairings: {} as never,
      layouts: layoutRoutes(deps).route('/', restoreRoutes(whole)).route('/', transferRoutes(whole)),
      see: (account, device) => store.see(account, device),
      log: LOG,
      now: () => world.serverNow(),
      pageFolder: '/',
      readiness: () => this.#ask(() => 'ready' as const),
      isStopping: () => false,
      after: (ms, call) => this.life.after(ms, call),
    })
  }

  /** Another process, or this one, has made a revision. */
  hears(account: string, hint: { revision: number; tag: string | null } | 'look-again'): void {
    this.life.hear(() => {
      if (hint === 'look-again') this.#subscribers.tellAll({ kind: 'look-again' })
      else this.#subscribers.tell(account, { kind: 'revision', ...hint })
    })
  }

  /** Answers a request; `failed` where the process ends before. */
  take(sent: OutgoingRequest, answered: (answer: Outgoing) => void, failed: () => void): void {
    this.#underWay.add(failed)
    const request = this.world.servers.received(sent)
    const seen = this.world.watch.arrives(this, request)
    this.#answer(request).then(
      (answer) => {
        if (!this.#underWay.delete(failed)) return
        this.world.watch.answers(seen, answer)
        answered(answer)
      },
      (error: unknown) => this.world.crash(error),
    )
  }

  /** Opens an event stream; `ended` once, when it is over. The returned function hangs up. */
  openStream(
    request: OutgoingRequest,
    said: (data: string) => void,
    ended: (why: 'refused' | 'broken') => void,
  ): () => void {
    let isHungUp = false
    let close = () => {
      isHungUp = true
    }
    const over = (why: 'refused' | 'broken') => {
      this.#open.delete(over)
      ended(why)
    }
    this.#open.add(over)
    const outgoing = {
      writableLength: 0,
      setHeader() {},
      writeHead() {},
      flushHeaders() {},
      write: (frame: string) => {
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (data !== undefined) said(data)
      },
      end: () => over('broken'),
      destroy: () => over('broken'),
      once: (_: string, fn: () => void) => {
        if (isHungUp) fn()
        else close = fn
      },
      on() {},
    }
    const open = async () => {
      const { status } = await this.#app.fetch(arriving(request), { outgoing } as never)
      if (status !== 200) over('refused')
    }
    open().catch((error: unknown) => this.world.crash(error))
    return () => close()
  }

  /** The process is gone: what it had in hand has no answer. */
  kill(): void {
    this.life.end()
    for (const fail of [...this.#underWay]) fail()
    this.#underWay.clear()
    for (const over of [...this.#open]) over('broken')
  }

  async #answer(request: OutgoingRequest): Promise<Outgoing> {
    const bindings = { outgoing: { setHeader() {} } } as never
    const response = await this.#app.fetch(arriving(request), bindings)
    const headers: Record<string, string> = {}
    for (const name of ['content-type', 'retry-after']) {
      const value = response.headers.get(name)
      if (value !== null) headers[name] = value
    }
    const cookie = response.headers.get('set-cookie')
    const text = await response.text()
    return { status: response.status, headers, text, ...(cookie !== null && { cookie: cookie === '' ? null : cookie }) }
  }

  #every(ms: number, call: () => void): () => void {
    // Many beats at once, so that hours go by without millions of events.
    const together = Math.max(1, Math.round(HEARTBEAT_MS / ms))
    let stop = () => {}
    const next = () => {
      stop = this.life.after(ms * together, () => {
        for (let i = 0; i < Math.min(together, BEATS); i++) call()
        next()
      })
    }
    next()
    return () => stop()
  }

  /** Something in the database, some moments away. */
  readonly #ask = <T>(effect: () => T | Promise<T>): Promise<T> => {
    const { servers } = this.world
    return this.life.call(servers.moment(), () => {
      servers.mustBeThere()
      return effect()
    })
  }

  #store(): LayoutStore {
    const { servers, watch, random } = this.world
    const store = servers.database.store()
    return {
      read: (ask) => this.#ask(() => store.read(ask)),
      write: (commit) =>
        this.#ask(async () => {
          const isWritten = await store.write(commit)
          if (isWritten) watch.commits(this, commit)
          // The connection broke after the commit: nobody here knows whether it was made.
          if (random.chance(servers.commitsLost)) throw away('ECONNRESET')
          return isWritten
        }),
      see: (account, device) => this.#ask(() => store.see(account, device)),
    }
  }

  #accounts(): Accounts {
    const { servers } = this.world
    const table = servers.accounts
    const sessionOfCookie = (header: string | null | undefined) => {
      const token = tokenOf(header)
      const account = token === null ? null : table.accountOf(token)
      return account === null || token === null ? null : { account, session: token }
    }
    const signedIn = (account: string, body: object) =>
      Response.json(body, { headers: { 'set-cookie': `${COOKIE}=${table.signIn(account)}` } })
    return {
      sessionOf: ({ headers }) => sessionOfCookie(headers.get('cookie')),
      sessionOfCookie,
      ended() {},
      watch: () => () => {},
      close: async () => {},
      sessionCookie: async () => '',
      signedOutCookie: '',
      hashPassword: async (password) => password,
      passwordIs: async (password, hash) => password === hash,
      current: (headers) =>
        this.#ask(() => {
          const user = table.user(sessionOfCookie(headers.get('cookie'))?.account ?? '')
          if (user === undefined) return null
          return { info: { id: user.id, email: user.email, guest: user.email === null }, headers: new Headers() }
        }),
      handle: async (request) => {
        const body = (await request.json().catch(() => ({}))) as { email?: string; password?: string }
        const known = sessionOfCookie(request.headers.get('cookie'))
        return this.#ask(() => {
          if (request.url.endsWith('/anonymous')) {
            if (known !== null) {
              return Response.json({ user: { id: known.account, email: table.user(known.account)?.email ?? null } })
            }
            const guest = table.add(null, null)
            return signedIn(guest.id, { user: { id: guest.id, email: null } })
          }
          if (request.url.endsWith('/sign-out')) {
            if (known !== null) table.end([known.session])
            return Response.json({ success: true }, { headers: { 'set-cookie': '' } })
          }
          const user = table.byEmail(body.email ?? '')
          if (user === undefined || user.password !== body.password) {
            return Response.json({ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'no' }, { status: 401 })
          }
          return signedIn(user.id, { user: { id: user.id } })
        })
      },
    }
  }
}

/** An error by which the API knows that the database is away. */
export const away = (code: string): Error => Object.assign(new Error('the database is away'), { code })
