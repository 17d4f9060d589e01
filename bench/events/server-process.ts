/** A server in a process of its own, with the probe in it. Used by ../events. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SERVER_MAIN } from '../../scripts/setup/paths.mjs'
import { SECRET } from '../support/population'

export interface Probe {
  rss: number
  heapUsed: number
  loopMaxMs: number
  loopP99Ms: number
}

export interface ProbedServer {
  pid: number
  port: number
  /** What it costs now, after its garbage is collected; the loop's delays are those since the last probe. */
  probe(): Promise<Probe>
  stop(): Promise<void>
}

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** The built server (`npm run build`) on the database behind `url`. */
export async function startProbed(url: string): Promise<ProbedServer> {
  const probe = fileURLToPath(new URL('./probe.mjs', import.meta.url))
  const child = spawn(process.execPath, ['--expose-gc', '--import', probe, SERVER_MAIN], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: url,
      AUTH_SECRET: SECRET,
      RATE_LIMIT_SAVES: '0',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  living.add(child)
  child.once('exit', () => living.delete(child))
  const waiting: ((probe: Probe) => void)[] = []
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const ready = /ready at http:\/\/[^:]+:(\d+)/.exec(line)
      if (ready) resolve(Number(ready[1]))
      else if (line.startsWith('probe ')) waiting.shift()?.(JSON.parse(line.slice('probe '.length)))
    })
  })
  return {
    pid: child.pid ?? 0,
    port,
    probe: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        child.kill('SIGUSR2')
      }),
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
