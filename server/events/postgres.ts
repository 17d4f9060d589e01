/**
 * Station 10 with several API processes on one PostgreSQL: NOTIFY after the commit, never inside the saving transaction
 * (there it takes a lock of the whole server at commit), many accounts in one call. Who listens in this very process hears at
 * once. One connection listens and sends; when it breaks it is made anew, what waited is sent, and everybody looks again.
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { RevisionEvent } from '../../core/wire/event'
import type { Notifier } from './notifier'
import { keepNewest, payloads, readPayload } from './pending'
import { createSubscribers } from './subscribers'

const CHANNEL = 'holdfast_revision'
/** A hint goes out at once if none did for so long; else those of so long go together: 25 calls a second at most. */
const GATHER_MS = 40
/** Prepared once a connection. */
const NOTIFY = { name: 'notify', text: 'select pg_notify($1, payload) from unnest($2::text[]) as payload' }
const RECONNECT_MIN_MS = 100
/** A database that is back is heard again within 2 s. */
const RECONNECT_MAX_MS = 1_000
/** A connection can be dead without a word: it is asked this often, and must answer within the timeout. */
const PING_MS = 5_000
const QUERY_TIMEOUT_MS = 5_000
/** A process that is killed takes the hints of its last moments with it, so everybody looks where they stand this often. */
const LOOK_AGAIN_MS = 30_000

/**
 * A notifier on the database behind `url`. Resolves when it listens; rejects when the database cannot be reached now.
 * @param logError hears that the connection broke
 */
export async function createPostgresNotifier(
  url: string,
  logError: (message: string) => void,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<Notifier> {
  const subscribers = createSubscribers()
  const self = randomBytes(9).toString('base64url')
  const pending = new Map<string, RevisionEvent>()
  /** For those who listen in this process. */
  const pendingHere = new Map<string, RevisionEvent>()
  let client: pg.Client | null = null
  let closed = false
  let gathering: NodeJS.Timeout | undefined
  let flushedAt = Number.NEGATIVE_INFINITY
  let reconnecting: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: QUERY_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      application_name: 'holdfast events',
    })
    fresh.on('error', (error) => broken(fresh, error))
    fresh.on('end', () => broken(fresh, new Error('the connection ended')))
    fresh.on('notification', ({ payload }) => {
      const { from, hints } = readPayload(payload ?? '')
      if (from === self) return
      for (const [account, revision, tag] of hints) {
        subscribers.tell(account, { kind: 'revision', revision, tag })
      }
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
    } catch (error) {
      await fresh.end().catch(() => {})
      throw error
    }
    client = fresh
  }

  function broken(which: pg.Client, error: Error): void {
    if (client !== which || closed) return
    client = null
    logError(`Listening for revisions broke off (${error.message}); connecting again.`)
    which.end().catch(() => {})
    reconnect(RECONNECT_MIN_MS)
  }

  function reconnect(afterMs: number): void {
    reconnecting = setTimeout(async () => {
      try {
        await connect()
        subscribers.tellAll({ kind: 'look-again' })
        flush()
      } catch {
        if (!closed) reconnect(Math.min(afterMs * 2, RECONNECT_MAX_MS))
      }
    }, afterMs)
  }

  /** Sends what waits, one call after the other. What cannot be sent waits for the next connection. */
  function flush(): void {
    sending = sending.then(async () => {
      const through = client
      if (through === null || pending.size === 0) return
      const batch = new Map(pending)
      pending.clear()
      try {
        await through.query({ ...NOTIFY, values: [CHANNEL, payloads(batch, self)] })
      } catch (error) {
        for (const [account, event] of batch) keepNewest(pending, account, event)
        broken(through, error instanceof Error ? error : new Error(String(error)))
      }
    })
  }

  function tellHere(): void {
    for (const [account, event] of pendingHere) subscribers.tell(account, { kind: 'revision', ...event })
    pendingHere.clear()
  }

  const pinging = setInterval(() => {
    const asked = client
    asked?.query('select 1').catch((error: Error) => broken(asked, error))
  }, PING_MS)
  pinging.unref()
  const looking = setInterval(() => subscribers.tellAll({ kind: 'look-again' }), lookAgainMs)
  looking.unref()

  await connect()
  return {
    publish(account, event) {
      if (closed) return
      if (pendingHere.size === 0) setImmediate(tellHere)
      keepNewest(pendingHere, account, event)
      keepNewest(pending, account, event)
      gathering ??= setTimeout(
        () => {
          gathering = undefined
          flushedAt = performance.now()
          flush()
        },
        Math.max(1, flushedAt + GATHER_MS - performance.now()),
      )
    },
    subscribe: subscribers.add,
    subscribeToAll: subscribers.addToAll,
    async close() {
      clearTimeout(gathering)
      flush()
      await sending
      closed = true
      clearInterval(pinging)
      clearInterval(looking)
      clearTimeout(reconnecting)
      await client?.end().catch(() => {})
    },
  }
}
