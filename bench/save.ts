/**
 * `npm run bench:save`: acknowledged saves a second, against what the database itself can do. It starts its own PostgreSQL
 * (fsync and synchronous_commit on) and measures, interleaved and several times over: pgbench running the statement of a save,
 * one save a transaction (the limit); the server through HTTP with real sessions; the specification's design; PGlite.
 * `--rounds 3 --seconds 5` say how long; `--write` puts the table into docs/performance.md.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openEmbeddedFolder } from '../server/db/embedded-folder'
import { migrate } from '../server/db/migrate'
import { type Database, openEmbedded, openPostgres } from '../server/db/open'
import { startPostgres } from '../tests/support/postgres'
import { generateSpecificationClient, SPECIFICATION_TABLES } from './save/specification-client'
import { createDatabase, fillDatabase } from './support/database'
import type { LoadResult } from './support/load'
import { machine } from './support/machine'
import { type Load, type MeasuredServer, startHoldfast, startLoad, startOther } from './support/measure'
import { findPgbench, runPgbench, saveScript, saveScriptRows } from './support/pgbench'
import { type Inhabitant, populate } from './support/population'
import { writeReport } from './support/report'
import { figure, median, medianRatio, percentile, table } from './support/statistics'
import { cpuSeconds, cpuSecondsOfEnded, cpuSecondsOfTree, proportionalMibOfTree, residentMib } from './support/usage'

const ACCOUNTS = 1_000
const WIDGETS = 10
const CONFLICTING = 0.05
/** Until code is compiled, and the layouts of all accounts were seen once. */
const WARM_UP_MS = 10_000
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
})
const ms = Number(options.seconds) * 1000
const rounds = Number(options.rounds)

/** One line of the table, over all rounds. */
interface Line {
  what: string
  clients: number
  rates: number[]
  latencies: number[]
  /** CPU seconds a second. */
  serverCpu: number[]
  postgresCpu: number[]
  loadCpu: number[]
  serverMib: number
  postgresMib: number
}

const lines = new Map<string, Line>()
let limitTransactions = 0
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'))
const pgbench = findPgbench()
if (pgbench === null)
  throw new Error('pgbench is not here: on Debian, apt-get install postgresql-contrib or postgresql.')

const cluster = await startPostgres()
const postmaster = await postmasterPid(cluster.url)
const say = (text: string) => console.error(text)

say('Filling the databases …')
const limitUrl = await makeDatabase('bench_limit', async ({ prisma }) => {
  for (const sql of saveScriptRows(ACCOUNTS)) await prisma.$executeRawUnsafe(sql)
})

let people: Inhabitant[] = []
const holdfastUrl = await makeDatabase('bench_holdfast', async ({ prisma }) => {
  people = await populate(prisma, { accounts: ACCOUNTS, widgets: WIDGETS })
})
await generateSpecificationClient()
const embedded = await openEmbedded(await openEmbeddedFolder(join(folder, 'pglite')))
await migrate(embedded)
const embeddedPeople = await populate(embedded.prisma, { accounts: ACCOUNTS, widgets: WIDGETS })
await embedded.close()

const holdfast = await contender(await startHoldfast({ DATABASE_URL: holdfastUrl }), people, 'holdfast')
const specification = await specificationOf('bench_specification', {})
const specificationAsking = await specificationOf('bench_specification_asking', { SESSIONS: 'asked' })
const pglite = await contender(await startHoldfast({ DATA_DIR: join(folder, 'pglite') }), embeddedPeople, 'holdfast')

const LIMIT = 'limit: pgbench, the same statement'
const HOLDFAST = 'Holdfast, HTTP to PostgreSQL'
const SPECIFICATION = 'the specification’s design'
const SPECIFICATION_ASKING = 'the same, asking better-auth for the session'
const PGLITE = 'Holdfast, embedded database'

say('Warming up …')
// Somebody signs in, as on every real server: what that leaves behind in the process counts too.
for (const { server } of [holdfast, pglite]) {
  const made = await fetch(`http://127.0.0.1:${server.port}/api/auth/sign-in/anonymous`, { method: 'POST' })
  if (!made.ok) throw new Error(`nobody can sign in: ${made.status}`)
}
for (const one of [holdfast, specification, specificationAsking, pglite]) {
  await one.load.run({ clients: 64, ms: WARM_UP_MS, conflicting: CONFLICTING, pulls: false })
}

for (let round = 1; round <= rounds; round++) {
  say(`Round ${round} of ${rounds} …`)
  for (const clients of [1, 16, 64, 256]) {
    const both = [() => measureLimit(clients), () => measure(HOLDFAST, holdfast, clients)]
    // In turn, so that neither gains by what the other leaves behind.
    for (const one of round % 2 === 1 ? both : both.toReversed()) await one()
  }
  await measure(SPECIFICATION, specification, 64)
  await measure(SPECIFICATION_ASKING, specificationAsking, 64)
  await measure(PGLITE, pglite, 64)
}
await seeThatTheLimitWrites()
await seeThatNothingIsLost()

const report = [
  `Machine: ${machine()}. ${rounds} rounds of ${options.seconds} s each, medians; latencies in ms over all, CPU in seconds a second.`,
  '',
  resultTable(),
  '',
  ratios(),
].join('\n')
console.log(report)
if (options.write) writeReport('bench:save', report)

for (const { server, load } of [holdfast, specification, specificationAsking, pglite]) {
  load.stop()
  await server.stop()
}
await cluster.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(0)

interface Contender {
  server: MeasuredServer
  load: Load
  last: LoadResult | null
  /** Over all runs. */
  saves: number
  conflicts: number
}

async function contender(server: MeasuredServer, target: Inhabitant[], speaks: 'holdfast' | 'specification') {
  const load = await startLoad({ port: server.port, speaks, people: target })
  return { server, load, last: null, saves: 0, conflicts: 0 } as Contender
}

/** The specification's design on a database of its own, with the same number of people. */
async function specificationOf(name: string, settings: Record<string, string>): Promise<Contender> {
  let target: Inhabitant[] = []
  const url = await makeDatabase(name, async ({ prisma }) => {
    target = await populate(prisma, { accounts: ACCOUNTS, widgets: WIDGETS })
    for (const sql of SPECIFICATION_TABLES) await prisma.$executeRawUnsafe(sql)
  })
  const server = await startOther(new URL('./save/specification-server.ts', import.meta.url), {
    DATABASE_URL: url,
    ...settings,
  })
  return contender(
    server,
    target.map((one) => ({ ...one, revision: 0 })),
    'specification',
  )
}

async function makeDatabase(name: string, fill: (database: Database) => Promise<void>): Promise<string> {
  const url = await createDatabase(cluster.url, name)
  const database = await openPostgres(url)
  await migrate(database)
  await fill(database)
  await database.close()
  await fillDatabase(url, ['vacuum analyze'])
  return url
}

async function measureLimit(clients: number): Promise<void> {
  const began = { load: cpuSecondsOfEnded(), at: performance.now() }
  let counts = { postgres: 0, at: 0 }
  const result = await runPgbench(pgbench ?? '', limitUrl, await saveScript(ACCOUNTS, clients), {
    clients,
    ms,
    folder: join(folder, 'pgbench'),
    counting: () => {
      counts = { postgres: cpuSecondsOfTree(postmaster), at: performance.now() }
    },
  })
  const now = performance.now()
  limitTransactions += result.transactions
  note(LIMIT, clients, {
    rate: (result.latencies.length / ms) * 1000,
    latencies: result.latencies,
    serverCpu: 0,
    postgresCpu: ((cpuSecondsOfTree(postmaster) - counts.postgres) * 1000) / (now - counts.at),
    loadCpu: ((cpuSecondsOfEnded() - began.load) * 1000) / (now - began.at),
    serverMib: 0,
  })
}

async function measure(what: string, one: Contender, clients: number): Promise<void> {
  const { server, load } = one
  const read = () => [
    cpuSeconds(server.pid),
    cpuSecondsOfTree(postmaster),
    cpuSeconds(load.pid),
    performance.now() / 1000,
  ]
  const before = read()
  const result = await load.run({ clients, ms, conflicting: CONFLICTING, pulls: false })
  const used = read().map((value, i) => value - (before[i] ?? 0))
  const [serverCpu = 0, postgresCpu = 0, loadCpu = 0, seconds = 1] = used
  one.last = result
  one.saves += result.saves
  one.conflicts += result.conflicts
  note(what, clients, {
    rate: (result.saves / result.ms) * 1000,
    latencies: result.latencies,
    serverCpu: serverCpu / seconds,
    postgresCpu: postgresCpu / seconds,
    loadCpu: loadCpu / seconds,
    serverMib: residentMib(server.pid),
  })
}

function note(
  what: string,
  clients: number,
  run: {
    rate: number
    latencies: number[]
    serverCpu: number
    postgresCpu: number
    loadCpu: number
    serverMib: number
  },
): void {
  const key = `${what} ${clients}`
  const line: Line = lines.get(key) ?? {
    what,
    clients,
    rates: [],
    latencies: [],
    serverCpu: [],
    postgresCpu: [],
    loadCpu: [],
    serverMib: 0,
    postgresMib: 0,
  }
  lines.set(key, line)
  line.rates.push(run.rate)
  for (const latency of run.latencies) line.latencies.push(latency)
  line.serverCpu.push(run.serverCpu)
  line.postgresCpu.push(run.postgresCpu)
  line.loadCpu.push(run.loadCpu)
  line.serverMib = run.serverMib
  line.postgresMib = proportionalMibOfTree(postmaster)
  say(`  ${what}, ${clients}: ${figure(run.rate)} a second`)
}

function resultTable(): string {
  const head = [
    '',
    'clients',
    'saves/s',
    'of the limit',
    'p50',
    'p95',
    'p99',
    'CPU server',
    'CPU PostgreSQL',
    'CPU load',
    'MiB server',
    'MiB PostgreSQL',
  ]
  const rows = [...lines.values()].map((line) => {
    const sorted = Float64Array.from(line.latencies).sort()
    return [
      line.what,
      String(line.clients),
      figure(rateOf(line.what, line.clients)),
      figure(ratio(line)),
      ...[0.5, 0.95, 0.99].map((share) => figure(percentile(sorted, share))),
      ...[line.serverCpu, line.postgresCpu, line.loadCpu].map((used) => figure(median(used))),
      figure(line.serverMib),
      figure(line.postgresMib),
    ]
  })
  return table(head, rows)
}

function rateOf(what: string, clients: number): number {
  return median(lines.get(`${what} ${clients}`)?.rates ?? [])
}

function ratio({ what, clients, rates }: Line, to = LIMIT): number {
  return what === to ? 1 : medianRatio(rates, lines.get(`${to} ${clients}`)?.rates ?? [])
}

function ratios(): string {
  const p = (what: string, clients: number, share: number) =>
    percentile(Float64Array.from(lines.get(`${what} ${clients}`)?.latencies ?? []).sort(), share)
  const at64 = (to: string) => {
    const line = lines.get(`${HOLDFAST} 64`)
    return line === undefined ? '–' : figure(ratio(line, to))
  }
  const over = (p(HOLDFAST, 1, 0.5) - p(LIMIT, 1, 0.5)).toFixed(2)
  return [
    `- 64 clients: ${at64(LIMIT)} of the limit, ${at64(SPECIFICATION)} times the specification’s design, ${at64(SPECIFICATION_ASKING)} times where that asks for sessions too, p99 ${figure(p(HOLDFAST, 64, 0.99))} ms.`,
    `- One client: p50 ${over} ms over the bare statement’s.`,
    `- Of all saves ${figure((holdfast.conflicts / holdfast.saves) * 100)} % were in conflict; one drag’s request has ${holdfast.last?.requestBytes} bytes, its answer ${holdfast.last?.answerBytes}.`,
  ].join('\n')
}

/** The limit must be one of saves that are written: nearly every transaction makes a version, the others lost a race. */
async function seeThatTheLimitWrites(): Promise<void> {
  const database = await openPostgres(limitUrl)
  const versions = (await database.prisma.version.count()) - ACCOUNTS
  await database.close()
  say(`${figure((versions / limitTransactions) * 100)} % of pgbench’s transactions have written a save.`)
  if (versions < limitTransactions * 0.8) throw new Error('pgbench did not write: the limit is none')
}

/** Every acknowledged save must be there, or the figures mean nothing. */
async function seeThatNothingIsLost(): Promise<void> {
  const database = await openPostgres(holdfastUrl)
  const writers = people.flatMap(({ devices }) => devices.map(({ writer }) => writer))
  const { _sum } = await database.prisma.writer.aggregate({ where: { id: { in: writers } }, _sum: { lastN: true } })
  await database.close()
  const acknowledged = holdfast.last?.acknowledged ?? 0
  if ((_sum.lastN ?? 0) < acknowledged) throw new Error(`lost: ${acknowledged} acknowledged, ${_sum.lastN} there`)
  say(`All ${figure(acknowledged)} acknowledged saves are in the database.`)
}

async function postmasterPid(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
  )
  await client.end()
  return Number(rows[0]?.pid)
}
