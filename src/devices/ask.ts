/** One call of the devices' and pairings' API. Knows none of them. Used by ./devices, ./pairing-host and ./join. */
import * as v from 'valibot'
import { retryAfterMs } from '../../core/delivery/retry-after'
import { type ProblemName, problemName } from '../../core/wire/problem'
import type { Env } from '../env'
import { type JsonCall, jsonCall } from '../sync/json-call'

/** Why a call came to nothing: what this API said, or that it said nothing. */
export type Why = ProblemName | 'unreachable'

/** `afterMs`: how long the server asked to wait, 0: it did not. */
export type Asked<T> = { kind: 'done'; value: T } | { kind: 'not-done'; why: Why; afterMs: number }

export interface Call<T> {
  method?: JsonCall['method']
  path: string
  body?: unknown
  /** What comes when it is done; an answer that is none of this API's counts as none (D5). */
  answer: v.GenericSchema<unknown, T>
}

const ANSWER_MS = 15_000

/** Whether the same call may do better a moment later. */
export const mayPass = (why: Why): boolean =>
  why === 'unreachable' || why === 'unavailable' || why === 'internal' || why === 'too-many-requests'

/** Never rejects. */
export async function ask<T>(env: Env, { method = 'GET', path, body, answer: schema }: Call<T>): Promise<Asked<T>> {
  const answer = await jsonCall(env, path, { method, body, withinMs: ANSWER_MS })
  if (answer === null) return UNREACHABLE
  if (answer.status === 200) {
    const { success, output } = v.safeParse(schema, answer.body)
    return success ? { kind: 'done', value: output } : UNREACHABLE
  }
  const why = problemName(String(answer.body.type))
  if (why === undefined) return UNREACHABLE
  return { kind: 'not-done', why, afterMs: retryAfterMs(answer.retryAfter, env.now()) ?? 0 }
}

const UNREACHABLE = { kind: 'not-done', why: 'unreachable', afterMs: 0 } as const
