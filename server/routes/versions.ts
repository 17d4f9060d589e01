/**
 * `GET /api/layout/versions` and `GET /api/layout/versions/R?against=Q`: the history, and any layout of it. Revision 0, the
 * empty layout before the first save, can be viewed and compared with like any other. Before: the page's history. After:
 * layouts/versions.
 */
import { Hono } from 'hono'
import type { ProblemError } from '../../core/wire/problem'
import { MAX_COUNT } from '../../core/wire/scalars'
import type { SessionCheck } from '../auth/session-check'
import type { RawSql } from '../layouts/read-statement'
import { listVersions, viewVersion } from '../layouts/versions'
import { problem } from '../problem'
import type { AppEnv } from './app-env'
import { refuseAnothers } from './meant-account'

const DEFAULT_LIMIT = 50
const MOST = 200
const MUST_BE_REVISION = 'must be a revision'

export interface VersionRouteDeps {
  sessionOf: SessionCheck
  prisma: RawSql
}

export function versionRoutes({ sessionOf, prisma }: VersionRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/api/layout/versions', async (c) => {
    const session = await sessionOf(c.req.raw)
    if (session === null) return problem(c, 'unauthenticated', { detail: 'Sign in to read the history.' })
    const refusal = refuseAnothers(c, session.account)
    if (refusal !== null) return refusal
    const query = c.req.query()
    const before = query.before === undefined ? null : wholeNumber(query.before, MAX_COUNT)
    const limit = wholeNumber(query.limit ?? String(DEFAULT_LIMIT), MOST)
    const errors: ProblemError[] = []
    if (query.before !== undefined && before === null) errors.push({ path: 'before', message: MUST_BE_REVISION })
    if (limit === null || limit < 1) errors.push({ path: 'limit', message: `must be a whole number from 1 to ${MOST}` })
    if (errors.length > 0 || limit === null)
      return problem(c, 'bad-request', { detail: 'The query makes no sense.', errors })
    c.header('Cache-Control', 'private, no-store')
    return c.json(await listVersions(prisma, session.account, { before, limit }))
  })
  app.get('/api/layout/versions/:revision', async (c) => {
    const session = await sessionOf(c.req.raw)
    if (session === null) return problem(c, 'unauthenticated', { detail: 'Sign in to read the history.' })
    const refusal = refuseAnothers(c, session.account)
    if (refusal !== null) return refusal
    const revision = wholeNumber(c.req.param('revision'), MAX_COUNT)
    const asked = c.req.query('against')
    const against = asked === undefined ? null : wholeNumber(asked, MAX_COUNT)
    if (asked !== undefined && against === null) {
      const errors = [{ path: 'against', message: MUST_BE_REVISION }]
      return problem(c, 'bad-request', { detail: 'The query makes no sense.', errors })
    }
    const view = revision === null ? null : await viewVersion(prisma, session.account, revision, against)
    if (view === null) return problem(c, 'not-found', { detail: NOT_KEPT })
    c.header('Cache-Control', 'private, no-store')
    return c.json(view)
  })
  return app
}

const NOT_KEPT =
  'That version is not there: there never was one, or it was thinned out. Of old ones the last of each hour, and later of each day, is kept: choose one of the list.'

/** null: the text is none from 0 to `most`. */
function wholeNumber(text: string, most: number): number | null {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : null
  return number !== null && number <= most ? number : null
}
