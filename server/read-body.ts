/** Reads and checks the JSON body of a request (station 8). Knows no routes; refuses in the words of core/wire/problem. */
import type { Context } from 'hono'
import * as v from 'valibot'
import type { ProblemError } from '../core/wire/problem'
import { problem } from './problem'

/** The detail of a refusal that names what is wrong place by place. */
export const NOTHING_CHANGED = 'Nothing was changed. What is wrong is in errors.'

export type Body<T> = { ok: true; value: T } | { ok: false; refusal: Response }

/**
 * The body as `schema` gives it, or the refusal to answer with: 415 when it is not said to be JSON, 400 when it is not,
 * 422 with the path of everything that breaks `schema`.
 */
export async function readBody<T>(c: Context, schema: v.GenericSchema<unknown, T>): Promise<Body<T>> {
  const json = await readJson(c)
  if (!json.ok) return json
  const parsed = v.safeParse(schema, json.value)
  if (parsed.success) return { ok: true, value: parsed.output }
  return {
    ok: false,
    refusal: problem(c, 'limit-broken', { detail: NOTHING_CHANGED, errors: problemErrors(parsed.issues) }),
  }
}

/** The body as JSON, or the refusal: 415 or 400. */
async function readJson(c: Context): Promise<Body<unknown>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    return { ok: false, refusal: problem(c, 'unsupported-media-type', { detail: 'Send it as application/json.' }) }
  }
  try {
    return { ok: true, value: JSON.parse(await c.req.text()) }
  } catch (error) {
    const detail = `Nothing was changed.${error instanceof SyntaxError ? ` It is not JSON: ${error.message}` : ''}`
    return { ok: false, refusal: problem(c, 'not-json', { detail }) }
  }
}

/** What a schema found wrong, as `errors` of a problem. Paths are joined with dots: `streams.0.edits.3.value.w`. */
export function problemErrors(issues: readonly v.BaseIssue<unknown>[]): ProblemError[] {
  return issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }))
}
