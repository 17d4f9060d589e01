/**
 * How long it takes to rebuild a layout of any age (at most 50 ms, whatever the length of the history): layouts of 10 and 500
 * widgets with histories of 10, 1,000 and 10,000 versions, made by saves through the product's own code on a real PostgreSQL;
 * then once more after the history was thinned out. `npx tsx bench/rebuild.ts`; bench/growth can run it on its database.
 */
import { pathToFileURL } from 'node:url'
import { DAY_MS } from '../core/history/thin-plan'
import type { Json } from '../core/layout/model'
import type { SaveRequest } from '../core/wire/save'
import type { PrismaClient } from '../server/db/client/client'
import { migrate } from '../server/db/migrate'
import { openPostgres } from '../server/db/open'
import { tidyHistory } from '../server/layouts/daily-history'
import { createHistoryKeeper, keepingHistory } from '../server/layouts/history-keeper'
import { createPostgresStore } from '../server/layouts/postgres-store'
import { rebuildLayout } from '../server/layouts/rebuild'
import { saveLayout } from '../server/layouts/save'
import { randomTag } from '../server/layouts/tag'
import { startPostgres } from '../tests/support/postgres'
import { createDatabase } from './support/database'
import { machine } from './support/machine'
import { type Inhabitant, populate } from './support/population'
import { figure, median, percentile, table } from './support/statistics'

const WIDGETS = [10, 500]
const VERSIONS = [10, 1_000, 10_000]
interface History {
  widgets: number
  versions: number
  /** How it is called beside widgets and versions. */
  of?: string
  /** What the `n`-th save sets, of one widget after the other. */
  edits(n: number): Doing[]
}
type Doing = { field: string; value: Json }

/** The largest layout that a save lets grow: texts of 15,000 characters up to nearly 2 MiB. */
const LARGEST: History = { widgets: 130, versions: 1_000, of: 'a text of 15 kB', edits: (n) => [typing(n, 15_000)] }
/** The most small values: sixty to-dos in each widget, all of them made first. */
const MOST_VALUES: History = {
  widgets: 500,
  versions: 1_000,
  of: '60 to-dos',
  edits: (n) => (n > 500 ? [doing(n)] : Array.from({ length: 60 }, (_, item) => todo(item, n))),
}
/** Layouts rebuilt of each history, spread over all of its ages. */
const SAMPLES = 120
/** Each is rebuilt so often, and the median counts: what else the machine does is not its age. */
const TRIES = 3
/** How far back the history is spread before it is thinned out. */
const SPREAD_DAYS = 200
const HISTORY_DAYS = 90

/** Fills `prisma`'s database, which is migrated, and measures. Resolves to a Markdown table. */
export async function measureRebuild(prisma: PrismaClient, say: (text: string) => void): Promise<string> {
  const rows: string[][] = []
  const histories: History[] = WIDGETS.flatMap((widgets) =>
    VERSIONS.map((versions) => ({ widgets, versions, edits: dailyLife })),
  )
  for (const history of [...histories, LARGEST, MOST_VALUES]) {
    const { widgets, versions, of } = history
    const name = `${widgets} widgets${of === undefined ? '' : ` with ${of}`}, ${figure(versions)} versions`
    say(`Filling: ${name} …`)
    const [one] = await populate(prisma, { accounts: 1, widgets })
    if (one === undefined) throw new Error('nobody is there')
    await live(prisma, one, history)
    rows.push([name, ...(await measure(prisma, one, versions))])
    await prisma.$executeRaw`update version set at = at - (${versions} - revision) * ${(SPREAD_DAYS * DAY_MS) / versions}::bigint
      where account = ${one.account}`
    const began = performance.now()
    const thinned = await tidyHistory(prisma, { now: Date.now(), historyDays: HISTORY_DAYS })
    const tookS = (performance.now() - began) / 1000
    const after = `thinned out: ${figure(versions - thinned)} kept (${figure(tookS)} s)`
    rows.push([after, ...(await measure(prisma, one, versions))])
  }
  const head = ['rebuilding a layout of any age', 'p50 ms', 'p99 ms', 'worst ms', 'checkpoints', 'of all bytes']
  return table(head, rows)
}

/** Makes every version by a save. */
async function live(prisma: PrismaClient, one: Inhabitant, { versions, edits }: History): Promise<void> {
  const keeper = createHistoryKeeper(prisma, (error) => console.error(error))
  const store = keepingHistory(createPostgresStore(prisma), keeper)
  const deps = { store, now: Date.now, newTag: randomTag, pause: async () => {} }
  const [{ id: device, writer }] = one.devices
  let last = 0
  for (let n = 1; one.revision < versions; n++) {
    const widget = one.widgets[n % one.widgets.length] ?? ''
    const at = Date.now()
    const made = edits(n).map((edit) => ({ n: ++last, base: one.revision, widget, at, ...edit }))
    const save = { schema: 1, account: one.account, device, base: one.revision, tag: one.tag, trigger: 'edit' } as const
    const request: SaveRequest = { ...save, strategy: 'merge', sentAt: at, streams: [{ writer, edits: made }] }
    const outcome = await saveLayout(deps, { account: one.account, session: null }, request)
    if (outcome.kind !== 'saved' || outcome.answer.tag === null) throw new Error(`a save failed: ${outcome.kind}`)
    one.revision = outcome.answer.revision
    one.tag = outcome.answer.tag
  }
  await keeper.close()
}

/** Drags, typing, to-dos that come. */
function doing(n: number): Doing {
  switch (n % 8) {
    case 0:
      return { field: 'data/text', value: `${n}: ${'milk, bread, and the book for Tuesday; '.repeat(n % 13)}` }
    case 1:
      return todo(n % 40, n)
    default:
      return { field: 'desktop', value: { x: n % 9, y: n % 30, w: 3, h: 2 + (n % 5) } }
  }
}

function dailyLife(n: number): Doing[] {
  return [doing(n)]
}

function todo(item: number, n: number): Doing {
  return { field: `data/item:${item}`, value: { text: `To do ${n}`, done: n % 3 === 0 } }
}

function typing(n: number, chars: number): Doing {
  return { field: 'data/text', value: `${n} `.padEnd(chars, 'milk, bread; ') }
}

async function measure(prisma: PrismaClient, { account }: Inhabitant, versions: number): Promise<string[]> {
  const kept = await prisma.version.findMany({
    where: { account, changes: { not: null } },
    select: { revision: true },
    orderBy: { revision: 'asc' },
  })
  const step = Math.max(1, kept.length / SAMPLES)
  const asked = Array.from(
    { length: Math.min(SAMPLES, kept.length) },
    (_, i) => kept[Math.floor(i * step)]?.revision ?? 0,
  )
  for (const revision of asked.slice(0, 5)) await rebuildLayout(prisma, account, revision)
  const took: number[] = []
  for (const revision of [...asked, versions]) {
    const tries: number[] = []
    for (let i = 0; i < TRIES; i++) {
      const began = performance.now()
      if ((await rebuildLayout(prisma, account, revision)) === null) throw new Error(`revision ${revision} is gone`)
      tries.push(performance.now() - began)
    }
    took.push(median(tries))
  }
  took.sort((a, b) => a - b)
  const [sizes] = await prisma.$queryRaw<{ checkpoints: number; share: number | null }[]>`
    select count(*)::int as checkpoints, (sum(octet_length(layout))::float8 / (sum(octet_length(layout)) +
      (select sum(octet_length(changes)) from version v where v.account = ${account}))) as share
    from checkpoint c where c.account = ${account}`
  const share = sizes?.share ?? 0
  return [
    figure(percentile(took, 0.5)),
    figure(percentile(took, 0.99)),
    figure(took.at(-1) ?? 0),
    `${sizes?.checkpoints ?? 0}`,
    `${figure(share * 100)} %`,
  ]
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const cluster = await startPostgres()
  const database = await openPostgres(await createDatabase(cluster.url, 'bench_rebuild'))
  await migrate(database)
  console.log(`${machine()}\n\n${await measureRebuild(database.prisma, (text) => console.error(text))}`)
  await database.close()
  await cluster.stop()
}
