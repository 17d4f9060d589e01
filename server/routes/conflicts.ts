/** `GET /api/conflicts?before=C&limit=N`: what lost stays readable (S7). Before: the page's list of conflicts. After: layouts/conflict-list. */
import { Hono } from 'hono'
import type { ProblemError } from '../../core/wire/problem'
import type { SessionCheck } from '../auth/session-check'
import type { PrismaClient } from '../db/client/client'
import { listConflicts, readCursor } from '../layouts/conflict-list'
import { problem } from '../problem'
import type { AppEnv } from './app-env'
import { refuseAnothers } from './meant-account'

const DEFAULT_LIMIT = 50
const MOST = 200

export interface ConflictRouteDeps {
  sessionOf: SessionCheck
  prisma: Pick<PrismaClient, 'conflict'>
}

export function conflictRoutes({ sessionOf, prisma }: ConflictRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/api/conflicts', async (c) => {
    const session = await sessionOf(c.req.raw)
    if (session === null) return problem(c, 'unauthenticated', { detail: 'Sign in to read the conflicts.' })
    const refusal = refuseAnothers(c, session.account)
    if (refusal !== null) return refusal
    const { before: text, limit = String(DEFAULT_LIMIT) } = c.req.query()
    const before = text === undefined ? null : readCursor(text)
    const errors: ProblemError[] = []
    if (text !== undefined && before === null) errors.push({ path: 'before', message: 'must be what `next` was' })
    if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST) {
      errors.push({ path: 'limit', message: `must be a whole number from 1 to ${MOST}` })
    }
    if (errors.length > 0) return problem(c, 'bad-request', { detail: 'The query makes no sense.', errors })
    c.header('Cache-Control', 'private, no-store')
    return c.json(await listConflicts(prisma, session.account, { before, limit: Number(limit) }))
  })
  return app
}
