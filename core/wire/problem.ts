/** Errors as RFC 9457 application/problem+json, with the name of every `type` of this API. Their schema is ./problem-schema. */

export const PROBLEM_CONTENT_TYPE = 'application/problem+json'
/** Every problem type starts with this: how a client tells our refusal from a proxy's (D5). A name, not an address to fetch. */
export const PROBLEM_PREFIX = 'https://holdfast.app/problems/'

/** Every problem of this API; their statuses and titles, which only a server needs, are in ./problem-list. */
export const PROBLEM_NAMES = [
  'not-json',
  'bad-request',
  'unauthenticated',
  'wrong-account',
  'cross-origin',
  'pairing-refused',
  'not-found',
  'code-unknown',
  'method-not-allowed',
  'base-unknown',
  'email-taken',
  'code-used',
  'pairing-decided',
  'code-expired',
  'too-large',
  'unsupported-media-type',
  'limit-broken',
  'schema-newer',
  'too-many-requests',
  'internal',
  'unavailable',
] as const
export type ProblemName = (typeof PROBLEM_NAMES)[number]

/** What is wrong at one place of the input; for a refused edit also its writer and number. */
export interface ProblemError {
  path: string
  message: string
  writer?: string | undefined
  n?: number | undefined
}
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string | undefined
  errors?: ProblemError[] | undefined
}

/** The name of a problem of this API, or undefined when `type` is not one of ours. */
export function problemName(type: string): ProblemName | undefined {
  const name = type.startsWith(PROBLEM_PREFIX) ? type.slice(PROBLEM_PREFIX.length) : ''
  return PROBLEM_NAMES.find((known) => known === name)
}
