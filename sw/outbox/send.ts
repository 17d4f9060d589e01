/**
 * One try to deliver one save (station 7). Before: drain chooses it. After: the API; core/delivery/outcome judges what
 * comes back. Knows neither the queue nor when to try again.
 */
import { type DeliveryResponse, judge, type Outcome } from '../../core/delivery/outcome'
import { slowUplinkMs } from '../../core/delivery/slow-uplink'
import type { WorkerEnv } from '../env'
import type { ReadableEntry } from './held'

/** A try takes no longer than this, and what a large save needs on a slow uplink. */
const SEND_TIMEOUT_MS = 30_000

/** An answer, kept as text so that it can be handed on to the page as it is. */
export interface Reply {
  status: number
  contentType: string
  retryAfter: string | null
  text: string
}

/** What to do with a save: judged, and as it came (undefined: no answer). */
export interface Try {
  outcome: Outcome
  reply: Reply | undefined
}

/**
 * Sends `entry` with `sentAt` set anew (S5) and the cookies of now. Never rejects: whatever goes wrong is an outcome.
 * @param stop ends the try from outside; it then counts as no answer
 */
export async function send(entry: ReadableEntry, env: WorkerEnv, stop: AbortSignal): Promise<Try> {
  const limit = new AbortController()
  const giveUp = () => limit.abort()
  const cancelTimer = env.after(SEND_TIMEOUT_MS + slowUplinkMs(entry.bytes), giveUp)
  stop.addEventListener('abort', giveUp)
  if (stop.aborted) giveUp()
  try {
    const response = await env.fetch(entry.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, application/problem+json',
        // By this the server's log, too, knows the save: the same at each try.
        ...(entry.key === null ? {} : { 'x-request-id': entry.key }),
      },
      body: JSON.stringify({ ...entry.body, sentAt: env.now() }),
      credentials: 'same-origin',
      cache: 'no-store',
      // A captive portal's redirect is not followed: the save goes nowhere else.
      redirect: 'manual',
      signal: limit.signal,
    })
    const reply: Reply = {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      text: await response.text(),
    }
    return { outcome: judge(parsed(reply), entry.save, env.now()), reply }
  } catch {
    return { outcome: judge('no-answer', entry.save, env.now()), reply: undefined }
  } finally {
    cancelTimer()
    stop.removeEventListener('abort', giveUp)
  }
}

function parsed({ status, contentType, retryAfter, text }: Reply): DeliveryResponse {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  return { status, contentType, retryAfter, body }
}
