/** What stands in the tables, for comparing before and after. */
import type { PrismaClient } from '../../../server/db/client/client'

/** Every row of one account's layout. */
export async function rowsOf(prisma: PrismaClient, account: string) {
  const where = { account }
  return plainNumbers({
    layout: await prisma.layout.findMany({ where }),
    widget: await prisma.widget.findMany({ where, orderBy: { id: 'asc' } }),
    field: await prisma.field.findMany({ where, orderBy: [{ widget: 'asc' }, { key: 'asc' }] }),
    writer: await prisma.writer.findMany({ where, orderBy: { id: 'asc' } }),
    conflict: await prisma.conflict.findMany({
      where,
      orderBy: [{ seq: 'asc' }, { writer: 'asc' }, { n: 'asc' }, { part: 'asc' }],
    }),
    version: await prisma.version.findMany({ where, orderBy: { revision: 'asc' } }),
    device: await prisma.device.findMany({ where, orderBy: { id: 'asc' } }),
  })
}

type Plain<T> = T extends bigint ? number : T extends object ? { [K in keyof T]: Plain<T[K]> } : T

function plainNumbers<T>(rows: T): Plain<T> {
  return JSON.parse(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value))) as Plain<T>
}

const TABLES = ['layout', 'widget', 'field', 'writer', 'conflict', 'version', 'device'] as const

/** Every row of every account's layout, as text. */
export async function contentOf(prisma: PrismaClient): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {}
  for (const table of TABLES) {
    const rows = await prisma.$queryRawUnsafe<{ row: string }[]>(
      `select to_jsonb(t)::text as row from ${table} t order by 1`,
    )
    content[table] = rows.map(({ row }) => row)
  }
  return content
}

interface Counters {
  liveWidgets: number
  valueBytes: number
  liveFields: Record<string, number>
}

/** The counters as each save kept them. */
export async function countersOf(prisma: PrismaClient, account: string): Promise<Counters> {
  const { layout, widget } = await rowsOf(prisma, account)
  return {
    liveWidgets: layout[0]?.liveWidgets ?? 0,
    valueBytes: layout[0]?.valueBytes ?? 0,
    liveFields: Object.fromEntries(widget.map(({ id, liveFields }) => [id, liveFields])),
  }
}

/** The same, counted anew by the database. */
export async function recounted(prisma: PrismaClient, account: string): Promise<Counters> {
  const [sums] = await prisma.$queryRaw<{ widgets: number; bytes: number }[]>`
    select (select count(*)::int from widget w where w.account = ${account} and not w.removed) as widgets,
      (select coalesce(sum(octet_length(f.value)), 0)::int from field f
        join widget w on w.account = f.account and w.id = f.widget and not w.removed
        where f.account = ${account}) as bytes`
  const fields = await prisma.$queryRaw<{ id: string; count: number }[]>`
    select w.id, count(f.value)::int as count from widget w
    left join field f on f.account = w.account and f.widget = w.id where w.account = ${account} group by w.id`
  return {
    liveWidgets: sums?.widgets ?? 0,
    valueBytes: sums?.bytes ?? 0,
    liveFields: Object.fromEntries(fields.map(({ id, count }) => [id, count])),
  }
}
