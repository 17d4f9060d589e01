/**
 * The limit: PostgreSQL's own pgbench, written in C, running the very statement of a save
 * (server/layouts/write-statement), one save a transaction. Needs pgbench beside the server's programs.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgres } from '../../scripts/setup/postgres.mjs'
import type { Prisma } from '../../server/db/client/client'
import type { Commit } from '../../server/layouts/store'
import { writeMany } from '../../server/layouts/write-statement'

export interface PgbenchResult {
  /** All of them, those of the warm-up too. */
  transactions: number
  /** Of those that count, sorted, ms. */
  latencies: number[]
}

/** The program, or null: a package of the server alone does not have it. */
export function findPgbench(): string | null {
  const bin = findPostgres()
  for (const path of [bin === null ? '' : join(bin, 'pgbench'), '/usr/bin/pgbench']) if (existsSync(path)) return path
  return null
}

/**
 * A script of one save, one drag of one of ten widgets; each client has as many accounts of its own (of `a1` to
 * `a<accounts>`) as the load's have. Its statement is the one that the server sends, with what the server would send as its
 * parameters put together by PostgreSQL itself.
 */
export async function saveScript(accounts: number, clients: number): Promise<string> {
  const statement = await statementOfOneDrag()
  const values = statement.values.map((value) => asExpression(String(value)))
  const ofLayout = values.flatMap((value, i) => (value.includes('l.') ? [`${value} as p${i + 1}`] : []))
  const sent = `with sent as materialized (select ${ofLayout} from layout l where l.account = 'a' || :account), `
  const sql = statement.text
    .replace(/--.*$/gm, '')
    .replace(/^\s*with /, sent)
    .replace(/\$(\d+)/g, (_, place: string) => {
      const value = values[Number(place) - 1] ?? ''
      return value.includes('l.') ? `(select p${place} from sent)` : value
    })
    .replace(/\s+/g, ' ')
  const each = Math.max(1, Math.floor(accounts / clients))
  return `\\set account :client_id * ${each} + random(1, ${each})\n\\set widget random(1, 10)\n\\set x random(0, 8)\n${sql};\n`
}

/** Accounts, layouts, widgets and fields as the script above needs them: ten widgets, about 1.3 kB, as ../support/population makes. */
export function saveScriptRows(accounts: number): string[] {
  const account = `'a' || a`
  const each = `generate_series(1, ${accounts}) a`
  const widget = `'00000000-0000-4000-8000-' || lpad(w::text, 12, '0')`
  const fields = [
    ['type', '"note"'],
    ['title', '"Note 1"'],
    ['desktop', '{"x":0,"y":0,"w":4,"h":3}'],
    ['data/text', '"Milk, bread, and the book for Tuesday"'],
  ]
  return [
    `insert into layout (account, revision, tag, seq, live_widgets, value_bytes) select ${account}, 1, 'seedtag0', 1, 10, 900 from ${each}`,
    `insert into widget (account, id, removed, live_fields, rev, at, device_at, device, writer)
      select ${account}, ${widget}, false, 4, 1, 1, 1, 'd', 'w' from ${each}, generate_series(1, 10) w`,
    ...fields.map(
      ([key, value]) => `insert into field (account, widget, key, value, rev, at, device_at, device, writer)
        select ${account}, ${widget}, '${key}', '${value}', 1, 1, 1, 'd', 'w' from ${each}, generate_series(1, 10) w`,
    ),
    `insert into version (account, revision, tag, at, device, trigger, changes) select ${account}, 1, 'seedtag0', 1, 'd', 'add', '[]' from ${each}`,
    `insert into writer (account, id, last_n) select ${account}, 'w', 40 from ${each}`,
  ]
}

/** Connecting takes some milliseconds, and PostgreSQL plans a statement anew the first five times that a connection runs it. */
const WARM_UP_MS = 1_000
const WARM_UP_MS_A_CLIENT = 30

/**
 * Runs a script: `clients` connections, statements prepared once a connection. What was done while they warmed up does not
 * count, as it does not for the load; then it counts for `ms`.
 * @param run.counting called when it begins to count
 */
export async function runPgbench(
  program: string,
  url: string,
  script: string,
  run: { clients: number; ms: number; folder: string; counting(): void },
): Promise<PgbenchResult> {
  rmSync(run.folder, { recursive: true, force: true })
  mkdirSync(run.folder, { recursive: true })
  const file = join(run.folder, 'script.sql')
  writeFileSync(file, script)
  const warmUpMs = WARM_UP_MS + run.clients * WARM_UP_MS_A_CLIENT
  const seconds = String(Math.ceil((run.ms + warmUpMs) / 1000) + 1)
  const jobs = String(Math.min(2, run.clients))
  const args = ['-n', '-M', 'prepared', '-c', String(run.clients), '-j', jobs, '-T', seconds, '-f', file]
  const from = Date.now() + warmUpMs
  const begins = setTimeout(run.counting, warmUpMs)
  await promisify(execFile)(program, [...args, '-l', '--log-prefix', join(run.folder, 'log'), url])
  clearTimeout(begins)
  const latencies: number[] = []
  let transactions = 0
  for (const name of readdirSync(run.folder)) {
    if (!name.startsWith('log')) continue
    for (const line of readFileSync(join(run.folder, name), 'utf8').split('\n')) {
      if (line === '') continue
      const [_client, _transaction, microseconds, _script, second, fraction] = line.split(' ').map(Number)
      const endedAt = (second ?? 0) * 1000 + (fraction ?? 0) / 1000
      transactions += 1
      if (endedAt >= from && endedAt < from + run.ms) latencies.push((microseconds ?? 0) / 1000)
    }
  }
  latencies.sort((a, b) => a - b)
  return { transactions, latencies }
}

/** What depends on chance and on the account, of whose layout `l` is the row; numbers lose the quotes that they stand in. */
const NUMBERS: Record<string, string> = {
  next: 'l.revision + 1',
  seq: 'l.seq + 1',
  revision: 'l.revision',
  x: '(:x)::text',
}
const TEXTS: Record<string, string> = {
  account: `'a' || :account`,
  tag: 'l.tag',
  widget: `'00000000-0000-4000-8000-' || lpad((:widget)::text, 12, '0')`,
}

/**
 * What the server sends for one drag. A parameter that PostgreSQL made of it wrongly would make every save a lost race, which
 * writes nothing: the bench counts the rows afterwards.
 */
async function statementOfOneDrag(): Promise<Prisma.Sql> {
  const ofEach = (placeholder: string) => placeholder as unknown as number
  const [next, seq, revision] = [ofEach('@next@'), ofEach('@seq@'), ofEach('@revision@')]
  const [id, writer] = ['6f1cbb2e-7f3c-4f43-9a90-0b6bd4b6a001', '6f1cbb2e-7f3c-4f43-9a90-0b6bd4b6a002']
  const at = 1_790_000_000_000
  const stamp = { rev: next, at, deviceAt: at, device: id, writer }
  const box = { x: ofEach('@x@'), y: 3, w: 4, h: 3 }
  const before = { x: 0, y: 3, w: 4, h: 3 }
  const changes = [{ widget: '@widget@', field: 'desktop', before, after: box }]
  const commit: Commit = {
    account: '@account@',
    onTag: '@tag@',
    writes: {
      head: { revision: next, tag: 'abcdefgh', seq, liveWidgets: 10, valueBytes: 900, forgottenUpTo: 0 },
      widgets: [],
      fields: [{ widget: '@widget@', key: 'desktop', field: { value: box, ...stamp } }],
      writers: [{ id: writer, lastN: revision }],
      conflicts: [],
      version: { revision: next, tag: 'abcdefgh', device: id, trigger: 'drag', changes },
    },
    device: { id, name: 'Pixel 9', session: 'session', at, revision },
  }
  const sent: Prisma.Sql[] = []
  const listening = {
    $queryRaw: async <T>(statement: Prisma.Sql) => {
      sent.push(statement)
      return [] as T
    },
  }
  await writeMany(listening, [commit])
  return sent[0] as Prisma.Sql
}

/** JSON text, in which `@name@` stands for one of the above, as an SQL expression. */
function asExpression(text: string): string {
  const parts = text.split(/(\\?"@(?:next|seq|revision|x)@\\?"|@(?:account|tag|widget)@)/)
  return parts
    .map((part, i) => {
      const name = /@(\w+)@/.exec(part)?.[1] ?? ''
      return i % 2 === 0 ? `'${part}'` : `(${NUMBERS[name] ?? TEXTS[name]})`
    })
    .join(' || ')
}
