/**
 * Faults on purpose, as `/api/faults` takes and tells them (setting FAULTS, never in production). Used by server/ops/faults
 * and src/inspector.
 */
import * as v from 'valibot'
import { object } from './object'
import { integer, MUST_BE_LIST, oneOf, text } from './scalars'

export const MAX_DELAY_MS = 86_400_000

/** What a request is answered instead of the truth. */
export const BAD_ANSWERS = [
  'error-500',
  'error-503',
  'error-429',
  'error-401',
  /** 200 with a page that is not ours, as in a hotel. */
  'captive-portal',
  /** The handler runs, its answer never arrives. */
  'drop-after-commit',
] as const
export type BadAnswer = (typeof BAD_ANSWERS)[number]

const FAULT_KINDS = [
  ...BAD_ANSWERS,
  /** Only `delayMs`. */
  'delay',
  /** The connection breaks before the handler runs. */
  'drop-before',
] as const

const faultSchema = object({
  /** Method and path: `POST /api/layout`; `*` for any method, and at the end of a path for anything that goes on. */
  match: text(/^(\*|[A-Z]+) \/[^\s*]*\*?$/, 'must be a method and a path, such as POST /api/layout or * /api/*'),
  kind: oneOf(FAULT_KINDS),
  /** How many requests get it; all of them when left out. */
  times: v.optional(integer(1, Number.MAX_SAFE_INTEGER)),
  /** Waits first. */
  delayMs: v.optional(integer(0, MAX_DELAY_MS)),
  /** Of error-503 and error-429, in seconds. */
  retryAfter: v.optional(integer(0, Number.MAX_SAFE_INTEGER)),
})
export const faultsSchema = v.array(faultSchema, MUST_BE_LIST)
export type Fault = v.InferOutput<typeof faultSchema>
