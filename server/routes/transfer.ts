/**
 * `GET /api/export` and `POST /api/import?mode=replace|add`: an account as one file, out and in again (S15).
 * Before: the page's settings. After: layouts/export, layouts/import. Knows no rules.
 */
import { type Context, Hono } from 'hono'
import { MAX_SAVE_BYTES } from '../../core/layout/limits'
import { EXPORT_FORMAT, EXPORT_SCHEMA } from '../../core/wire/export-format'
import { IMPORT_MODES, type ImportMode, importSchema } from '../../core/wire/import'
import type { WriteDeps } from '../layouts/decide-and-write'
import { type ExportDeps, exportAccount } from '../layouts/export'
import { idBeside, importLayout } from '../layouts/import'
import { createTurns } from '../layouts/turns'
import { problem } from '../problem'
import type { AppEnv } from './app-env'
import { type Glance, type ReplacementRouteDeps, readReplacement, sayReplaced } from './replacement'
import { refuseTooMany } from './too-many'

/** Large imports that wait, and how long: one takes some seconds. */
const MOST_WAITING = 4
const MOST_WAIT_MS = 20_000
/** What large imports take turns for: the process. */
const LARGE = 'large'

export interface TransferRouteDeps extends WriteDeps, ExportDeps, ReplacementRouteDeps {
  /** ms since any beginning, by a clock that nobody sets: how long an import has waited for its turn. */
  steadyNow(): number
}

/** All reject when the database is away; the app makes that a 503. */
export function transferRoutes(deps: TransferRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  // Some files are a hundred times their size while they are taken in.
  const oneAtATime = createTurns({ mostWaiting: MOST_WAITING, mostWaitMs: MOST_WAIT_MS, now: deps.steadyNow })

  app.get('/api/export', async (c) => {
    const who = await deps.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to export.' })
    const verdict = deps.saveLimit.take(who.account)
    if (verdict.kind === 'wait') return refuseTooMany(c, verdict.seconds)
    const file = await exportAccount(deps, who.account)
    c.header('Content-Disposition', `attachment; filename="holdfast-${file.exportedAt.slice(0, 10)}.json"`)
    c.header('Cache-Control', 'private, no-store')
    return c.json(file)
  })

  app.post('/api/import', async (c) => {
    const who = await deps.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to import.' })
    const verdict = deps.saveLimit.take(who.account)
    if (verdict.kind === 'wait') return refuseTooMany(c, verdict.seconds)
    const mode = IMPORT_MODES.find((known) => known === (c.req.query('mode') ?? 'replace'))
    if (mode === undefined) {
      const errors = [{ path: 'mode', message: `must be one of ${IMPORT_MODES.join(', ')}` }]
      return problem(c, 'bad-request', { detail: 'The query makes no sense. Nothing was changed.', errors })
    }
    const isLarge = !(Number(c.req.header('content-length')) <= MAX_SAVE_BYTES)
    const work = () => takeIn(c, who, mode)
    return isLarge ? oneAtATime(LARGE, work) : work()
  })

  async function takeIn(c: Context, who: { account: string; session: string | null }, mode: ImportMode) {
    const body = await readReplacement(c, who.account, importSchema, (glance) => refuseFile(c, glance))
    if (!body.ok) return body.refusal
    const { file, writer } = body.value
    const outcome = await importLayout(deps, who, mode, body.value)
    return sayReplaced(c, deps, who.account, outcome, {
      notFound: 'There is nothing in the file.',
      pathOf: (widget) => pathInFile(mode, writer, file.widgets, widget),
    })
  }
  return app
}

/** What can be said of the file before anything in it is believed. */
function refuseFile(c: Context, { file }: Glance): Response | null {
  if (file?.format !== EXPORT_FORMAT) {
    const errors = [{ path: 'file.format', message: `must be "${EXPORT_FORMAT}"` }]
    const detail = 'This is not a file that Holdfast exported. Nothing was changed: choose another file.'
    return problem(c, 'limit-broken', { detail, errors })
  }
  if (file.schema !== undefined && file.schema > EXPORT_SCHEMA) {
    const detail = `The file comes from a newer Holdfast (schema ${file.schema}; this server understands ${EXPORT_SCHEMA}). Nothing was changed: keep the file until this server is newer.`
    return problem(c, 'schema-newer', { detail })
  }
  return null
}

function pathInFile(mode: ImportMode, writer: string, widgets: readonly { id: string }[], made: string): string {
  const index = widgets.findIndex(({ id }) => made === (mode === 'replace' ? id : idBeside(writer, id)))
  return index === -1 ? 'file.widgets' : `file.widgets.${index}`
}
