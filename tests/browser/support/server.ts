/** The real built server as a child process, behind a gate. Can be stopped, killed, and started again on the same data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVER_MAIN } from '../../../scripts/setup/paths.mjs'
import { findPostgres } from '../../../scripts/setup/postgres.mjs'
import { freshPostgres } from '../../support/postgres'
import { type Gate, openGate } from './gate'
import { until } from './until'

export interface ServerOptions {
  /** Added to, and over, the settings that tests need. */
  env?: Record<string, string>
  /** 'postgres': a fresh database of a real server (the default where there is one). 'embedded': a fresh folder. */
  database?: 'postgres' | 'embedded'
}

export interface RunningServer {
  /** The address that browsers use: the gate's. */
  origin: string
  gate: Gate
  /** Of the fresh database; null with the embedded one. */
  databaseUrl: string | null
  /** Ends it as Ctrl-C would. @returns the exit code */
  stop(): Promise<number | null>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Starts it again on the same data and address; `changes`: to its settings, '' for one that is unset. */
  start(changes?: Record<string, string>): Promise<void>
  /** Ends everything and throws the data away. */
  close(): Promise<void>
}

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

export async function startServer({
  env = {},
  database = defaultDatabase(),
}: ServerOptions = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-server-'))
  const fresh = database === 'postgres' ? await freshPostgres() : null
  let port = 0
  let child: ChildProcess | null = null
  const gate = await openGate(() => port)

  const start = async (changes: Record<string, string> = {}) => {
    port = await freePort()
    const settings = {
      PORT: `${port}`,
      HOST: '127.0.0.1',
      PUBLIC_URL: gate.origin,
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'warn',
      ...(fresh === null ? {} : { DATABASE_URL: fresh.url, AUTH_SECRET: 'only-for-tests-0123456789abcdef0123456789' }),
      ...UNLIMITED,
      ...env,
      ...changes,
    }
    child = await spawnServer(settings, port)
  }
  const end = (signal: NodeJS.Signals) => {
    const ending = child
    child = null
    return ending === null ? Promise.resolve(null) : endChild(ending, signal)
  }

  await start()
  return {
    origin: gate.origin,
    gate,
    databaseUrl: fresh?.url ?? null,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    start,
    close: async () => {
      await gate.close()
      await end('SIGTERM')
      await fresh?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const defaultDatabase = () =>
  process.env.TEST_POSTGRES_URL !== undefined || findPostgres() !== null ? 'postgres' : 'embedded'

/** Tests come from one address and do in seconds what people do in hours. */
const UNLIMITED = {
  RATE_LIMIT_SIGN_IN: '0',
  RATE_LIMIT_GUESTS: '0',
  RATE_LIMIT_PAIRING: '0',
  RATE_LIMIT_SAVES: '0',
}

async function spawnServer(settings: Record<string, string>, port: number): Promise<ChildProcess> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [SERVER_MAIN], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-8_000)
    })
  }
  child.once('exit', () => living.delete(child))
  try {
    await until('the server is ready', async () => {
      if (child.exitCode !== null) return true
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
    })
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
  } catch (error) {
    child.kill('SIGKILL')
    throw new Error(`the server did not start: ${(error as Error).message}\n${said}`)
  }
  return child
}

/** @returns the exit code; a server that does not end within 20 s is killed */
async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const code = await exited
  clearTimeout(timer)
  return code
}

/** A port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => done(port))
    })
  })
}
