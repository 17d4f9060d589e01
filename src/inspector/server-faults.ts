/** The server's side of trouble on purpose: asks and tells `/api/faults`, which is there only where FAULTS is on. Used by inspector. */
import type { Json } from '../../core/layout/model'
import type { Fault } from '../../core/wire/fault'
import type { JournalEvent } from '../../core/wire/journal-event'
import { FAULTS_PATH } from '../../core/wire/worker-message'
import type { Env } from '../env'

export interface ServerFaults {
  /** This device's faults; 'off': this server has none and never will; 'nobody': nobody is signed in, not even a guest. */
  get(): Promise<Fault[] | 'off' | 'nobody' | 'unreachable'>
  /** Replaces them; false when that was not possible. */
  set(faults: readonly Fault[]): Promise<boolean>
  /** What the server did with this account's saves; [] where it does not tell. */
  events(): Promise<JournalEvent[]>
  /** A made-up device of this account changes a field now; false when that was not possible. */
  editElsewhere(widget: string, field: string, value: Json): Promise<boolean>
}

export function createServerFaults(env: Pick<Env, 'fetch'>): ServerFaults {
  /** A server either has them or never will, so it is asked no more. */
  let off = false
  async function call(method: string, path: string, body?: unknown): Promise<Response | null> {
    if (off) return null
    try {
      return await env.fetch(FAULTS_PATH + path, {
        method,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
    } catch {
      return null
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
      const response = await call('GET', '/events')
      const events: unknown = response?.ok ? await response.json().catch(() => null) : null
      return Array.isArray(events) ? (events as JournalEvent[]) : []
    },
    editElsewhere: async (widget, field, value) =>
      (await call('POST', '/other-device', { widget, field, value }))?.ok ?? false,
  }
}
