/**
 * Judges what came back for a save (D4, D5). Pure. Before: one try, by the worker (sw/outbox/send) or by a page without
 * one. After: schedule says when to try again, and whoever sent it deletes, keeps or reports.
 *
 * Only two kinds of answer count: an acknowledgement that echoes the device and covers the edits, and a problem of this
 * API. Everything else (a captive portal's page, a proxy's 403, a gateway's 502) is the same as no answer.
 */

import type { SaveAnswer } from '../wire/answer'
import { PROBLEM_CONTENT_TYPE, type Problem, type ProblemName, problemName } from '../wire/problem'
import { type CarriedSave, greatestN, isObject } from './carried'
import { retryAfterMs } from './retry-after'

/** What a try brought, without anything of the platform. */
export interface DeliveryResponse {
  status: number
  /** The content-type header; '' when there is none. */
  contentType: string
  /** The Retry-After header; null when there is none. */
  retryAfter: string | null
  /** The parsed body; undefined when it was not JSON. */
  body: unknown
}

/** Who can end the waiting: the person by signing in, nobody yet, or a newer server. */
export type HoldReason = 'sign-in' | 'forbidden' | 'newer-than-server'

export type Outcome =
  | { kind: 'acknowledged'; answer: SaveAnswer }
  /** Try again. `afterMs`: not before that (Retry-After); `why`: an InVain, or a sentence that the page has for it. */
  | { kind: 'retry'; why: string; errorKind: 'network' | 'server'; afterMs?: number }
  | { kind: 'hold'; why: HoldReason; problem: Problem }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'base-unknown'; problem: Problem }

/** Why a try was in vain, as a code: the worker carries no sentences, the page has one for each (src/words/en/delivery). */
export type InVain = 'no-answer' | 'foreign-answer' | 'server-trouble' | 'too-many'

/**
 * What `response` means for `save`.
 * @param response 'no-answer': the request failed or took too long
 * @param save what was sent: an acknowledgement must name its device and reach its greatest number in every writer
 * @param now ms since 1970, only for a Retry-After that is a date
 */
export function judge(
  response: DeliveryResponse | 'no-answer',
  save: Pick<CarriedSave, 'device' | 'streams'>,
  now: number,
): Outcome {
  if (response === 'no-answer') return { kind: 'retry', why: 'no-answer' satisfies InVain, errorKind: 'network' }
  if (response.status === 200 && acknowledges(response.body, save))
    return { kind: 'acknowledged', answer: response.body }
  const told = problemOf(response)
  if (told === undefined) return { kind: 'retry', why: 'foreign-answer' satisfies InVain, errorKind: 'network' }
  return judgeProblem(told.name, told.problem, retryAfterMs(response.retryAfter, now))
}

/** What is no answer to a save: a server in trouble, in the middle of an update, or another one behind the same name. */
type NoAnswerToASave =
  | 'internal'
  | 'unavailable'
  | 'not-found'
  | 'method-not-allowed'
  | 'email-taken'
  | 'code-unknown'
  | 'code-used'
  | 'code-expired'
  | 'pairing-refused'
  | 'pairing-decided'

function judgeProblem(name: ProblemName, problem: Problem, afterMs: number | undefined): Outcome {
  switch (name) {
    case 'unauthenticated':
      return { kind: 'hold', why: 'sign-in', problem }
    case 'wrong-account':
    case 'cross-origin':
      return { kind: 'hold', why: 'forbidden', problem }
    case 'schema-newer':
      return { kind: 'hold', why: 'newer-than-server', problem }
    case 'not-json':
    case 'bad-request':
    case 'too-large':
    case 'unsupported-media-type':
    case 'limit-broken':
      return { kind: 'refused', problem }
    case 'base-unknown':
      return { kind: 'base-unknown', problem }
    case 'too-many-requests':
      return retry('too-many', afterMs)
    default:
      name satisfies NoAnswerToASave
      return retry('server-trouble', afterMs)
  }
}

const retry = (why: InVain, afterMs: number | undefined): Outcome =>
  afterMs === undefined
    ? { kind: 'retry', why, errorKind: 'server' }
    : { kind: 'retry', why, errorKind: 'server', afterMs }

/** The problem of this API in a response; undefined when it is anybody else's (D5). */
function problemOf({
  status,
  contentType,
  body,
}: DeliveryResponse): { name: ProblemName; problem: Problem } | undefined {
  if (!contentType.toLowerCase().startsWith(PROBLEM_CONTENT_TYPE) || !isObject(body)) return undefined
  if (typeof body.type !== 'string' || typeof body.title !== 'string' || body.status !== status) return undefined
  const name = problemName(body.type)
  return name === undefined ? undefined : { name, problem: body as unknown as Problem }
}

/**
 * A small check of the shape, so that the worker's bundle needs no schema; a page checks the whole answer with
 * core/wire/answer before it takes it over.
 */
function acknowledges(body: unknown, save: Pick<CarriedSave, 'device' | 'streams'>): body is SaveAnswer {
  if (!isObject(body) || body.device !== save.device || !isObject(body.lastN)) return false
  if (!['saved', 'merged', 'duplicate'].includes(body.status as string)) return false
  if (!Number.isInteger(body.revision) || !Array.isArray(body.widgets) || !Array.isArray(body.conflicts)) return false
  const { lastN } = body
  return save.streams.every((stream) => {
    const last = Object.hasOwn(lastN, stream.writer) ? lastN[stream.writer] : undefined
    return typeof last === 'number' && last >= greatestN(stream)
  })
}
