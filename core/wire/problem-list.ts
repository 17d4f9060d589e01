/** What each problem of the API is answered with. Before: the server, and what speaks in its place in tests. Beside: ./problem. */
import type { ProblemName } from './problem'

/** name -> status and title. The `type` is PROBLEM_PREFIX + name. */
export const PROBLEMS = {
  'not-json': { status: 400, title: 'The body is not JSON' },
  'bad-request': { status: 400, title: 'The request makes no sense' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  'wrong-account': { status: 403, title: 'It is for another account' },
  'cross-origin': { status: 403, title: 'The request comes from another site' },
  'pairing-refused': { status: 403, title: 'The other device has refused' },
  'not-found': { status: 404, title: 'There is no such thing here' },
  'code-unknown': { status: 404, title: 'There is no such code' },
  'method-not-allowed': { status: 405, title: 'That method is not allowed here' },
  'base-unknown': { status: 409, title: 'This server does not have that revision' },
  'email-taken': { status: 409, title: 'That e-mail address has an account already' },
  'code-used': { status: 409, title: 'The code has been used' },
  'pairing-decided': { status: 409, title: 'That was decided otherwise already' },
  'code-expired': { status: 410, title: 'The time of the code is over' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'limit-broken': { status: 422, title: 'Something in the request breaks a limit' },
  'schema-newer': { status: 426, title: 'The save is newer than this server' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  unavailable: { status: 503, title: 'The server cannot do it at the moment' },
} as const satisfies Record<ProblemName, { status: number; title: string }>
