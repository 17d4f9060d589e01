/** The server as a process of its own, from its source, on a PostgreSQL database. Ends with this process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { TEST_SETTINGS } from './server'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

export interface ServerProcess {
  /** Where it listens. */
  url: string
  stop(): Promise<void>
}

/** Starts one and resolves when it is ready. Rejects with what it said when it ends before. */
export async function startServerProcess(databaseUrl: string): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
    env: {
      PATH,
      HOME,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: TEST_SETTINGS.authSecret ?? '',
      LOG_LEVEL: 'error',
      RATE_LIMIT_SAVES: '0',
      RATE_LIMIT_GUESTS: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  let said = ''
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      living.delete(child)
      resolve()
    }),
  )
  const port = await new Promise<string>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (chunk) => {
        said += chunk
        const found = /ready at http:\/\/localhost:(\d+)/.exec(said)?.[1]
        if (found !== undefined) resolve(found)
      })
    }
    exited.then(() => reject(new Error(`the server ended: ${said}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM')

      await exited
    },
  }
}
