/**
 * Station 5: sends one save and says what came of it. Where the worker controls the page the request passes through its
 * outbox (station 6); elsewhere it goes straight to the API (D6). Before: save-all. After: sw/outbox/intercept.
 */
import { carriedSave } from '../../core/delivery/carried'
import { judge, type Outcome } from '../../core/delivery/outcome'
import { slowUplinkMs } from '../../core/delivery/slow-uplink'
import type { SaveBody } from '../../core/wire/save'
import { SAVE_PATH } from '../../core/wire/worker-message'
import type { Env } from '../env'

/** Longer than the worker's own limit for one try, so that the worker's 202 comes first; and as there more for a large save. */
const POST_TIMEOUT_MS = 45_000
/** Browsers refuse `keepalive` for more than 64 KiB in flight. */
const KEEPALIVE_BYTES = 60_000

/** `queued`: the worker holds it and goes on trying. */
export type Posted = Outcome | { kind: 'queued' }

export interface PostHow {
  /** The page is being hidden or closed: the request should outlive it. */
  leaving: boolean
  /** Ends the wait for an answer. */
  giveUp: AbortSignal
}

/** One POST of `body`; never rejects. */
export async function post(env: Env, body: SaveBody, { leaving, giveUp }: PostHow): Promise<Posted> {
  const text = JSON.stringify(body)
  const abort = new AbortController()
  const end = () => abort.abort()
  const stop = env.after(POST_TIMEOUT_MS + slowUplinkMs(text.length), end)
  giveUp.addEventListener('abort', end)
  try {
    const response = await env.fetch(SAVE_PATH, {
      method: 'POST',
      // The id by which page, worker and the server's log know this save.
      headers: { 'content-type': 'application/json', 'x-request-id': env.uuid() },
      body: text,
      credentials: 'same-origin',
      signal: abort.signal,
      keepalive: leaving && text.length < KEEPALIVE_BYTES,
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.status === 202 && isQueued(answer)) return { kind: 'queued' }
    const carried = carriedSave(body)
    const response_ = {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      body: answer,
    }
    return judge(response_, carried ?? { device: body.device, streams: [] }, env.now())
  } catch {
    return judge('no-answer', { device: body.device, streams: [] }, env.now())
  } finally {
    stop()
    giveUp.removeEventListener('abort', end)
  }
}

function isQueued(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && (answer as { status?: unknown }).status === 'queued'
}
