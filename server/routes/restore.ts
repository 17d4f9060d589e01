/** `POST /api/layout/versions/R/restore` (S15). Before: the page's history. After: layouts/restore. Knows no rules. */
import { Hono } from 'hono'
import { restoreSchema } from '../../core/wire/restore'
import { MAX_COUNT } from '../../core/wire/scalars'
import { type RestoreDeps, restoreLayout } from '../layouts/restore'
import { problem } from '../problem'
import type { AppEnv } from './app-env'
import { type ReplacementRouteDeps, readReplacement, sayReplaced } from './replacement'
import { refuseTooMany } from './too-many'

export interface RestoreRouteDeps extends RestoreDeps, ReplacementRouteDeps {}

/** Rejects when the database is away; the app makes that a 503. */
export function restoreRoutes(deps: RestoreRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.post('/api/layout/versions/:revision/restore', async (c) => {
    const who = await deps.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to restore a version.' })
    const verdict = deps.saveLimit.take(who.account)
    if (verdict.kind === 'wait') return refuseTooMany(c, verdict.seconds)
    const revision = c.req.param('revision')
    const notFound = `Version ${revision} is not kept any more, or never was. Nothing was changed: choose another one.`
    if (!/^\d{1,10}$/.test(revision) || Number(revision) > MAX_COUNT) {
      return problem(c, 'not-found', { detail: 'A version is named by its number. Nothing was changed.' })
    }
    const body = await readReplacement(c, who.account, restoreSchema)
    if (!body.ok) return body.refusal
    const outcome = await restoreLayout(deps, who, Number(revision), body.value)
    return sayReplaced(c, deps, who.account, outcome, { notFound, pathOf: (widget) => widget })
  })
  return app
}
