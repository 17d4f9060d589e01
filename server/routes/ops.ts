/** Whether the process lives, and whether it can serve: for whoever runs it. */
import { Hono } from 'hono'
import { problem } from '../problem'
import type { AppEnv } from './app-env'

const ANSWER_TIMEOUT_MS = 3_000

export interface OpsRouteDeps {
  /** Resolves to whether the database is migrated; rejects when it cannot be reached. */
  databaseIsReady(): Promise<boolean>
  /** True from the moment on that the server stops. */
  isStopping(): boolean
}

export function opsRoutes({ databaseIsReady, isStopping }: OpsRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/healthz', (c) => c.json({ status: 'alive' }))
  app.get('/readyz', async (c) => {
    if (isStopping()) return problem(c, 'unavailable', { detail: 'The server is stopping.' })
    const ready = await within(ANSWER_TIMEOUT_MS, databaseIsReady()).catch(() => null)
    if (ready === true) return c.json({ status: 'ready' })
    const detail = ready === null ? 'The database does not answer.' : 'The database is not migrated to this version.'
    return problem(c, 'unavailable', { detail })
  })
  return app
}

/** Rejects when it takes longer: a load balancer must hear something. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
