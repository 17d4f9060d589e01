/** The server's side of trouble on purpose: asks and tells `/api/faults`, which is there only where FAULTS is on. Used by inspector. */
import * as v from 'valibot'
import type { Json } from '../../core/layout/model'
import type { Fault } from '../../core/wire/fault'
import type { JournalEvent, ServerLog } from '../../core/wire/journal-event'
import { problemSchema } from '../../core/wire/problem-schema'
import { FAULTS_PATH } from '../../core/wire/worker-message'
import type { Env } from '../env'
import { troubleWords } from '../words/en/trouble'
import { type ClockBounds, clockBounds, clockOffMs } from './server-clock'

export interface ServerEvents {
  /** Oldest first, in this device's time. */
  events: JournalEvent[]
  /** What was added to the server's times for that, ms. */
  clockOffMs: number
}

export interface ServerFaults {
  /** This device's faults; 'off': this server has none and never will; 'nobody': nobody is signed in, not even a guest. */
  get(): Promise<Fault[] | 'off' | 'nobody' | 'unreachable'>
  /** Replaces them; false when that was not possible. */
  set(faults: readonly Fault[]): Promise<boolean>
  /** What the server did with this account's saves; nothing where it does not tell. */
  events(): Promise<ServerEvents>
  /** A made-up device of this account changes a field now. @returns null, or a sentence that says why not */
  editElsewhere(widget: string, field: string, value: Json): Promise<string | null>
}

/** The screen shows the page and the worker meanwhile; a server that hangs must not hold connections that saves need. */
const ANSWER_WITHIN_MS = 3_000

export function createServerFaults(env: Pick<Env, 'fetch' | 'now' | 'after'>): ServerFaults {
  /** A server either has them or never will, so it is asked no more. */
  let off = false
  let clock: ClockBounds | null = null
  async function call(method: string, path: string, body?: unknown): Promise<Response | null> {
    if (off) return null
    const limit = new AbortController()
    const stop = env.after(ANSWER_WITHIN_MS, () => limit.abort())
    try {
      return await env.fetch(FAULTS_PATH + path, {
        method,
        credentials: 'same-origin',
        signal: limit.signal,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
    } catch {
      return null
    } finally {
      stop()
    }
  }

  return {
    async get() {
      const response = await call('GET', '?of=me')
      off ||= response?.status === 404
      if (off) return 'off'
      if (response?.status === 401) return 'nobody'
      if (response === null || !response.ok) return 'unreachable'
      const list: unknown = await response.json().catch(() => null)
      return Array.isArray(list) ? (list as Fault[]) : 'unreachable'
    },
    set: async (faults) => (await call('PUT', '?of=me', faults))?.ok ?? false,
    async events() {
      const askedAt = env.now()
      const response = await call('GET', '/events')
      const answeredAt = env.now()
      const said = response?.ok ? ((await response.json().catch(() => null)) as ServerLog | null) : null
      if (!Array.isArray(said?.events)) return { events: [], clockOffMs: 0 }
      clock = clockBounds({ askedAt, serverNow: said.now, answeredAt }, clock)
      const offMs = clockOffMs(clock)
      return { events: said.events.map((event) => ({ ...event, at: event.at + offMs })), clockOffMs: offMs }
    },
    async editElsewhere(widget, field, value) {
      const response = await call('POST', '/other-device', { widget, field, value })
      return response?.ok ? null : refusalWords(response)
    },
  }
}

/** What a refusal says, in sentences; of a place in the body only its last name, which is the one that was typed. */
async function refusalWords(response: Response | null): Promise<string> {
  if (response === null) return troubleWords().serverSilent
  const parsed = v.safeParse(problemSchema, await response.json().catch(() => null))
  // Somebody in between answered.
  if (!parsed.success) return troubleWords().serverSilent
  const { title, detail, errors = [] } = parsed.output
  const places = errors.map(({ path, message }) => `${path.split('.').at(-1)} ${message}`).join('; ')
  return troubleWords().serverRefused(places === '' ? (detail ?? `${title}.`) : `${title}: ${places}.`)
}
