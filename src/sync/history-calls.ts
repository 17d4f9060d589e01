/**
 * Asks the server for the history, and for a restore (S15). Loaded when first asked for. Before: screens/history and
 * screens/conflicts, by Services. After: the server's routes/versions, restore and devices. Keeps nothing.
 */
import * as v from 'valibot'
import type { Layout } from '../../core/layout/model'
import { saveAnswerSchema } from '../../core/wire/answer'
import { deviceListSchema } from '../../core/wire/device-list'
import { problemName } from '../../core/wire/problem'
import type { RestoreRequest } from '../../core/wire/restore'
import { SCHEMA } from '../../core/wire/version'
import { type VersionList, versionListSchema } from '../../core/wire/version-list'
import { versionViewSchema } from '../../core/wire/version-view'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import { type JsonAnswer, jsonCall } from './json-call'

/**
 * Why there is no answer to show. `unreachable`: none came, or none of this API. `signed-out`: nobody is signed in, or somebody
 * else (D13). `not-kept`: thinned out.
 */
export type NoAnswer = 'unreachable' | 'signed-out' | 'not-kept'
export type Answered<T> = { kind: 'came'; answer: T } | { kind: NoAnswer }

/**
 * What came of a restore. `restored`: `undoBy` is the revision to restore to take it back; null: nothing was different, so no
 * revision was made (S10), or nobody can say. `owed`: this device owes something, so nothing was asked. `unreachable`: it may have
 * been done. Of all others nothing was.
 */
export type Restored =
  | { kind: 'restored'; undoBy: number | null; isSame: boolean }
  | { kind: NoAnswer | 'owed' | 'busy' | 'refused' }

/** What the devices of the account are called. */
export interface DeviceNames {
  /** This one's id. */
  own: string
  /** id -> name; those without one are not there. */
  names: Readonly<Record<string, string>>
}

export interface HistoryCalls {
  /** Versions below `before`, newest first; the newest when left out. */
  list(before?: number): Promise<Answered<VersionList>>
  /** The layout as it was. */
  layoutAt(revision: number): Promise<Answered<Layout>>
  /** Makes the layout of `account` what it was, and pulls it. Sent only when nothing is owed (S15), and that one is shown (D13). */
  restore(account: string, revision: number): Promise<Restored>
  /** Of this device. */
  ownId(): string
  /** Never fails: what the server does not say is not there. */
  deviceNames(): Promise<DeviceNames>
}

interface Parts {
  env: Pick<Env, 'fetch' | 'after' | 'uuid' | 'now' | 'deviceName'>
  device: Pick<Device, 'account' | 'id' | 'replica' | 'owed'>
  /** Takes what the server has over. */
  pull(): Promise<unknown>
}

const CALL_TIMEOUT_MS = 15_000
/** A whole layout, on a slow line. */
const LAYOUT_TIMEOUT_MS = 60_000
/** An answer that was lost is asked for once more: the same writer's edit 1 counts once (S2). */
const RESTORE_TRIES = 2
/** A pull that was under way may have been asked from before the restore. */
const MOST_PULLS = 3

export function createHistoryCalls({ env, device, pull }: Parts): HistoryCalls {
  const call = (path: string, withinMs: number, body?: object) => jsonCall(env, path, { body, withinMs })

  const asked = (query: Record<string, string> = {}) =>
    String(new URLSearchParams({ account: device.account().id, ...query }))

  async function list(before?: number): Promise<Answered<VersionList>> {
    const query = asked(before === undefined ? {} : { before: String(before) })
    const response = await call(`/api/layout/versions?${query}`, CALL_TIMEOUT_MS)
    const read = response?.status === 200 ? v.safeParse(versionListSchema, response.body) : null
    return read?.success ? { kind: 'came', answer: read.output } : { kind: whyNot(response) }
  }

  /** Whether the newest version is a restore of this device, which made it. */
  async function madeRevision(revision: number): Promise<boolean> {
    const newest = await list()
    const version = newest.kind === 'came' ? newest.answer.versions.find((one) => one.revision === revision) : undefined
    return version?.trigger === 'restore' && version.device === device.id()
  }

  async function restore(account: string, revision: number): Promise<Restored> {
    const writer = env.uuid()
    let isAnswerLost = false
    for (let tried = 0; tried < RESTORE_TRIES; tried++) {
      if (device.account().id !== account) return { kind: 'signed-out' }
      if (device.owed().length > 0) return { kind: isAnswerLost ? 'unreachable' : 'owed' }
      const { revision: base, tag } = device.replica()
      const body: RestoreRequest = {
        schema: SCHEMA,
        account,
        device: device.id(),
        deviceName: env.deviceName,
        writer,
        base,
        tag,
        sentAt: env.now(),
      }
      const response = await call(`/api/layout/versions/${revision}/restore`, LAYOUT_TIMEOUT_MS, body)
      const read = response?.status === 200 ? v.safeParse(saveAnswerSchema, response.body) : null
      if (read?.success && read.output.device === device.id()) {
        for (let i = 0; i < MOST_PULLS && device.replica().revision < read.output.revision; i++) await pull()
        const isMade = await madeRevision(read.output.revision)
        return { kind: 'restored', undoBy: isMade ? read.output.revision - 1 : null, isSame: !isMade }
      }
      const why = refusal(response)
      // The server came from a backup: what it lost is given back first (S14).
      if (why === 'base-unknown') await pull()
      else if (why === 'unreachable') isAnswerLost = true
      else return { kind: why }
    }
    return { kind: isAnswerLost ? 'unreachable' : 'busy' }
  }

  return {
    list,
    async layoutAt(revision) {
      const response = await call(`/api/layout/versions/${revision}?${asked()}`, LAYOUT_TIMEOUT_MS)
      const read = response?.status === 200 ? v.safeParse(versionViewSchema, response.body) : null
      if (!read?.success) return { kind: whyNot(response) }
      return { kind: 'came', answer: Object.fromEntries(read.output.widgets.map((widget) => [widget.id, widget])) }
    },
    restore,
    ownId: device.id,
    async deviceNames() {
      const response = await call('/api/devices', CALL_TIMEOUT_MS)
      const read = response?.status === 200 ? v.safeParse(deviceListSchema, response.body) : null
      const named = read?.success ? read.output.devices : []
      return {
        own: device.id(),
        names: Object.fromEntries(named.flatMap(({ id, name }) => (name === null ? [] : [[id, name]]))),
      }
    },
  }
}

/** Only this API's word counts (D5). */
function whyNot(response: JsonAnswer | null): NoAnswer {
  const name = nameIn(response)
  if (name === 'unauthenticated' || name === 'wrong-account') return 'signed-out'
  return name === 'not-found' ? 'not-kept' : 'unreachable'
}

function refusal(response: JsonAnswer | null): Exclude<Restored['kind'], 'restored' | 'owed'> | 'base-unknown' {
  const name = nameIn(response)
  if (name === 'base-unknown') return name
  if (name === 'too-many-requests' || name === 'unavailable') return 'busy'
  if (name === 'limit-broken' || name === 'schema-newer' || name === 'cross-origin') return 'refused'
  return whyNot(response)
}

const nameIn = (response: JsonAnswer | null) => problemName(String(response?.body.type))
