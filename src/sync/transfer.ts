/**
 * Has a file taken in by the server, in place of the dashboard or beside it (S15). Only when nothing is
 * owed. Before: the settings. After: POST /api/import, then a pull; server/routes/transfer. Words are the settings'.
 */

import type { ImportMode } from '../../core/wire/import'
import { problemName } from '../../core/wire/problem'
import { SCHEMA } from '../../core/wire/version'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import { LOCAL_ACCOUNT } from '../store/who'
import { jsonCall } from './json-call'

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
}

interface TransferParts {
  env: Pick<Env, 'fetch' | 'now' | 'after' | 'deviceName'>
  device: Pick<Device, 'account' | 'id' | 'owed' | 'replica'>
  /** Sends everything that is owed, and pulls. */
  syncNow(): Promise<unknown>
}

export function createTransfer({ env, device, syncNow }: TransferParts): Transfer {
  return {
    async takeIn(mode, file, writer) {
      await syncNow().catch(() => null)
      if (device.owed().length > 0) return { kind: 'owed' }
      const account = device.account().id
      // Nobody has an account before a server has made one.
      if (account === LOCAL_ACCOUNT) return { kind: 'unreachable' }
      const { revision, tag } = device.replica()
      const who = { schema: SCHEMA, account, device: device.id(), deviceName: env.deviceName, writer }
      const answer = await jsonCall(env, `/api/import?mode=${mode}`, {
        body: { ...who, base: revision, tag, sentAt: env.now(), file },
        withinMs: ANSWER_MS,
      })
      if (answer === null) return { kind: 'unreachable' }
      const made = answer.body.revision
      if (answer.status !== 200 || typeof made !== 'number') return refusal(answer.body)
      await syncNow().catch(() => null)
      return { kind: 'done', before: revision > 0 && made > revision ? revision : null }
    },
  }
}

/** What is not this API's word (a proxy's, a portal's) says nothing (D5). */
function refusal(said: Record<string, unknown>): TransferOutcome {
  const name = problemName(String(said.type))
  if (name === undefined) return { kind: 'unreachable' }
  if (name === 'unauthenticated' || name === 'wrong-account') return { kind: 'signed-out' }
  return { kind: 'refused', name, detail: typeof said.detail === 'string' ? said.detail : '' }
}
