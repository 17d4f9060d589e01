/**
 * What the product started from (reference: "Widget Sync"): the page posts its whole layout, and one interactive Prisma
 * transaction reads the stored one, compares version numbers, writes the whole layout and a whole copy of it into the history.
 * Its statements are raw SQL, which is quicker than Prisma's models, and it asks for no session: both in its favour.
 * Started by ../save; made for measuring only.
 */
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { openPostgres } from '../../server/db/open'

interface Body {
  account: string
  version: number
  device: string
  trigger: string
  widgets: { id: string; updatedAt: number }[]
}

const { prisma } = await openPostgres(process.env.DATABASE_URL ?? '')
const app = new Hono()

app.post('/api/layout', async (c) => {
  const { account, version, device, trigger, widgets } = await c.req.json<Body>()
  const saved = await prisma.$transaction(async (tx) => {
    const [stored] = await tx.$queryRaw<{ version: number; widgets: Body['widgets'] }[]>`
      select version, widgets from spec_layout where account = ${account} for update`
    const merged = stored === undefined || stored.version === version ? widgets : newest(stored.widgets, widgets)
    const next = (stored?.version ?? 0) + 1
    const text = JSON.stringify(merged)
    await tx.$executeRaw`
      insert into spec_layout values (${account}, ${next}, ${text}::jsonb, now())
      on conflict (account) do update set version = excluded.version, widgets = excluded.widgets, updated_at = now()`
    await tx.$executeRaw`insert into spec_history values (${account}, ${next}, ${device}, ${trigger}, ${text}::jsonb, now())`
    return { version: next, widgets: merged }
  })
  return c.json(saved)
})

/** "Keeps most recent version of each widget." */
function newest(stored: Body['widgets'], sent: Body['widgets']): Body['widgets'] {
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
