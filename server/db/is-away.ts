/** Is an error only that the database cannot be reached now? Then the answer is 503 and trying again helps. */

/** Prisma's codes for it (P1xxx connection, P2024 no connection free, P2037 too many), Node's and PostgreSQL's (57P: shutting down, 08: connection, 53: resources). */
const AWAY =
  /^(P1\d{3}|P2024|P2037|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|57P0\d|08\w{3}|53\w{3})$/
const AWAY_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
/** What pg says without a code. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

/** Looks at the error and at what caused it. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at !== null && typeof at === 'object' && depth < 5; depth++) {
    const { code, originalCode, kind, message, cause, meta } = at as Record<string, unknown>
    if ([code, originalCode].some((found) => typeof found === 'string' && AWAY.test(found))) return true
    if (typeof kind === 'string' && AWAY_KINDS.has(kind)) return true
    if (typeof message === 'string' && AWAY_WORDS.test(message)) return true
    at = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError
  }
  return false
}
