/** One call of the devices' and pairings' API. Knows none of them. Used by ./devices, ./pairing-host and ./join. */
import { retryAfterMs } from '../../core/delivery/retry-after'
import { type ProblemName, problemName } from '../../core/wire/problem'
import type { Env } from '../env'

/** Why a call came to nothing: what this API said, or that it said nothing. */
export type Why = ProblemName | 'unreachable'

/** `afterMs`: how long the server asked to wait, 0: it did not. */
export type Asked<T> = { kind: 'done'; value: T } | { kind: 'not-done'; why: Why; afterMs: number }

export interface Call<T> {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  /** Checks what came; an answer that is none of this API's counts as none (D5). */
  read(body: unknown): { success: boolean; data?: T }
}

const ANSWER_MS = 15_000

/** Whether the same call may do better a moment later. */
export const mayPass = (why: Why): boolean =>
  why === 'unreachable' || why === 'unavailable' || why === 'internal' || why === 'too-many-requests'

/** Never rejects. */
export async function ask<T>(env: Env, { method = 'GET', path, body, read }: Call<T>): Promise<Asked<T>> {
  const abort = new AbortController()
  const stop = env.after(ANSWER_MS, () => abort.abort())
  try {
    const response = await env.fetch(path, {
      method,
      credentials: 'same-origin',
      signal: abort.signal,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const told: unknown = await response.json()
    if (response.status === 200) {
      const { success, data } = read(told)
      return success ? { kind: 'done', value: data as T } : UNREACHABLE
    }
    const why = problemName(String((told as { type?: unknown } | null)?.type))
    if (why === undefined) return UNREACHABLE
    return { kind: 'not-done', why, afterMs: retryAfterMs(response.headers.get('retry-after'), env.now()) ?? 0 }
  } catch {
    return UNREACHABLE
  } finally {
    stop()
  }
}

const UNREACHABLE = { kind: 'not-done', why: 'unreachable', afterMs: 0 } as const
