/**
 * Is an error only that the database cannot do it now? Then the answer is 503, and sending the same again helps. Whether a
 * save was written is not known then; sending it again is safe (S2). Used by app, and by whatever asks for many at once.
 */

/**
 * Away, whoever asks. Prisma's codes: P1xxx connection, P2024 no connection free, P2037 too many connections. Node's: sockets.
 * PostgreSQL's and PgBouncer's: 08 connection, 53 resources, 57P shutting down or starting, 25006 read only (it was the
 * primary until a moment ago).
 */
const AWAY =
  /^(P1\d{3}|P20(24|37)|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P0\d|25006)$/
const AWAY_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
/** What pg says without a code. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after calling end/

/**
 * In the way of this statement: 57014 it took too long, 55P03 it waited too long for a lock, 40 and P2034 it lost to another,
 * 25P03 and P2028 its transaction lasted too long.
 */
const BUSY = /^(57014|55P03|40\w{3}|25P03|P20(28|34))$/
const BUSY_KINDS = new Set(['TransactionWriteConflict'])
/** What a statement gets that was prepared before a migration, once a connection. */
const BUSY_WORDS = /cached plan must not change result type/

/** Of those, what says that too many want something at once: PostgreSQL's 53300 and 53400, and our own refusals (./too-many-wait). */
const CROWDED = /^(P20(24|37)|53[34]00)$/
const CROWDED_KINDS = new Set(['TooManyConnections'])
/** No words say it. */
const NEVER = /(?!)/

/** Too many want something of the database at once. It is away, too, for whoever asks. */
export function isDatabaseCrowded(error: unknown): boolean {
  return isOneOf(error, CROWDED, CROWDED_KINDS, NEVER)
}

/** The database cannot be reached, or takes nobody now: another statement would fail as well. */
export function isDatabaseAway(error: unknown): boolean {
  return isOneOf(error, AWAY, AWAY_KINDS, AWAY_WORDS)
}

/** The database did other statements meanwhile, and this one may go through when it is sent again. */
export function isDatabaseBusy(error: unknown): boolean {
  return isOneOf(error, BUSY, BUSY_KINDS, BUSY_WORDS)
}

/** Looks at the error and at what caused it. */
function isOneOf(error: unknown, codes: RegExp, kinds: ReadonlySet<string>, words: RegExp): boolean {
  for (let at: unknown = error, depth = 0; at !== null && typeof at === 'object' && depth < 5; depth++) {
    const { code, originalCode, kind, message, cause, meta } = at as Record<string, unknown>
    if ([code, originalCode].some((found) => typeof found === 'string' && codes.test(found))) return true
    if (typeof kind === 'string' && kinds.has(kind)) return true
    if (typeof message === 'string' && words.test(message)) return true
    at = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError
  }
  return false
}
