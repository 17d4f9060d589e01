/**
 * `npm run dev`: the page with hot reload (Vite), the worker built anew when it changed (Vite's plugin), and the API bundled
 * and started again at every change. PORT is where the page is; the API listens one above.
 */
import './node-version.mjs'

const { spawn } = await import('node:child_process')
const { join } = await import('node:path')
const { createInterface } = await import('node:readline')
const { giveUp, SetupFailure } = await import('./setup/failure.mjs')
const { CACHE, ROOT } = await import('./setup/paths.mjs')
const { serverBundle } = await import('./setup/parts.mjs')
const { prepare } = await import('./setup/prepare.mjs')

await prepare(['client']).catch(giveUp)
const esbuild = await import('esbuild')
const vite = await import('vite')

const pagePort = Number(process.env.PORT ?? 5173)
const apiPort = pagePort + 1
const page = `http://localhost:${pagePort}`
// Where migrations and the page are is looked up from this file: it must stay within the clone.
const bundle = join(CACHE, 'dev/main.js')

/** @type {import('node:child_process').ChildProcess | null} */
let api = null
let ending = false

/** Ends the API as Ctrl-C would and waits: two processes must not meet in one database folder. */
async function stopApi() {
  const old = api
  api = null
  if (old === null || old.exitCode !== null || old.signalCode !== null) return
  const gone = new Promise((done) => old.once('exit', done))
  old.kill('SIGTERM')
  await gone
}

let said = false
function startApi() {
  const env = { FAULTS: 'on', ...process.env, PORT: String(apiPort), PUBLIC_URL: process.env.PUBLIC_URL ?? page }
  const args = ['--enable-source-maps', bundle]
  api = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  if (api.stdout === null) return
  createInterface(api.stdout).on('line', (line) => {
    if (!line.startsWith('Holdfast is ready')) console.log(line)
    else if (!said) {
      said = true
      console.log(`Holdfast is ready at ${page} and follows your changes. Ctrl-C ends it.`)
    }
  })
}

let restarting = Promise.resolve()
const watcher = await esbuild.context({
  ...serverBundle(bundle),
  logLevel: 'warning',
  plugins: [
    {
      name: 'restart',
      setup: ({ onEnd }) =>
        onEnd(({ errors }) => {
          if (errors.length > 0) return
          restarting = restarting.then(async () => {
            await stopApi()
            if (!ending) startApi()
          })
        }),
    },
  ],
})

process.env.HOLDFAST_API = `http://127.0.0.1:${apiPort}`
const server = await vite.createServer({
  configFile: join(ROOT, 'vite.config.ts'),
  logLevel: 'warn',
  server: { port: pagePort, strictPort: true },
})

async function end() {
  if (ending) return
  ending = true
  await Promise.allSettled([watcher.dispose(), server.close(), restarting.then(stopApi)])
  process.exit(0)
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, end)

await server.listen().catch((error) => giveUp(new SetupFailure(`The page cannot be served: ${error.message}.`)))
await watcher.watch()
