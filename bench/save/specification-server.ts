/**
 * What the product started from (reference: "Widget Sync"): the page posts its whole layout, and one interactive Prisma
 * transaction reads the stored one, compares version numbers, writes the whole layout and a whole copy of it into the history.
 * That design knows no sessions; with `SESSIONS=asked` each save asks better-auth who it is, as its documentation shows, for a
 * like comparison with a server that knows whom it serves. Started by ../save; made for measuring only.
 */
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { createAccounts } from '../../server/auth/accounts'
import { openPostgres } from '../../server/db/open'
import { SECRET } from '../support/population'
import { openSpecification, type SpecificationWidget } from './specification-client'

interface Body {
  account: string
  version: number
  device: string
  trigger: string
  widgets: SpecificationWidget[]
}

const url = process.env.DATABASE_URL ?? ''
const prisma = await openSpecification(url, 10)
const accounts = process.env.SESSIONS === 'asked' ? await openAccounts() : null
const app = new Hono()

app.post('/api/layout', async (c) => {
  if (accounts !== null && (await accounts.current(c.req.raw.headers)) === null) return c.body(null, 401)
  const { account: userId, version, device: deviceId, trigger, widgets } = await c.req.json<Body>()
  const saved = await prisma.$transaction(
    async (tables) => {
      const stored = await tables.dashboardLayout.findUnique({ where: { userId } })
      const merged = stored === null || stored.version === version ? widgets : newest(stored.widgets, widgets)
      const next = { userId, version: (stored?.version ?? 0) + 1, widgets: merged }
      await tables.dashboardLayout.upsert({
        where: { userId },
        create: next,
        update: { version: next.version, widgets: merged },
      })
      await tables.layoutHistory.create({ data: { ...next, deviceId, trigger } })
      return { version: next.version, widgets: merged }
    },
    // As long as it takes: a crowd must not make it fail.
    { maxWait: 60_000, timeout: 60_000 },
  )
  return c.json(saved)
})

async function openAccounts() {
  const database = await openPostgres(url)
  return createAccounts(
    database.prisma,
    { secret: SECRET, publicUrl: 'http://localhost' },
    { now: Date.now, every: () => () => {}, logError: console.error },
  )
}

/** "Keeps most recent version of each widget." */
function newest(stored: SpecificationWidget[], sent: SpecificationWidget[]): SpecificationWidget[] {
  const merged = new Map(stored.map((widget) => [widget.id, widget]))
  for (const widget of sent)
    if (widget.updatedAt >= (merged.get(widget.id)?.updatedAt ?? 0)) merged.set(widget.id, widget)
  return [...merged.values()]
}

const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(`ready at http://localhost:${address.port}`)
})
process.on('SIGTERM', () => process.exit(0))
