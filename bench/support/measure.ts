/** Starts what is measured, a server and the process that loads it, and reads what they cost. Used by ../save and ../growth. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SERVER_MAIN } from '../../scripts/setup/paths.mjs'
import type { LoadResult, LoadRun, LoadTarget } from './load'
import { SECRET } from './population'

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

function keep(child: ChildProcess): ChildProcess {
  living.add(child)
  child.once('exit', () => living.delete(child))
  return child
}

export interface MeasuredServer {
  pid: number
  port: number
  stop(): Promise<void>
}

/** As `npm start` runs it. */
const NODE_ARGS = ['--max-semi-space-size=64']

/** The built server (`npm run build`), with no limits of tries and no log. @param env such as DATABASE_URL or DATA_DIR; @param nodeArgs such as --cpu-prof */
export function startHoldfast(env: Record<string, string>, nodeArgs: readonly string[] = []): Promise<MeasuredServer> {
  const settings = {
    PORT: '0',
    AUTH_SECRET: SECRET,
    LOG_LEVEL: 'error',
    RATE_LIMIT_SAVES: '0',
    NODE_ENV: 'production',
    ...env,
  }
  return startServer([...NODE_ARGS, ...nodeArgs, SERVER_MAIN], settings)
}

/** A server of ours that a bench compares with; it prints the same line when it is ready. @param file a TypeScript file beside the bench */
export function startOther(file: URL, env: Record<string, string>): Promise<MeasuredServer> {
  return startServer([...NODE_ARGS, '--import', 'tsx', fileURLToPath(file)], { NODE_ENV: 'production', ...env })
}

async function startServer(args: string[], env: Record<string, string>): Promise<MeasuredServer> {
  const child = keep(
    spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const found = /ready at http:\/\/[^:]+:(\d+)/.exec(line)
      if (found) resolve(Number(found[1]))
    })
  })
  const stop = async () => {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return { pid: child.pid ?? 0, port, stop }
}

export interface Load {
  pid: number
  run(asked: LoadRun): Promise<LoadResult>
  stop(): void
}

/** A process of its own that loads `target`; it remembers where each account stands from one run to the next. */
export async function startLoad(target: LoadTarget): Promise<Load> {
  const file = fileURLToPath(new URL('./load.ts', import.meta.url))
  const child = keep(spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const input = child.stdin as NodeJS.WritableStream
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the load ended before it was done; what it said stands above')
    return value as string
  }
  input.write(`${JSON.stringify(target)}\n`)
  await next()
  return {
    pid: child.pid ?? 0,
    async run(asked) {
      input.write(`${JSON.stringify(asked)}\n`)
      return JSON.parse(await next()) as LoadResult
    },
    stop: () => child.kill('SIGKILL'),
  }
}
