/**
 * `npm run bench:growth`: what a save costs does not grow with the layout, the history, or the number of accounts (S9). Each
 * dimension is measured through HTTP on one PostgreSQL (fsync on), its sizes interleaved, so that what else the machine does
 * weighs on all alike. `--rounds 5 --seconds 3` say how long; `--write` puts the tables into docs/performance.md.
 */
import { parseArgs } from 'node:util'
import { migrate } from '../server/db/migrate'
import { openPostgres } from '../server/db/open'
import { tidyCheckpoints } from '../server/layouts/checkpoint'
import { startPostgres } from '../tests/support/postgres'
import { measureRebuild } from './rebuild'
import { createDatabase, fillDatabase } from './support/database'
import type { LoadResult } from './support/load'
import { machine } from './support/machine'
import { type Load, type MeasuredServer, startHoldfast, startLoad } from './support/measure'
import { type Inhabitant, populate } from './support/population'
import { writeReport } from './support/report'
import { figure, median, medianRatio, percentile, table } from './support/statistics'

const CLIENTS = 16
const ACCOUNTS = 200
/** Whatever the size of a layout, its people drag so many of its widgets. */
const DRAGGED = 10
/** Until code is compiled, and every layout was seen once. */
const WARM_UP_MS = 6_000
/** Rows that only fill the tables, by the million; nobody saves them. */
const FILLER_ACCOUNTS = 100_000

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})
const ms = Number(options.seconds) * 1000
const say = (text: string) => console.error(text)
const cluster = await startPostgres()

/** One size of one dimension. */
interface Size {
  name: string
  load: Load
  results: LoadResult[]
}

const rebuilding = await openPostgres(await createDatabase(cluster.url, 'bench_rebuild'))
await migrate(rebuilding)
const rebuilt = await measureRebuild(rebuilding.prisma, say)
await rebuilding.close()

const report = [
  `Machine: ${machine()}. ${CLIENTS} clients, ${options.rounds} rounds of ${options.seconds} s each, medians.`,
]

say('Filling: layouts of 10, 100 and 500 widgets …')
const url = await createDatabase(cluster.url, 'bench_growth')
const database = await openPostgres(url)
await migrate(database)
const { prisma } = database
const layouts = new Map<number, Inhabitant[]>()
for (const widgets of [10, 100, 500]) layouts.set(widgets, await populate(prisma, { accounts: ACCOUNTS, widgets }))
say('Filling: histories of 10, 1,000 and 10,000 versions …')
const histories = new Map<number, Inhabitant[]>()
for (const versions of [10, 1_000, 10_000]) {
  const people = await populate(prisma, { accounts: ACCOUNTS / 2, widgets: 10 })
  await lengthenHistory(people, versions)
  histories.set(versions, people)
}
await fillDatabase(url, ['vacuum analyze'])
const server = await startHoldfast({ DATABASE_URL: url })
await dimension('widgets in the layout', await sizesOf(server, layouts))
await dimension('versions in the history', await sizesOf(server, histories))
await server.stop()
await database.close()

say('Filling: a thousand widgets and a million …')
const sizes: Size[] = []
const servers: MeasuredServer[] = []
for (const filler of [0, FILLER_ACCOUNTS]) {
  const one = await createDatabase(cluster.url, `bench_rows_${filler}`)
  const filled = await openPostgres(one)
  await migrate(filled)
  const people = await populate(filled.prisma, { accounts: ACCOUNTS / 2, widgets: 10 })
  await fillDatabase(one, [...(filler > 0 ? fillerRows(filler) : []), 'vacuum analyze'])
  await filled.close()
  const its = await startHoldfast({ DATABASE_URL: one })
  servers.push(its)
  const load = await startLoad({ port: its.port, speaks: 'holdfast', people })
  sizes.push({ name: figure((filler + ACCOUNTS / 2) * 10), load, results: [] })
}
await dimension('widget rows in the table', sizes)
for (const its of servers) await its.stop()

const text = [...report, '', rebuilt].join('\n')
console.log(text)
if (options.write) writeReport('bench:growth', text)
await cluster.stop()
process.exit(0)

async function sizesOf({ port }: MeasuredServer, populations: Map<number, Inhabitant[]>): Promise<Size[]> {
  const sizes: Size[] = []
  for (const [size, all] of populations) {
    const people = all.map((one) => ({ ...one, widgets: one.widgets.slice(0, DRAGGED) }))
    sizes.push({ name: figure(size), load: await startLoad({ port, speaks: 'holdfast', people }), results: [] })
  }
  return sizes
}

/** Measures all sizes in turn, some rounds long, and adds their table to the report. */
async function dimension(name: string, sizes: Size[]): Promise<void> {
  for (const { load } of sizes) await load.run({ clients: CLIENTS, ms: WARM_UP_MS, conflicting: 0, pulls: true })
  for (let round = 0; round < Number(options.rounds); round++) {
    // Every other round backwards, so that no size is always the first.
    for (const size of round % 2 === 0 ? sizes : sizes.toReversed()) {
      const result = await size.load.run({ clients: CLIENTS, ms, conflicting: 0, pulls: true })
      size.results.push(result)
      say(`  ${name}: ${size.name}: ${figure((result.saves / result.ms) * 1000)} saves and as many pulls a second`)
    }
  }
  const rates = ({ results }: Size) => results.map(({ saves, ms }) => (saves / ms) * 1000)
  const p95s = ({ results }: Size) => results.map(({ latencies }) => percentile(latencies, 0.95))
  const [smallest] = sizes
  if (smallest === undefined) return
  const against = (values: number[], base: number[]) => `${((medianRatio(values, base) - 1) * 100).toFixed(0)} %`
  report.push(
    '',
    table(
      [name, 'saves/s', 'against the smallest', 'p95 ms', 'against the smallest', 'request B', 'answer B', 'pull B'],
      sizes.map((size) => [
        size.name,
        figure(median(rates(size))),
        against(rates(size), rates(smallest)),
        figure(median(p95s(size))),
        against(p95s(size), p95s(smallest)),
        ...(['requestBytes', 'answerBytes', 'pullBytes'] as const).map((key) =>
          figure(size.results.at(-1)?.[key] ?? 0),
        ),
      ]),
    ),
  )
  for (const { load } of sizes) load.stop()
}

/** Makes histories long, with one drag a version, as if it had been saved so many times; checkpoints along them as there would be. */
async function lengthenHistory(people: Inhabitant[], versions: number): Promise<void> {
  const list = (texts: (string | undefined)[]) => `'{${texts.join(',')}}'::text[]`
  const accounts = list(people.map(({ account }) => account))
  const dragged = list(people.map(({ widgets }) => widgets[0]))
  const change = { widget: 'DRAGGED', field: 'desktop', before: { x: 0, y: 3, w: 4, h: 3 } }
  const changes = JSON.stringify([{ ...change, after: { x: 1, y: 3, w: 4, h: 3 } }])
  await fillDatabase(url, [
    `insert into version (account, revision, tag, at, device, trigger, seq, changes)
      select account, r, 'tag' || r, 1, 'device', 'drag', r, replace('${changes}', 'DRAGGED', dragged)
      from unnest(${accounts}, ${dragged}) as one(account, dragged), generate_series(2, ${versions}) r`,
    `update layout set revision = ${versions}, seq = ${versions}, tag = 'tag${versions}' where account = any(${accounts})`,
  ])
  for (const { account } of people) await tidyCheckpoints(prisma, account)
  for (const one of people) Object.assign(one, { revision: versions, tag: `tag${versions}` })
}

/** Layouts of ten widgets with two fields each. */
function fillerRows(accounts: number): string[] {
  const each = `from generate_series(1, ${accounts}) a`
  const widget = `'00000000-0000-4000-8000-' || lpad(w::text, 12, '0')`
  const field = (key: string, value: string) =>
    `insert into field (account, widget, key, value, rev, at, device_at, device, writer)
      select 'filler' || a, ${widget}, '${key}', '${value}', 1, 1, 1, 'd', 'w' ${each}, generate_series(1, 10) w`
  return [
    `insert into layout (account, revision, tag, seq, live_widgets, value_bytes) select 'filler' || a, 1, 't', 1, 10, 900 ${each}`,
    `insert into widget (account, id, removed, live_fields, rev, at, device_at, device, writer)
      select 'filler' || a, ${widget}, false, 2, 1, 1, 1, 'd', 'w' ${each}, generate_series(1, 10) w`,
    field('type', '"note"'),
    field('desktop', '{"x":0,"y":0,"w":4,"h":3}'),
    `insert into version (account, revision, tag, at, device, trigger, changes) select 'filler' || a, 1, 't', 1, 'd', 'add', '[]' ${each}`,
    `insert into writer (account, id, last_n) select 'filler' || a, 'w', 40 ${each}`,
  ]
}
