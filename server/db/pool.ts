/**
 * The connections to a PostgreSQL server: the one place where a statement waits for one. Who would wait too long, or behind
 * too many, is refused at once (503) instead of queueing without end, and a connection that hangs is cut. Before: open.
 * After: Prisma's adapter. Knows no tables.
 */
import pg from 'pg'
import { tooManyWait } from './too-many-wait'

/** How long a statement waits for a free connection, and a new connection for its server. Then: 503. */
const WAIT_TIMEOUT_MS = 2_000
/** No statement of ours takes long; the server ends one that does. */
const STATEMENT_TIMEOUT_MS = 5_000
/** Our own locks last milliseconds; whoever stands behind another's for longer must not hold up its neighbours. */
const LOCK_TIMEOUT_MS = 1_000
/** A transaction that nobody goes on with (its process is gone, or the line to it) must not keep its locks. */
const IDLE_TRANSACTION_TIMEOUT_MS = 10_000
/**
 * A connection that is out for so long hangs: the server would have ended any statement before. Then the line is dead
 * without a word (a firewall that forgot it, a machine that lost its power), and so are those that are idle beside it.
 */
const LONGEST_USE_MS = STATEMENT_TIMEOUT_MS + 1_500
const LOOK_EVERY_MS = 500

/** Sent after connecting and not while: PgBouncer refuses settings in the start-up packet that it does not know. */
const LIMITS = `set statement_timeout = ${STATEMENT_TIMEOUT_MS}; set lock_timeout = ${LOCK_TIMEOUT_MS}; set idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_TIMEOUT_MS}`
/**
 * How our statements are planned. They are short, so compiling one just in time costs more than it can ever save. And they go
 * by keys: a plan that was made while a table was small must not go through the whole of it for ever after (and a table
 * of a hundred rows that are saved all the time is gone through more slowly than looked up in, too).
 */
const PLANNING = ['set jit = off', 'set enable_seqscan = off']
/** SQLSTATE class 42: a server that has no such setting (some that speak PostgreSQL's protocol). */
const NO_SUCH_SETTING = /^42/

export interface PoolSettings {
  url: string
  /** At most so many connections. */
  connections: number
  /** At most so many statements wait for one. */
  waiting: number
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

export class BoundedPool extends pg.Pool {
  readonly #waiting: number
  /** Connections in use -> since when (performance.now). */
  readonly #used = new Map<pg.PoolClient, number>()
  readonly #idle = new Set<pg.PoolClient>()
  #looking: NodeJS.Timeout | undefined

  constructor({ url, connections, waiting }: PoolSettings) {
    super({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: WAIT_TIMEOUT_MS,
      keepAlive: true,
      onConnect: prepareConnection,
    })
    this.#waiting = waiting
    // A connection that breaks while nobody uses it is no news: the next statement gets another.
    this.on('error', () => {})
    this.on('acquire', (client) => {
      this.#idle.delete(client)
      this.#used.set(client, performance.now())
      this.#look()
    })
    this.on('release', (error, client) => {
      this.#used.delete(client)
      if (!error) this.#idle.add(client)
    })
    this.on('remove', (client) => {
      this.#used.delete(client)
      this.#idle.delete(client)
    })
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (this.waitingCount < this.#waiting) {
      if (callback === undefined) return super.connect()
      super.connect(callback)
    } else if (callback === undefined) return Promise.reject(tooManyWait())
    else callback(tooManyWait(), undefined, () => {})
    return undefined
  }

  /** Cuts what hangs, from time to time, as long as something is in use: no timer a statement. */
  #look(): void {
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined
      const long = performance.now() - LONGEST_USE_MS
      const hanging = [...this.#used].filter(([, since]) => since < long)
      for (const [client] of hanging) cut(client)
      if (hanging.length > 0) for (const client of [...this.#idle]) cut(client)
      if (this.#used.size > 0) this.#look()
    }, LOOK_EVERY_MS).unref()
  }
}

/** Ends the connection here and now, without the server: pg tells whoever waits on it, and takes it out of the pool. */
function cut(client: pg.ClientBase): void {
  ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
}

/** Rejects when the server takes too long even for this. */
async function prepareConnection(client: pg.ClientBase): Promise<void> {
  const late = setTimeout(() => cut(client), WAIT_TIMEOUT_MS)
  try {
    await client.query(LIMITS)
    for (const setting of PLANNING) {
      await client.query(setting).catch((error: { code?: unknown }) => {
        if (typeof error.code !== 'string' || !NO_SUCH_SETTING.test(error.code)) throw error
      })
    }
  } finally {
    clearTimeout(late)
  }
}
