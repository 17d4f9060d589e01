/**
 * WebKitGTK, by plain WebDriver over fetch: one WebKitWebDriver a browser (it has one session), on a screen in memory of its
 * own. The browser itself is ./webkit-browser.py.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findWebKit } from '../../../scripts/setup/webkit.mjs'
import type { Engine, LaunchedBrowser, LaunchHow } from './engine'
import { killTree } from './processes'
import { freePort } from './server'
import { until } from './until'

const WEBKIT = findWebKit()
const BROWSER = fileURLToPath(new URL('webkit-browser.py', import.meta.url))

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const { pid } of living) if (pid !== undefined) killTree(pid)
})

function start(command: string, args: string[], env: NodeJS.ProcessEnv, output: 'pipe' | 'ignore'): ChildProcess {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'ignore', output] })
  living.add(child)
  child.once('exit', () => living.delete(child))
  return child
}

interface Screen {
  /** As in DISPLAY. */
  name: string
  process: ChildProcess
}

async function screenInMemory(xvfb: string): Promise<Screen> {
  const child = start(xvfb, ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {}, 'pipe')
  const name = await new Promise<string>((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)))
    child.stdio[3]?.once('data', (number) => done(`:${String(number).trim()}`))
  })
  return { name, process: child }
}

/** One call of the WebDriver protocol. @throws Error with what the driver said */
async function call(url: string, method: 'POST' | 'DELETE' | 'GET', body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`)
  return value
}

/** Runs `fn(arg)` to its end and hands over what it gave, or the words of its error. */
const runner = (fn: string) => `
  const [arg, done] = arguments
  Promise.resolve().then(() => (${fn})(arg)).then(
    (value) => done({ value: value === undefined ? null : value }),
    (error) => done({ error: String(error) }))`

async function launch({ folder, marker }: LaunchHow): Promise<LaunchedBrowser> {
  if (WEBKIT === null) throw new Error('there is no WebKitGTK')
  const port = await freePort()
  const screen = await screenInMemory(WEBKIT.xvfb)
  const env = { DISPLAY: screen.name, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' }
  const driver = start(WEBKIT.driver, [`--port=${port}`], env, 'ignore')
  const at = `http://127.0.0.1:${port}`
  await until('WebKitWebDriver is ready', async () => (await call(`${at}/status`, 'GET')) !== null)
  const agent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15 ${marker}`
  const options = { binary: WEBKIT.python, args: [BROWSER, folder, agent] }
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
  const { sessionId } = (await call(`${at}/session`, 'POST', { capabilities })) as { sessionId: string }
  const session = `${at}/session/${sessionId}`
  await call(`${session}/timeouts`, 'POST', { script: 60_000, pageLoad: 60_000 })

  const gone = new Promise((done) => driver.once('exit', done))
  const end = async () => {
    if (driver.pid !== undefined) killTree(driver.pid)
    await gone
    screen.process.kill()
  }
  return {
    goto: async (url) => void (await call(`${session}/url`, 'POST', { url })),
    back: async () => void (await call(`${session}/back`, 'POST', {})),
    async evaluate(fn, arg) {
      const script = { script: runner(String(fn)), args: [arg ?? null] }
      const got = (await call(`${session}/execute/async`, 'POST', script)) as { value?: unknown; error?: string }
      if (got.error !== undefined) throw new Error(got.error)
      return got.value
    },
    async quit() {
      await call(session, 'DELETE').catch(() => {})
      await end()
    },
    kill: end,
  }
}

export const WEBKIT_ENGINE: Engine = {
  name: 'WebKitGTK',
  isThere: WEBKIT !== null,
  launch,
  workerDies: 'with its page',
}
