/** Station 12, the request: GET since the revision the device holds. Knows no storage. After: take-over in store/device. */
import { type PullAnswer, pullAnswerSchema } from '../../core/wire/answer'
import { problemName } from '../../core/wire/problem'
import type { Env } from '../env'

const PULL_TIMEOUT_MS = 30_000

export interface PullQuery {
  /** Who looks: a device that never saves is known to the server too. */
  device: string
  since: number
  tag: string | null
  /** writer -> N: asks for its lastN and for the conflicts of its edits after N. */
  writers: Record<string, number>
}

/** `failed`: no answer, or none of this API. */
export type Pulled = { kind: 'came'; answer: PullAnswer } | { kind: 'base-unknown' | 'signed-out' | 'failed' }

/** One GET; never rejects. */
export async function getLayout(env: Env, { device, since, tag, writers }: PullQuery): Promise<Pulled> {
  const query = new URLSearchParams({ since: String(since), device, deviceName: env.deviceName })
  if (tag !== null) query.set('tag', tag)
  const named = Object.entries(writers).map(([writer, n]) => `${writer}.${n}`)
  if (named.length > 0) query.set('writers', named.join(','))
  const abort = new AbortController()
  const stop = env.after(PULL_TIMEOUT_MS, () => abort.abort())
  try {
    const response = await env.fetch(`/api/layout?${query}`, { credentials: 'same-origin', signal: abort.signal })
    const body: unknown = await response.json()
    if (response.status === 200) {
      const { success, data } = pullAnswerSchema.safeParse(body)
      return success && data.since === since ? { kind: 'came', answer: data } : { kind: 'failed' }
    }
    const name = problemName(String((body as { type?: unknown } | null)?.type))
    if (name === 'unauthenticated') return { kind: 'signed-out' }
    return { kind: name === 'base-unknown' ? 'base-unknown' : 'failed' }
  } catch {
    return { kind: 'failed' }
  } finally {
    stop()
  }
}
