/** Station 12, the request: GET since the revision the device holds. Knows no storage. After: take-over in store/device. */
import * as v from 'valibot'
import { retryAfterMs } from '../../core/delivery/retry-after'
import { type PullAnswer, pullAnswerSchema } from '../../core/wire/answer'
import { problemName } from '../../core/wire/problem'
import type { Env } from '../env'

/** An answer begins within this, or the connection is taken for dead (a phone that went to another network) … */
const ANSWER_BEGINS_MS = 15_000
/** … and a large layout on a slow line has so long to come. */
const ANSWER_ENDS_MS = 60_000

export interface PullQuery {
  /** Whose layout: the session may have become another's meanwhile, and nothing of one account is shown under another (D13). */
  account: string
  /** Who looks: a device that never saves is known to the server too. */
  device: string
  since: number
  tag: string | null
  /** writer -> N: asks for its lastN and for the conflicts of its edits after N. */
  writers: Record<string, number>
}

/** `signed-out`: there is no session, or it is another account's. `failed`: no answer, or none of this API; `floorMs`: how long the server asked to wait, 0: it did not. */
export type Pulled =
  | { kind: 'came'; answer: PullAnswer }
  | { kind: 'base-unknown' }
  | { kind: 'signed-out' }
  | { kind: 'failed'; floorMs: number }

/** One GET; never rejects. */
export async function getLayout(env: Env, { account, device, since, tag, writers }: PullQuery): Promise<Pulled> {
  const query = new URLSearchParams({ since: String(since), account, device, deviceName: env.deviceName })
  if (tag !== null) query.set('tag', tag)
  const named = Object.entries(writers).map(([writer, n]) => `${writer}.${n}`)
  if (named.length > 0) query.set('writers', named.join(','))
  const abort = new AbortController()
  let stop = env.after(ANSWER_BEGINS_MS, () => abort.abort())
  try {
    const response = await env.fetch(`/api/layout?${query}`, { credentials: 'same-origin', signal: abort.signal })
    stop()
    stop = env.after(ANSWER_ENDS_MS, () => abort.abort())
    const body: unknown = await response.json()
    if (response.status === 200) {
      const { success, output: answer } = v.safeParse(pullAnswerSchema, body)
      return success && answer.since === since ? { kind: 'came', answer } : FAILED
    }
    const name = problemName(String((body as { type?: unknown } | null)?.type))
    if (name === 'unauthenticated' || name === 'wrong-account') return { kind: 'signed-out' }
    if (name === 'base-unknown') return { kind: 'base-unknown' }
    // Only this API's word counts (D5).
    const floorMs = name === undefined ? 0 : retryAfterMs(response.headers.get('retry-after'), env.now())
    return { kind: 'failed', floorMs: floorMs ?? 0 }
  } catch {
    return FAILED
  } finally {
    stop()
  }
}

const FAILED = { kind: 'failed', floorMs: 0 } satisfies Pulled
