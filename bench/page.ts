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
import { machine } from './support/machine'
import { writeReport } from './support/report'
import { figure, median, percentile, table } from './support/statistics'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const SLOWED = 4
const FRAME_MS = 16
/** Moves that are timed: enough for a 99th percentile. */
const MOVES = 400
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

/** A device of a new person with that many notes on its dashboard, all of them saved. */
async function deviceWith(running: RunningServer, widgets: number): Promise<{ device: Device; session: CDPSession }> {
  const api = new ApiClient(running.origin)
  await api.signUp()
  const { origin, gate } = running
  const device = await openDevice({ name: 'a', origin, gate, cookies: api.cookies() })
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

/** From the navigation until 50 widgets with their insides are drawn, from local storage. */
async function warmStart(running: RunningServer): Promise<string[][]> {
  const { device, session } = await deviceWith(running, 50)
  // As text: what compiles this file puts names of its own into functions, which the page does not have.
  await device.page.addInitScript({
    content: `requestAnimationFrame(function look() {
      const drawn = document.querySelectorAll('[data-widget-id] .widget-body > *').length
      requestAnimationFrame(drawn >= 50 ? () => { window.drawnAt = performance.now() } : look)
    })`,
  })
  const rows: string[][] = []
  for (const network of ['on-line', 'offline']) {
    await device.offline(network === 'offline')
    const taken: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await slow(session)
      await device.page.reload({ waitUntil: 'commit' })
      const drawn = await device.page.waitForFunction(() => (window as { drawnAt?: number }).drawnAt)
      taken.push((await drawn.jsonValue()) as number)
      await slow(session, 1)
      await device.page.waitForTimeout(500)
    }
    rows.push([`warm start of 50 widgets, ${network}, ms`, figure(median(taken)), '300'])
  }
  await device.close()
  return rows
}

interface TraceEvent {
  name: string
  ph: string
  dur?: number
  pid: number
  tid: number
  args?: { name?: string }
}

/** Runs `work`; resolves to how long each task of the page's main thread took meanwhile, ms, shortest first. */
async function tasksOf(session: CDPSession, work: () => Promise<void>): Promise<number[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'] },
  })
  await work()
  const done = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await done
  const main = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const isMain = ({ pid, tid }: TraceEvent) => main.some((thread) => thread.pid === pid && thread.tid === tid)
  return events
    .filter(
      (event) => (event.name === 'RunTask' || event.name.includes('RunTask')) && event.ph === 'X' && isMain(event),
    )
    .map(({ dur = 0 }) => dur / 1_000)
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
        await page.mouse.move(x + 300 * Math.sin(step / 12), y + 250 * Math.sin(step / 17) ** 2)
        await page.waitForTimeout(FRAME_MS)
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

/** How long `moveWidget` holds the main thread among 500 widgets, and the same with a whole layout under zustand/persist. */
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
  const ours: number[] = []
  const whole: number[] = []
  await slow(session)
  for (let round = 0; round < ROUNDS; round++) {
    const [own, persisted] = await device.page.evaluate(async (moves) => {
      const { actions, layout } = window.holdfast
      const { widgets } = layout.getState()
      const ids = Object.keys(widgets)
      const taken: number[] = []
      for (let i = 0; i < moves; i++) {
        const id = ids[(i * 7) % ids.length] as string
        const before = performance.now()
        actions.moveWidget(id, { x: i % 8, y: 1000 + i, w: 4, h: 3 })
        taken.push(performance.now() - before)
        // As a person's moves do, each waits for what the one before set going.
        await new Promise((drawn) => setTimeout(drawn, 0))
      }
      const { movesOfPersisted } = window as unknown as {
        movesOfPersisted(layout: object, times: number): number[]
      }
      return [taken, movesOfPersisted(widgets, moves)] as const
    }, MOVES)
    ours.push(...own)
    whole.push(...persisted)
  }
  await slow(session, 1)
  await device.close()
  const [mine, theirs] = [ours, whole].map((all) => all.toSorted((a, b) => a - b)) as [number[], number[]]
  const shares = (sorted: number[]) => `${figure(percentile(sorted, 0.5))} / ${figure(percentile(sorted, 0.99))}`
  return [
    ['saving one move among 500 widgets, median / p99, ms', shares(mine), '– / 2'],
    ['the same, the whole layout under zustand/persist', shares(theirs), '–'],
  ]
}
