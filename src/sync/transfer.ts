/**
 * Has a file taken in by the server, in place of the dashboard or beside it, and takes that back (S15). Only when nothing is
 * owed. Before: the settings. After: POST /api/import, then a pull; server/routes/transfer. Words are the settings'.
 */

import type { ImportMode } from '../../core/wire/import'
import { problemName } from '../../core/wire/problem'
import { SCHEMA } from '../../core/wire/version'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import { LOCAL_ACCOUNT } from '../store/who'

/** Sixteen megabytes over a slow line. */
const ANSWER_MS = 120_000

/**
 * `owed`: something is not sent yet, so the server was not asked. `unreachable`: no answer; it may have been done, and asking
 * again with the same `writer` does it once (S2). `refused`: nothing was changed; `detail` is the server's sentence.
 */
export type TransferOutcome =
  | {
      kind: 'done' /** What the dashboard was before; null: nothing that could be taken back to. */
      before: number | null
    }
  | { kind: 'owed' }
  | { kind: 'unreachable' }
  | { kind: 'signed-out' }
  | { kind: 'refused'; name: string; detail: string }

export interface Transfer {
  /**
   * Takes a file in. Never rejects.
   * @param writer names this import: the same for every try of it
   */
  takeIn(mode: ImportMode, file: object, writer: string): Promise<TransferOutcome>
  /** Makes the dashboard what it was at revision `before`. Never rejects. */
  takeBack(before: number, writer: string): Promise<TransferOutcome>
}

interface TransferParts {
  env: Pick<Env, 'fetch' | 'now' | 'after' | 'deviceName'>
  device: Pick<Device, 'account' | 'id' | 'owed' | 'replica'>
  /** Sends everything that is owed, and pulls. */
  syncNow(): Promise<unknown>
}

export function createTransfer({ env, device, syncNow }: TransferParts): Transfer {
  async function post(path: string, writer: string, more: object): Promise<TransferOutcome> {
    await syncNow().catch(() => null)
    if (device.owed().length > 0) return { kind: 'owed' }
    const account = device.account().id
    // Nobody has an account before a server has made one.
    if (account === LOCAL_ACCOUNT) return { kind: 'unreachable' }
    const { revision, tag } = device.replica()
    const who = { schema: SCHEMA, account, device: device.id(), deviceName: env.deviceName, writer }
    const body = JSON.stringify({ ...who, base: revision, tag, sentAt: env.now(), ...more })
    const abort = new AbortController()
    const stop = env.after(ANSWER_MS, () => abort.abort())
    try {
      const response = await env.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        credentials: 'same-origin',
        body,
        signal: abort.signal,
      })
      const said = (await response.json()) as { type?: unknown; detail?: unknown; revision?: unknown } | null
      if (response.status === 200 && typeof said?.revision === 'number') {
        await syncNow().catch(() => null)
        return { kind: 'done', before: revision > 0 && said.revision > revision ? revision : null }
      }
      return refusal(said)
    } catch {
      return { kind: 'unreachable' }
    } finally {
      stop()
    }
  }

  return {
    takeIn: (mode, file, writer) => post(`/api/import?mode=${mode}`, writer, { file }),
    takeBack: (before, writer) => post(`/api/layout/versions/${before}/restore`, writer, {}),
  }
}

/** What is not this API's word (a proxy's, a portal's) says nothing (D5). */
function refusal(said: { type?: unknown; detail?: unknown } | null): TransferOutcome {
  const name = problemName(String(said?.type))
  if (name === undefined) return { kind: 'unreachable' }
  if (name === 'unauthenticated' || name === 'wrong-account') return { kind: 'signed-out' }
  return { kind: 'refused', name, detail: typeof said?.detail === 'string' ? said.detail : '' }
}
