/**
 * Chromium as a person has it, over its own pipe and without Playwright: a page that Playwright holds is visible for ever, so
 * Chromium does not freeze it, and one that any tool is attached to is not discarded. Here a tool is attached for the moment
 * of one command.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Engine, LaunchedBrowser, LaunchHow } from './engine'
import { killTree } from './processes'
import { CHROMIUM, FLAGS } from './profile'
import { until } from './until'

export interface PersonsChromium extends LaunchedBrowser {
  /** Another tab comes to the front, and the app's is frozen behind it: no timer fires and no task runs. */
  freeze(): Promise<void>
  /** Another tab comes to the front, and the app's is thrown away for its memory. */
  discard(): Promise<void>
  /** The tab in front shows this, too. */
  openInFront(url: string): Promise<void>
  /** As `evaluate`, in the tab in front. */
  evaluateInFront(fn: (arg: never) => unknown, arg: unknown): Promise<unknown>
  /** Back to the app's tab, which goes on or, when it was discarded, is loaded anew. Wait for what it shows. */
  lookAgain(): Promise<void>
}

const ANSWER_MS = 20_000
/** Cookies of browsers that were killed: they come to disk half a minute late. */
const cookiesOf = new Map<string, unknown>()

type Send = (method: string, params?: object, sessionId?: string) => Promise<unknown>

interface Answer {
  result?: unknown
  error?: { message: string }
}
interface Heard extends Answer {
  id?: number
  method?: string
  params?: { sessionId?: string }
}

/** Commands to the browser, one JSON each with a zero byte behind it. */
function speak(browser: ChildProcess): Send {
  const [into, from] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable]
  const waiting = new Map<number, { sessionId: string | undefined; answer(answer: Answer): void }>()
  let last = 0
  let heard = ''
  function hear({ id, method, params, ...answer }: Heard): void {
    if (id !== undefined) waiting.get(id)?.answer(answer)
    // A tab that is discarded or swapped does not answer what it was asked before.
    if (method !== 'Target.detachedFromTarget') return
    for (const asked of waiting.values()) {
      if (asked.sessionId === params?.sessionId) asked.answer({ error: { message: 'the tab is gone' } })
    }
  }
  from.setEncoding('utf8').on('data', (text: string) => {
    const messages = `${heard}${text}`.split('\0')
    heard = messages.pop() ?? ''
    for (const message of messages) hear(JSON.parse(message) as Heard)
  })
  into.on('error', () => {})
  return (method, params = {}, sessionId) =>
    new Promise((done, fail) => {
      const id = ++last
      const answer = ({ result, error }: Answer) => {
        waiting.delete(id)
        clearTimeout(limit)
        if (error === undefined) done(result)
        else fail(new Error(`${method}: ${error.message}`))
      }
      // A page that is frozen may never answer.
      const limit = setTimeout(() => answer({ error: { message: 'no answer' } }), ANSWER_MS)
      waiting.set(id, { sessionId, answer })
      browser.once('exit', () => answer({ error: { message: 'Chromium has ended' } }))
      into.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
}

async function launch({ folder, marker }: LaunchHow): Promise<PersonsChromium> {
  if (CHROMIUM === null) throw new Error('there is no Chromium')
  const settings = join(folder, 'Local State')
  // Lets chrome://discards be opened.
  if (!existsSync(settings)) writeFileSync(settings, JSON.stringify({ internal_only_uis_enabled: true }))
  const agent = `Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36 ${marker}`
  const flags = ['--headless', '--remote-debugging-pipe', '--no-first-run', '--force-prefers-reduced-motion', ...FLAGS]
  const child = spawn(CHROMIUM, [...flags, `--user-agent=${agent}`, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  child.setMaxListeners(0)
  const gone = new Promise((done) => child.once('exit', done))
  const send = speak(child)
  const atExit = () => child.pid !== undefined && killTree(child.pid)
  process.once('exit', atExit)
  void gone.then(() => process.off('exit', atExit))

  /** The tab in front of the app's, while it is frozen or discarded. */
  let inFront: string | null = null
  /** Asked each time: a tab that was discarded comes back under another name. */
  const app = () =>
    until('Chromium has a tab', async () => {
      const { targetInfos } = (await send('Target.getTargets')) as { targetInfos: { type: string; targetId: string }[] }
      return targetInfos.find(({ type, targetId }) => type === 'page' && targetId !== inFront)?.targetId
    })
  await app()
  const cookies = cookiesOf.get(folder)
  if (cookies !== undefined) await send('Storage.setCookies', { cookies })

  async function attached<T>(tab: string, work: (tell: Send) => Promise<T>): Promise<T> {
    const { sessionId } = (await send('Target.attachToTarget', { targetId: tab, flatten: true })) as {
      sessionId: string
    }
    try {
      return await work((method, params) => send(method, params, sessionId))
    } finally {
      await send('Target.detachFromTarget', { sessionId }).catch(() => {})
    }
  }
  async function evaluateIn(tab: string, expression: string): Promise<unknown> {
    const asked = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = (await attached(tab, (tell) => tell('Runtime.evaluate', asked))) as {
      result: { value?: unknown }
      exceptionDetails?: { text: string; exception?: { description?: string } }
    }
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    }
    return result.value
  }
  /** In the browser's own list of tabs, in front of the app: presses a button in the app's row until the row says so. */
  async function press(button: string, state: string): Promise<void> {
    const { targetId } = (await send('Target.createTarget', { url: 'chrome://discards' })) as { targetId: string }
    inFront = targetId
    const look = `(() => {
      const list = document.querySelector('discards-main').shadowRoot.querySelector('discards-tab').shadowRoot
      const row = [...list.querySelectorAll('tbody tr')].find((one) => one.innerText.includes('http://localhost'))
      if (row.innerText.includes('\\t${state}')) return true
      const link = [...row.querySelectorAll('.actions-cell div')].find((one) => one.textContent.includes('[${button}]'))
      link.click()
      return false
    })()`
    await until(`the app’s tab is ${state}`, () => evaluateIn(targetId, look))
  }
  const goIn = (tab: string, url: string) =>
    attached(tab, async (tell) => {
      const { errorText } = (await tell('Page.navigate', { url })) as { errorText?: string }
      if (errorText !== undefined) throw new Error(`${url}: ${errorText}`)
    })
  const historyOf = (tab: string) =>
    attached(tab, (tell) => tell('Page.getNavigationHistory')) as Promise<{
      currentIndex: number
      entries: { id: number }[]
    }>
  const front = () => {
    if (inFront === null) throw new Error('no tab is in front of the app’s')
    return inFront
  }
  return {
    goto: async (url) => goIn(await app(), url),
    async back() {
      const before = await until('there is a page to go back to', async () => {
        const { currentIndex, entries } = await historyOf(await app())
        return entries[currentIndex - 1]?.id
      })
      // Told once, as twice would be two steps back; and not waited for: the page that is left may take the answer with it.
      const told = attached(await app(), (tell) => tell('Page.navigateToHistoryEntry', { entryId: before }))
      told.catch(() => {})
      await until('it went back', async () => {
        const now = await historyOf(await app())
        return now.entries[now.currentIndex]?.id === before
      })
    },
    evaluate: async (fn, arg) => evaluateIn(await app(), callOf(fn, arg)),
    openInFront: async (url) => goIn(front(), url),
    evaluateInFront: async (fn, arg) => evaluateIn(front(), callOf(fn, arg)),
    freeze: () => press('Freeze', 'frozen'),
    discard: () => press('Urgent Discard', 'discarded'),
    async lookAgain() {
      await send('Target.activateTarget', { targetId: await app() })
      await send('Target.closeTarget', { targetId: inFront })
      inFront = null
    },
    stopWorker: async () =>
      attached(await app(), async (tell) => {
        await tell('ServiceWorker.enable')
        await tell('ServiceWorker.stopAllWorkers')
      }),
    async quit() {
      await send('Browser.close')
      await gone
    },
    async kill() {
      cookiesOf.set(folder, ((await send('Storage.getCookies')) as { cookies: unknown }).cookies)
      atExit()
      await gone
    },
  }
}

const callOf = (fn: (arg: never) => unknown, arg: unknown) => `(${String(fn)})(${JSON.stringify(arg)})`

export const CHROMIUM_ENGINE: Engine<PersonsChromium> = {
  name: 'Chromium',
  isThere: CHROMIUM !== null,
  launch,
  workerDies: 'when told',
}
