/** Every refusal of this API: RFC 9457 problem+json with a type that clients know to be ours (D5). Knows no routes. */
import type { Context } from 'hono'
import {
  PROBLEM_CONTENT_TYPE,
  PROBLEM_PREFIX,
  type Problem,
  type ProblemError,
  type ProblemName,
} from '../core/wire/problem'
import { PROBLEMS } from '../core/wire/problem-list'

export interface ProblemExtras {
  /** What happened here, and what to do, in words for a person. */
  detail?: string | undefined
  /** What is wrong with the input, place by place. */
  errors?: ProblemError[] | undefined
  /** More headers, such as Retry-After. */
  headers?: Record<string, string> | undefined
}

/** The answer for a problem of core/wire/problem, with its status and title, where there is no context. */
export function problemResponse(name: ProblemName, extras: ProblemExtras = {}): Response {
  const { status, headers, body } = parts(name, extras)
  return new Response(body, { status, headers })
}

/** The same within a route: keeps the headers that were set on the context. */
export function problem(c: Context, name: ProblemName, extras: ProblemExtras = {}): Response {
  const { status, headers, body } = parts(name, extras)
  return c.body(body, status, headers)
}

function parts(name: ProblemName, { detail, errors, headers }: ProblemExtras) {
  const { status, title } = PROBLEMS[name]
  const body: Problem = {
    type: PROBLEM_PREFIX + name,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  }
  return {
    status,
    headers: { ...headers, 'Content-Type': PROBLEM_CONTENT_TYPE, 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  }
}
