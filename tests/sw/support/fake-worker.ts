/** The outbox on fakes: a clock that only the test moves, a queue and a state in memory, a server that answers as told. */
import { setImmediate as turn } from 'node:timers/promises'
import type { JournalEvent } from '../../../core/wire/journal-event'
import type { ProblemName } from '../../../core/wire/problem'
import type { SaveBody } from '../../../core/wire/save'
import type { Learned, WorkerReport } from '../../../core/wire/worker-message'
import type { WorkerEnv } from '../../../sw/env'
import type { Drain } from '../../../sw/outbox/drain'
import type { HeldEntry, Hold } from '../../../sw/outbox/held'
import { createOutbox } from '../../../sw/outbox/outbox'
import type { OutboxState } from '../../../sw/outbox/state'
import type { Wake } from '../../../sw/outbox/wake'
import { createProvoke, type MakeProvoke, type ProvokedStore } from '../../../sw/provoke'
import { problemAnswer } from '../../fakes/answers'
import { createMemoryHold, createMemoryOutboxState, createOutboxRows } from '../../fakes/memory-outbox'

export const ORIGIN = 'https://holdfast.test'
export const DEVICE = '11111111-1111-4111-8111-111111111111'

/** A save of title edits with these numbers, each of a widget of its own. */
export function saveOf(writer: string, numbers: number[], account = 'ada'): SaveBody {
  const edits = numbers.map((n) => ({ n, widget: `widget-${n}`, field: 'title', value: n, at: 1 }))
  const who = { schema: 1, account, device: DEVICE, base: 3, tag: 't' }
  return { ...who, trigger: 'edit', strategy: 'merge', sentAt: 1, streams: [{ writer, edits }] }
}

type Answer = 'save' | 'unreachable' | 'silence' | { problem: ProblemName; retryAfter?: string } | Response

/** What a server without FAULTS says. */
const NO_FAULTS = () => problemAnswer('not-found')

export interface FakeWorker {
  /** What happened, with seconds since the start. */
  log: string[]
  /** How the next saves are answered; after them as `always` says. */
  next: Answer[]
  always: Answer
  /** Bodies as they were sent. */
  sent: SaveBody[]
  entries: HeldEntry[]
  learned: Map<string, Learned>
  reports: WorkerReport[]
  journal: JournalEvent[]
  /** Pages that are open. */
  open: Set<string>
  broken: { put?: true; look?: true }
  /** Called when a save was just put in. */
  whenPut(): void
  /** Called when a save was just sent. */
  whenSent(): void
  active: boolean
  /** Whether a person has a page in sight. */
  lookedAt: boolean
  /** What was put on the app's icon, in turn. */
  badges: number[]
  syncsAsked: number
  /** What is kept of the trouble on purpose. */
  provoked: Awaited<ReturnType<ProvokedStore['read']>>
  /** Whether the server has FAULTS on; 'unknown': `respond` answers in its place. */
  faultsAllowed: boolean | 'unknown'
  respond(): Exclude<Answer, 'save'>
  /** How often it was asked that. */
  faultsAsked: number
  /** Posts a save as the page `client` and gives what that page is answered. */
  post(save: unknown, client?: string): Promise<{ status: number; body: unknown } | 'network error'>
  /** Lets everything that is due within `ms` happen. */
  pass(ms: number): Promise<void>
  drain: Drain
  wake: Wake
}

/** @param makeProvoke in place of that of a worker with faults */
export function fakeWorker(makeProvoke?: MakeProvoke): FakeWorker {
  let now = 1_000_000
  const start = now
  let ids = 0
  let timers: { at: number; fn: () => void }[] = []
  let locked: Promise<unknown> = Promise.resolve()
  const say = (what: string) => fake.log.push(`${((now - start) / 1000).toFixed(1)} ${what}`)

  const env: WorkerEnv = {
    now: () => now,
    random: () => 0,
    uuid: () => `id-${++ids}`,
    fetch: async (url, init) => {
      if (url === '/api/faults') {
        fake.faultsAsked += 1
        if (fake.faultsAllowed !== 'unknown') return fake.faultsAllowed ? Response.json([]) : NO_FAULTS()
        return answerOf(fake.respond(), {} as SaveBody, init.signal ?? undefined)
      }
      const body = JSON.parse(init.body as string) as SaveBody
      fake.sent.push(body)
      say(`send ${describeSave(body)}`)
      fake.whenSent()
      return await answerOf(fake.next.shift() ?? fake.always, body, init.signal ?? undefined)
    },
    after(ms, fn) {
      const timer = { at: now + ms, fn }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    exclusively(_name, _waitMs, fn) {
      const run = locked.then(fn, fn)
      locked = run.catch(() => {})
      return run
    },
    post(report) {
      fake.reports.push(report)
      if (report.type === 'status') say(`status ${report.status.account} ${report.status.state}`)
      if (report.type === 'learned') say(`report ${report.learned.kind}`)
    },
    isOpen: async (client) => fake.open.has(client),
    badge: async (count) => void fake.badges.push(count),
    isLookedAt: async () => fake.lookedAt,
    isActive: () => fake.active,
  }

  const rows = createOutboxRows()
  const memory = createMemoryHold(rows, { now: () => now })
  const hold: Hold = {
    ...memory,
    async put(request, key) {
      if (fake.broken.put) throw new DOMException('full', 'QuotaExceededError')
      await memory.put(request, key)
      say(`put ${describeSave(rows.held.at(-1)?.body as unknown as SaveBody)}`)
      fake.whenPut()
    },
    async look() {
      if (fake.broken.look) throw new DOMException('gone', 'InvalidStateError')
      return memory.look()
    },
    async delete(id) {
      const gone = rows.held.find((entry) => entry.id === id)
      if (gone !== undefined) say(`delete ${describeSave(gone.body as unknown as SaveBody)}`)
      await memory.delete(id)
    },
    async registerSync() {
      fake.syncsAsked += 1
    },
  }

  const remembered = createMemoryOutboxState(rows)
  const state: OutboxState = {
    ...remembered,
    async learn(learned) {
      say(`learn ${learned.kind}`)
      await remembered.learn(learned)
    },
  }

  const provoked: ProvokedStore = {
    read: async () => fake.provoked,
    write: async (kept) => {
      fake.provoked = kept
    },
  }
  const { intercept, wake, drain } = createOutbox({
    env,
    hold: () => hold,
    state,
    makeProvoke: makeProvoke ?? ((real, ended) => createProvoke(real, provoked, ended)),
    version: 'test',
  })
  const fake: FakeWorker = {
    log: [],
    next: [],
    always: 'save',
    sent: [],
    entries: rows.held,
    learned: rows.learned,
    reports: [],
    journal: rows.journal,
    open: new Set(['page']),
    broken: {},
    whenPut: () => {},
    whenSent: () => {},
    active: true,
    lookedAt: true,
    badges: [],
    syncsAsked: 0,
    provoked: null,
    faultsAllowed: false,
    respond: () => 'unreachable',
    faultsAsked: 0,
    drain,
    wake,
    async post(save, client = 'page') {
      const body = typeof save === 'string' ? save : JSON.stringify(save)
      const response = await intercept(new Request(`${ORIGIN}/api/layout`, { method: 'POST', body }), client).response
      if (response.type === 'error') return 'network error'
      return { status: response.status, body: await response.json() }
    },
    async pass(ms) {
      const end = now + ms
      await quiet()
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers = timers.filter((timer) => timer !== due)
        now = Math.max(now, due.at)
        due.fn()
        await quiet()
      }
      now = end
    },
  }
  return fake
}

/** Until no promise goes on by itself. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn()
}

const describeSave = ({ account, streams }: SaveBody) =>
  `${account} ${streams.map(({ writer, edits }) => `${writer}:${edits.map(({ n }) => n).join(',')}`).join(' ')}`

function answerOf(answer: Answer, save: SaveBody, signal: AbortSignal | undefined): Promise<Response> {
  if (answer === 'unreachable') return Promise.reject(new TypeError('Failed to fetch'))
  if (answer === 'silence') {
    return new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
    )
  }
  if (answer === 'save') {
    const lastN = Object.fromEntries(save.streams.map(({ writer, edits }) => [writer, edits.at(-1)?.n ?? 0]))
    const moment = { revision: 4, tag: 'u', since: save.base, full: false, widgets: [], conflicts: [], serverTime: 1 }
    return Promise.resolve(Response.json({ status: 'saved', device: save.device, lastN, ...moment }))
  }
  if (answer instanceof Response) return Promise.resolve(answer)
  const { problem, retryAfter } = answer
  return Promise.resolve(problemAnswer(problem, retryAfter === undefined ? {} : { 'retry-after': retryAfter }))
}
