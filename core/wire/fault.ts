/**
 * Faults on purpose, as `/api/faults` takes and tells them (setting FAULTS, never in production). Used by server/ops/faults
 * and src/inspector.
 */
import * as z from 'zod/mini'

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

const faultSchema = z.object({
  /** Method and path: `POST /api/layout`; `*` for any method, and at the end of a path for anything that goes on. */
  match: z
    .string()
    .check(z.regex(/^(\*|[A-Z]+) \/[^\s*]*\*?$/, 'must be a method and a path, such as POST /api/layout or * /api/*')),
  kind: z.enum(FAULT_KINDS),
  /** How many requests get it; all of them when left out. */
  times: z.optional(z.int().check(z.gte(1))),
  /** Waits first. */
  delayMs: z.optional(z.int().check(z.gte(0), z.lte(MAX_DELAY_MS))),
  /** Of error-503 and error-429, in seconds. */
  retryAfter: z.optional(z.int().check(z.gte(0))),
})
export const faultsSchema = z.array(faultSchema)
export type Fault = z.infer<typeof faultSchema>
