/**
 * Is an error only that the database cannot do it now: away, starting, overloaded, too slow, or in somebody's way? Then the
 * answer is 503, and sending the same again helps. Whether a save was written is not known then; sending it again is safe (S2).
 */

/**
 * Prisma's codes: P1xxx connection, P2024 no connection free, P2028 a transaction that could not begin or took too long,
 * P2034 lost to another transaction, P2037 too many connections. Node's: sockets. PostgreSQL's and PgBouncer's: 08
 * connection, 53 resources, 57P shutting down or starting, 57014 statement timeout, 55P03 lock timeout, 40 serialization
 * and deadlock, 25P03 idle in a transaction, 25006 read only (it was the primary until a moment ago).
 */
const AWAY =
  /^(P1\d{3}|P20(24|28|34|37)|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P0\d|57014|55P03|40\w{3}|25P03|25006)$/
const AWAY_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
])
/** What pg says without a code; and the one error that a statement prepared before a migration gets, once a connection. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after calling end|cached plan must not change result type/

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
