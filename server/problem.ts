/** Every refusal of this API: RFC 9457 problem+json with a type that clients know to be ours (D5). Knows no routes. */
import type { Context } from 'hono'
import {
  PROBLEM_CONTENT_TYPE,
  PROBLEM_PREFIX,
  PROBLEMS,
  type Problem,
  type ProblemError,
  type ProblemName,
} from '../core/wire/problem'

export interface ProblemExtras {
  /** What happened here, and what to do, in words for a person. */
  detail?: string | undefined
  /** What is wrong with the input, place by place. */
  errors?: ProblemError[] | undefined
  /** More headers, such as Retry-After. */
  headers?: Record<string, string> | undefined
}

/** The answer for a problem of core/wire/problem, with its status and title. */
export function problemResponse(name: ProblemName, { detail, errors, headers }: ProblemExtras = {}): Response {
  const { status, title } = PROBLEMS[name]
  const body: Problem = {
    type: PROBLEM_PREFIX + name,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': PROBLEM_CONTENT_TYPE, 'Cache-Control': 'no-store' },
  })
}

/** The same within a route: keeps the headers that middleware has set on the context (request id, security). */
export function problem(c: Context, name: ProblemName, extras: ProblemExtras = {}): Response {
  const response = problemResponse(name, extras)
  return c.newResponse(response.body, { status: response.status, headers: response.headers })
}
