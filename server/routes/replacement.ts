/**
 * What a restore and an import have in common in HTTP: which bodies are refused with what, and how their outcome is said.
 * Before: ./restore, ./transfer. After: layouts/replace. The same for a save: ./layout-body, ./layout.
 */
import type { Context } from 'hono'
import * as v from 'valibot'
import { unreachable } from '../../core/unreachable'
import { object } from '../../core/wire/object'
import type { ProblemError } from '../../core/wire/problem'
import { SCHEMA } from '../../core/wire/version'
import type { SessionCheck } from '../auth/session-check'
import type { Notifier } from '../events/notifier'
import type { ReplaceOutcome } from '../layouts/replace'
import type { RateLimit } from '../ops/rate-limit'
import { problem } from '../problem'
import { type Body, NOTHING_CHANGED, problemErrors, readBody } from '../read-body'
import { glancedMembers, glancedNumber } from './glance'

/** After losing every race: the others are done by then. */
const BUSY_SECONDS = '1'
/** A broken file of a million fields need not be told field by field. */
const MOST_ERRORS = 100

export interface ReplacementRouteDeps {
  sessionOf: SessionCheck
  notifier: Pick<Notifier, 'publish'>
  /** Of one account: the same that saves are counted by. */
  saveLimit: RateLimit
}

const glance = v.fallback(
  object({
    ...glancedMembers,
    file: v.fallback(v.optional(object({ format: v.optional(v.unknown()), schema: glancedNumber })), undefined),
  }),
  {},
)
export type Glance = v.InferOutput<typeof glance>

/**
 * The body, or the refusal to answer with: 415, 400, 426 of a newer schema, 403 for another account, what `refuse` says of
 * it before it is checked, 422 what breaks a limit.
 */
export async function readReplacement<T>(
  c: Context,
  account: string,
  schema: v.GenericSchema<unknown, T>,
  refuse: (glance: Glance) => Response | null = () => null,
): Promise<Body<T>> {
  const json = await readBody(c, v.unknown())
  if (!json.ok) return json
  const glanced = v.parse(glance, json.value)
  const refusal = refuseAtGlance(c, account, glanced) ?? refuse(glanced)
  if (refusal !== null) return { ok: false, refusal }
  const parsed = v.safeParse(schema, json.value)
  if (parsed.success) return { ok: true, value: parsed.output }
  const issues = parsed.issues.slice(0, MOST_ERRORS)
  return { ok: false, refusal: problem(c, 'limit-broken', { detail: NOTHING_CHANGED, errors: problemErrors(issues) }) }
}

function refuseAtGlance(c: Context, account: string, { schema, account: named }: Glance): Response | null {
  if (schema !== undefined && schema > SCHEMA) {
    const detail = `This server understands schema ${SCHEMA}, and this is ${schema}. Nothing was changed: try again later.`
    return problem(c, 'schema-newer', { detail })
  }
  if (named !== undefined && named !== account) {
    const detail = 'This is for another account than the one that is signed in. Nothing was changed.'
    return problem(c, 'wrong-account', { detail })
  }
  return null
}

/**
 * Says what became of it, and hints at a new revision (station 10).
 * @param words.notFound for a person, when there is nothing to make the layout into
 * @param words.pathOf where in the body a widget is that breaks a limit ('': the layout as a whole)
 */
export function sayReplaced(
  c: Context,
  { notifier }: ReplacementRouteDeps,
  account: string,
  outcome: ReplaceOutcome,
  words: { notFound: string; pathOf(widget: string): string },
): Response {
  switch (outcome.kind) {
    case 'saved': {
      const { answer, revised } = outcome
      if (revised) notifier.publish(account, { revision: answer.revision, tag: answer.tag })
      c.header('Cache-Control', 'private, no-store')
      return c.json(answer)
    }
    case 'refused': {
      const errors = outcome.errors
        .slice(0, MOST_ERRORS)
        .map((error): ProblemError => ({ ...error, path: words.pathOf(error.path) }))
      return problem(c, 'limit-broken', { detail: NOTHING_CHANGED, errors })
    }
    case 'base-unknown':
      return problem(c, 'base-unknown', {
        detail:
          'This server does not have the revision that the device holds: its database was restored from a backup. Nothing was changed. Pull everything, then try again.',
      })
    case 'not-found':
      return problem(c, 'not-found', { detail: words.notFound })
    case 'busy':
      return problem(c, 'unavailable', {
        detail: 'Too many saves of this account at once. Nothing was changed: try again.',
        headers: { 'Retry-After': BUSY_SECONDS },
      })
    default:
      return unreachable(outcome)
  }
}
