/**
 * The page in a real Chromium: what a first load brings, how soon a warm start has drawn, how long frames take while one drags,
 * and how long the main thread is held by saving one move. The processor is slowed four times, as on a modest phone.
 * `npm run bench:page`; ROUNDS=9 measures more often, `--write` puts the figures into docs/performance.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { CDPSession } from 'playwright-core'
import { ROOT } from '../scripts/setup/paths.mjs'
import { ApiClient } from '../tests/browser/support/api'
import { type Device, openDevice } from '../tests/browser/support/device'
import { CHROMIUM } from '../tests/browser/support/profile'
import { type RunningServer, startServer } from '../tests/browser/support/server'
import { until } from '../tests/browser/support/until'
import { machine } from './support/machine'
import { writeReport } from './support/report'
import { figure, median, percentile, table } from './support/statistics'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const SLOWED = 4
const FRAME_MS = 16
/** Moves that are timed a round: enough for a 99th percentile. */
const MOVES = 100
/** Moves of as many widgets without anything being sent: what somebody does on a day without a network. */
const OWED_MOVES = 400
/** Longer than it takes to end a page. */
const TAKEN_DOWN_MS = 1_500
/** Longer than a start takes. */
const START_MS = 4_000
const PAGE = join(ROOT, 'dist/page')

if (CHROMIUM === null) {
  console.error('There is no Chromium. Install one (on Debian: apt-get install chromium) or set CHROME_PATH to one.')
  process.exit(1)
}
const server = await startServer()
try {
  const rows = [
    ...(await firstLoad(server)),
    ...(await warmStart(server)),
    ...(await dragging(server)),
    ...(await saving(server)),
  ]
  const text = `${machine()}; ${ROUNDS} rounds, the processor slowed ${SLOWED} times.\n\n${table(['what', 'figure', 'asked'], rows)}`
  console.log(text)
  if (process.argv.includes('--write')) writeReport('bench:page', text)
} finally {
  await server.close()
}
// The database server that it may have started ends with this process.
process.exit(0)

/** A device of a new person with that many notes on its dashboard, all of them saved. */
async function deviceWith(running: RunningServer, widgets: number): Promise<{ device: Device; session: CDPSession }> {
  const api = new ApiClient(running.origin)
  await api.signUp()
  const { origin, gate } = running
  const device = await openDevice({ name: 'a', origin, gate, cookies: api.cookies() })
  // What is made before this device knows whose it is would be a guest's.
  await until('the account is known', async () => (await device.account()) === api.account)
  await device.page.evaluate((count) => {
    const { actions } = window.holdfast
    const types = ['note', 'todo', 'links', 'clock']
    const added = Array.from({ length: count }, (_, i) => ({
      type: types[i % types.length] as string,
      fields: { title: `Widget ${i}`, 'data/text': 'Some words that somebody wrote' },
    }))
    for (const { type, fields } of added) actions.addWidget(type, fields)
  }, widgets)
  await device.settled()
  return { device, session: await device.browser.newCDPSession(device.page) }
}

async function slow(session: CDPSession, rate = SLOWED): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** All that the page itself asks for at a first visit, before anybody does anything; the worker's own precaching is not among it. */
async function firstLoad({ origin, gate }: RunningServer): Promise<string[][]> {
  const device = await openDevice({ name: 'new', origin, gate, controlled: false })
  await device.page.waitForTimeout(2_000)
  const loaded = await device.page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  )
  await device.close()
  const bytes = (file: string) => gzipSync(readFileSync(join(PAGE, file)), { level: 9 }).length
  const sum = (ending: string) =>
    [...new Set(loaded)]
      .filter((path) => path.startsWith('/assets/') && path.endsWith(ending))
      .reduce((all, path) => all + bytes(path), 0)
  const all = readdirSync(join(PAGE, 'assets')).filter((name) => name.endsWith('.js'))
  return [
    ['first load: JavaScript, kB gzip', figure(sum('.js') / 1_000), '60'],
    ['first load: CSS, kB gzip', figure(sum('.css') / 1_000), '10'],
    [
      'all JavaScript of the page, kB gzip',
      figure(all.reduce((total, name) => total + bytes(`assets/${name}`), 0) / 1_000),
      '–',
    ],
    ['the worker, kB gzip', figure(bytes('sw.js') / 1_000), '15'],
  ]
}

/** From the navigation until 50 widgets are drawn from local storage: those in the window with what is in them, then all of them. */
async function warmStart(running: RunningServer): Promise<string[][]> {
  const { device, session } = await deviceWith(running, 50)
  // As text: what compiles this file puts names of its own into functions, which the page does not have.
  await device.page.addInitScript({
    content: `requestAnimationFrame(function look() {
      const all = [...document.querySelectorAll('[data-widget-id]')]
      const whole = (frame) => frame.querySelector('.widget-body > *') !== null
      const seen = all.filter((frame) => frame.getBoundingClientRect().top < innerHeight)
      if (all.length >= 50 && window.seenAt === undefined && seen.every(whole)) {
        requestAnimationFrame(() => { window.seenAt = performance.now() })
      }
      if (all.length >= 50 && all.every(whole)) requestAnimationFrame(() => { window.drawnAt = performance.now() })
      else requestAnimationFrame(look)
    })`,
  })
  const rows: string[][] = []
  for (const network of ['on-line', 'offline']) {
    await device.offline(network === 'offline')
    const seen: number[] = []
    const taken: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      // Not reloaded: the page before would be taken down in the same time.
      await device.page.goto('about:blank')
      await device.page.waitForTimeout(TAKEN_DOWN_MS)
      await slow(session)
      await device.page.goto(device.origin, { waitUntil: 'commit' })
      // Nothing is asked of the page meanwhile: the driver's own code would be part of the figure.
      await device.page.waitForTimeout(START_MS)
      await slow(session, 1)
      const [seenAt, drawnAt] = await device.page.evaluate(() => {
        const { seenAt = Number.NaN, drawnAt = Number.NaN } = window as { seenAt?: number; drawnAt?: number }
        return [seenAt, drawnAt] as const
      })
      seen.push(seenAt)
      taken.push(drawnAt)
    }
    rows.push(
      [`warm start of 50 widgets, ${network}: those in the window are drawn, ms`, figure(median(seen)), '300'],
      [`warm start of 50 widgets, ${network}: all are drawn, ms`, figure(median(taken)), '–'],
    )
  }
  await device.close()
  return rows
}

interface TraceEvent {
  name: string
  ph: string
  dur?: number
  tdur?: number
  pid: number
  tid: number
  args?: { name?: string }
}

/**
 * Runs `work`; resolves to how long each task of the page's main thread took meanwhile, ms of the processor's time (of what else
 * runs on this machine nothing is in it), shortest first.
 */
async function tasksOf(session: CDPSession, work: () => Promise<void>): Promise<number[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    // Nothing finer: noting it would take as long as what is noted.
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  })
  await work()
  const done = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await done
  const main = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const isMain = ({ pid, tid }: TraceEvent) => main.some((thread) => thread.pid === pid && thread.tid === tid)
  return events
    .filter((event) => event.name === 'ThreadControllerImpl::RunTask' && event.ph === 'X' && isMain(event))
    .map(({ dur = 0, tdur = dur }) => tdur / 1_000)
    .toSorted((a, b) => a - b)
}

/** A widget is dragged across a dashboard of 200, a step each frame. */
async function dragging(running: RunningServer): Promise<string[][]> {
  const { device, session } = await deviceWith(running, 200)
  const { page } = device
  const worst: number[] = []
  const over: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const handle = await page.locator('.grip').nth(4).boundingBox()
    if (handle === null) throw new Error('nothing is drawn')
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 8, y + 8)
    await page.waitForTimeout(300)
    await slow(session)
    const tasks = await tasksOf(session, async () => {
      for (let step = 0; step < 120; step++) {
        const at = { x: x + 300 * Math.sin(step / 12), y: y + 250 * Math.sin(step / 17) ** 2 }
        // By the browser alone: what the driver does in the page at each step would be part of the figure.
        await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, button: 'left', buttons: 1 })
        await new Promise((done) => setTimeout(done, FRAME_MS))
      }
    })
    await slow(session, 1)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    worst.push(tasks.at(-1) ?? Number.NaN)
    over.push(tasks.filter((ms) => ms > FRAME_MS).length)
  }
  await device.close()
  return [
    ['dragging among 200 widgets: longest task of the main thread, ms', figure(median(worst)), String(FRAME_MS)],
    [`dragging among 200 widgets: tasks over ${FRAME_MS} ms in 120 steps`, figure(median(over)), '0'],
  ]
}

/** How long `moveWidget` holds the main thread among 500 widgets, and a move of a whole layout under zustand/persist. */
async function saving(running: RunningServer): Promise<string[][]> {
  const { device, session } = await deviceWith(running, 500)
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('./page/persisted.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'silent',
  })
  // Evaluated by the driver: the page's own policy allows no such thing.
  await device.page.evaluate(bundle.outputFiles[0]?.text ?? '')
  const [settled, owing, whole]: [number[], number[], number[]] = [[], [], []]
  await slow(session)
  for (let round = 0; round < ROUNDS; round++) {
    settled.push(...(await movesOf(device, MOVES, 'each is sent')))
    whole.push(
      ...(await device.page.evaluate((times) => {
        const { movesOfPersisted } = window as unknown as { movesOfPersisted(layout: object, times: number): number[] }
        return movesOfPersisted(window.holdfast.layout.getState().widgets, times)
      }, MOVES)),
    )
  }
  await device.offline(true)
  owing.push(...(await movesOf(device, OWED_MOVES, 'nothing is sent')))
  await slow(session, 1)
  await device.close()
  const shares = (all: number[]) => {
    const sorted = all.toSorted((a, b) => a - b)
    return `${figure(percentile(sorted, 0.5))} / ${figure(percentile(sorted, 0.99))}`
  }
  return [
    ['saving one move among 500 widgets, median / p99, ms', shares(settled), '– / 2'],
    [`the same without a network, with up to ${OWED_MOVES} moves not sent`, shares(owing), '–'],
    ['the whole layout under zustand/persist', shares(whole), '–'],
  ]
}

/** How long each of `times` moves held the page, ms. As a person's moves do, each waits for what the one before set going. */
function movesOf(device: Device, times: number, sending: 'each is sent' | 'nothing is sent'): Promise<number[]> {
  return device.page.evaluate(
    async ([count, isSent]) => {
      const { actions, layout, manager, sync } = window.holdfast
      const ids = Object.keys(layout.getState().widgets)
      const taken: number[] = []
      for (let i = 0; i < count; i++) {
        const id = ids[(i * 7) % ids.length] as string
        const before = performance.now()
        actions.moveWidget(id, { x: i % 8, y: 1000 + i, w: 4, h: 3 })
        taken.push(performance.now() - before)
        if (isSent) void manager.syncNow()
        do await new Promise((drawn) => setTimeout(drawn, 10))
        while (isSent && sync.getState().pendingChanges > 0)
      }
      return taken
    },
    [times, sending === 'each is sent'] as const,
  )
}
