/**
 * What the stories about saves are told with: the layout's routes on a store, devices that make edits and hold what they
 * were answered, and a clock that only the story moves. No sockets and no sign-in: who asks is a header.
 */

import { Hono } from 'hono'
import * as v from 'valibot'
import type { Strategy } from '../../../core/edits/edit'
import type { Json } from '../../../core/layout/model'
import { type PullAnswer, pullAnswerSchema, type SaveAnswer, saveAnswerSchema } from '../../../core/wire/answer'
import type { RevisionEvent } from '../../../core/wire/event'
import type { Problem } from '../../../core/wire/problem'
import type { SaveBody } from '../../../core/wire/save'
import type { LayoutStore } from '../../../server/layouts/store'
import type { AppEnv } from '../../../server/routes/app-env'
import { layoutRoutes } from '../../../server/routes/layout'

/** A lower-case UUID that sorts by `n`: devices 1, 2; widgets from 100; writers from 1000. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** 2026-01-01, the story's beginning. */
export const BEGINNING = 1_767_225_600_000

export type WireEdit = SaveBody['streams'][number]['edits'][number]

export interface Api {
  app: Hono<AppEnv>
  store: LayoutStore
  /** Server time, ms since 1970. */
  clock: { now: number }
  /** What was published, in order. */
  published: ({ account: string } & RevisionEvent)[]
  post(body: unknown, account: string, headers?: Record<string, string>): Promise<Response>
  get(query: string, account: string, headers?: Record<string, string>): Promise<Response>
}

let tags = 0

/** The real routes on `store`; `x-account` says who is signed in. */
export function apiOn(store: LayoutStore, options: { pause?: (attempt: number) => Promise<void> } = {}): Api {
  const clock = { now: BEGINNING }
  const published: Api['published'] = []
  const app = new Hono<AppEnv>().route(
    '/',
    layoutRoutes({
      store,
      now: () => clock.now,
      steadyNow: () => clock.now,
      newTag: () => `t${++tags}`,
      pause: options.pause ?? (async () => {}),
      sessionOf: async ({ headers }) => {
        const account = headers.get('x-account')
        return account === null ? null : { account, session: headers.get('x-session') ?? `session-of-${account}` }
      },
      notifier: { publish: (account, event) => void published.push({ account, ...event }) },
      saveLimit: { take: () => ({ kind: 'go' }) },
    }),
  )
  // The app's own handler logs and says so in a problem; here the status is enough.
  app.onError((_, c) => c.text('', 500))
  const call = async (path: string, init: RequestInit) => app.request(path, init)
  return {
    app,
    store,
    clock,
    published,
    post: (body, account, headers = {}) =>
      call('/api/layout', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-account': account, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (query, account, headers = {}) =>
      call(`/api/layout${query}`, { headers: { 'x-account': account, ...headers } }),
  }
}

export interface SaveOptions {
  strategy?: Strategy
  /** The device's clock when the request leaves; its own clock now when left out. */
  sentAt?: number
  base?: number
  tag?: string | null
}

/** A device of the story. It holds the revision that it was answered last, and does not fold: a story says what it sends. */
export class TestDevice {
  base = 0
  tag: string | null = null
  /** How far this device's clock is ahead of the server's, ms. */
  skew = 0
  readonly #n = new Map<string, number>()

  constructor(
    readonly api: Api,
    readonly account: string,
    readonly id: string,
    /** The writer of edits that name none. */
    readonly writer: string,
  ) {}

  /** A second tab, a later start: another writer of the same device, which holds the same. */
  tab(writer: string): TestDevice {
    const tab = new TestDevice(this.api, this.account, this.id, writer)
    tab.base = this.base
    tab.tag = this.tag
    tab.skew = this.skew
    return tab
  }

  private get session(): Record<string, string> {
    return { 'x-session': `${this.account} ${this.id}` }
  }

  get clock(): number {
    return this.api.clock.now + this.skew
  }

  /** The next edit of this device's writer, made on what it holds now. */
  #edit<E extends object>(widget: string, what: E, over: { at?: number; base?: number }) {
    const n = (this.#n.get(this.writer) ?? 0) + 1
    this.#n.set(this.writer, n)
    return { n, base: over.base ?? this.base, widget, at: over.at ?? this.clock, ...what }
  }
  set(widget: string, field: string, value: Json, over: { at?: number; base?: number } = {}) {
    return this.#edit(widget, { field, value }, over)
  }
  unset(widget: string, field: string, over: { at?: number; base?: number } = {}) {
    return this.#edit(widget, { field, unset: true as const }, over)
  }
  remove(widget: string, over: { at?: number; base?: number } = {}) {
    return this.#edit(widget, { remove: true as const }, over)
  }
  revive(widget: string, over: { at?: number; base?: number } = {}) {
    return this.#edit(widget, { revive: true as const }, over)
  }

  body(edits: WireEdit[] | { writer: string; edits: WireEdit[] }[], options: SaveOptions = {}): SaveBody {
    const streams = edits.map((part) => ('edits' in part ? part : { writer: this.writer, edits: [part] }))
    const own = streams.filter((stream) => stream.writer === this.writer)
    return {
      schema: 1,
      account: this.account,
      device: this.id,
      base: options.base ?? this.base,
      tag: options.tag === undefined ? this.tag : options.tag,
      trigger: 'edit',
      strategy: options.strategy ?? 'merge',
      sentAt: options.sentAt ?? this.clock,
      streams: [
        ...(own.length === 0 ? [] : [{ writer: this.writer, edits: own.flatMap((stream) => stream.edits) }]),
        ...streams.filter((stream) => stream.writer !== this.writer),
      ],
    }
  }

  /** Sends and gives the answer as it came, without taking it over. */
  async send(body: SaveBody): Promise<SaveAnswer> {
    const response = await this.api.post(body, this.account, this.session)
    const answer = await response.json()
    if (response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(answer)}`)
    return v.parse(saveAnswerSchema, answer)
  }

  /** Sends, and holds what was answered. Throws for anything but 200. */
  async save(
    edits: WireEdit[] | { writer: string; edits: WireEdit[] }[],
    options: SaveOptions = {},
  ): Promise<SaveAnswer> {
    const answer = await this.send(this.body(edits, options))
    this.base = answer.revision
    this.tag = answer.tag
    return answer
  }

  /** Sends what will be refused. */
  async refused(body: SaveBody): Promise<Problem> {
    const response = await this.api.post(body, this.account, this.session)
    const problem = (await response.json()) as Problem
    if (response.status === 200) throw new Error(`not refused: ${JSON.stringify(problem)}`)
    return problem
  }

  /** Asks for what changed, and holds it. */
  async pull(query?: string): Promise<PullAnswer> {
    const held = this.tag === null ? '' : `?since=${this.base}&tag=${this.tag}`
    const response = await this.api.get(query ?? held, this.account, this.session)
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    const answer = v.parse(pullAnswerSchema, await response.json())
    this.base = answer.revision
    this.tag = answer.tag
    return answer
  }
}

let accounts = 0

/** A fresh account with two devices that hold nothing yet: `phone` (device 1) and `laptop` (device 2, the greater id). */
export function twoDevices(api: Api): { account: string; phone: TestDevice; laptop: TestDevice } {
  const account = `account-${++accounts}`
  return {
    account,
    phone: new TestDevice(api, account, uuid(1), uuid(1001)),
    laptop: new TestDevice(api, account, uuid(2), uuid(2001)),
  }
}

/** The same, and both hold a note with a title. */
export async function twoDevicesWithNote(api: Api) {
  const devices = twoDevices(api)
  const note = uuid(100)
  await devices.phone.save([devices.phone.set(note, 'type', 'note'), devices.phone.set(note, 'title', 'Shopping')])
  await devices.laptop.pull()
  api.clock.now += 1000
  return { ...devices, note }
}

/** Live widgets with plain values, as an answer that is `full` tells them. */
export function plain(answer: PullAnswer): Record<string, Record<string, unknown>> {
  const layout: Record<string, Record<string, unknown>> = {}
  for (const { id, removed, fields } of answer.widgets) {
    if (removed) continue
    const values = Object.entries(fields).filter(([, field]) => field.unset !== true)
    layout[id] = Object.fromEntries(values.map(([key, field]) => [key, field.value]))
  }
  return layout
}

/** The whole layout as a device with nothing would be told. */
export async function layoutOf(api: Api, account: string): Promise<Record<string, Record<string, unknown>>> {
  return plain(v.parse(pullAnswerSchema, await (await api.get('', account)).json()))
}
