/** Whether the process lives, and whether it can serve: for whoever runs it. */
import { Hono } from 'hono'
import type { Readiness } from '../db/readiness'
import { problem } from '../problem'
import type { AppEnv } from './app-env'

/** A database that has not answered by then counts as away: a load balancer must hear something soon. */
const ANSWER_TIMEOUT_MS = 1_500
const RETRY_S = '2'

const WHY_NOT: Record<Exclude<Readiness, 'ready'> | 'silent', string> = {
  silent: 'The database does not answer.',
  'not-migrated': 'The database is not migrated to this version.',
  'read-only': 'The database takes no changes: it is a standby, or was made read-only.',
}

export interface OpsRouteDeps {
  /** Of the database; rejects when it cannot be reached. */
  readiness(): Promise<Readiness>
  /** True from the moment on that the server stops. */
  isStopping(): boolean
  /** Calls back once; the returned function prevents it. */
  after(ms: number, call: () => void): () => void
}

export function opsRoutes({ readiness, isStopping, after }: OpsRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** One question at a time, however many ask: a database that hangs is not asked more and more. */
  let asking: Promise<Readiness> | null = null
  const ask = () => {
    asking ??= readiness().finally(() => {
      asking = null
    })
    return asking
  }

  app.get('/healthz', (c) => c.json({ status: 'alive' }))
  app.get('/readyz', async (c) => {
    const unavailable = (detail: string) => problem(c, 'unavailable', { detail, headers: { 'Retry-After': RETRY_S } })
    if (isStopping()) return unavailable('The server is stopping.')
    const found = await within(ANSWER_TIMEOUT_MS, ask()).catch(() => 'silent' as const)
    return found === 'ready' ? c.json({ status: 'ready' }) : unavailable(WHY_NOT[found])
  })
  return app

  /** Rejects when it takes longer: a load balancer must hear something. */
  async function within<T>(ms: number, work: Promise<T>): Promise<T> {
    let stop = () => {}
    const late = new Promise<never>((_, reject) => {
      stop = after(ms, () => reject(new Error('too slow')))
    })
    try {
      return await Promise.race([work, late])
    } finally {
      stop()
    }
  }
}
