/**
 * Google's Lighthouse on the dashboard, as on a phone and as at a desk: of somebody who comes for the first time, of somebody with a
 * widget of each type on a device that has only their session yet, and of the same person who comes back. Each run has a browser
 * and a profile of its own, without a worker, which Lighthouse takes away. Its times are simulated from what was loaded (a slow 4G
 * and a processor four times slower on the phone), so that they belong less to the machine; of performance the median of the rounds
 * counts, of the rest the worst. `npm run bench:lighthouse`; ROUNDS=5 looks more often, `--write` puts the scores into docs/performance.md.
 */
import { loadavg } from 'node:os'
import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import { ApiClient } from '../tests/browser/support/api'
import { openDevice } from '../tests/browser/support/device'
import { CHROMIUM, copyProfile, dropProfile, launch, newProfile } from '../tests/browser/support/profile'
import { type RunningServer, startServer } from '../tests/browser/support/server'
import { startChromium } from './lighthouse/chromium'
import { machine } from './support/machine'
import { writeReport } from './support/report'
import { figure, median, table } from './support/statistics'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const FORMS = ['mobile', 'desktop'] as const
/** A widget of each: much code, and much to be drawn. */
const TYPES = [
  ...['note', 'todo', 'links', 'calendar', 'clock', 'timer'],
  ...['countdown', 'habits', 'counter', 'numbers', 'sketch', 'sync-health'],
]
/** What of performance stands in the table, by Lighthouse's own names: ms, but for the last. */
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'speed-index',
  'total-blocking-time',
  'cumulative-layout-shift',
] as const

if (CHROMIUM === null) {
  console.error('There is no Chromium. Install one (on Debian: apt-get install chromium) or set CHROME_PATH to one.')
  process.exit(1)
}
const server = await startServer()
const visitors = await visitorsOf(server)
try {
  const rows: string[][] = []
  const lost = new Set<string>()
  let version = ''
  for (const form of FORMS) {
    for (const [visitor, profile] of visitors) {
      const results: Result[] = []
      const loads: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        results.push(await visit(server.origin, profile, form))
        loads.push(loadavg()[0] ?? Number.NaN)
      }
      rows.push([`${visitor}, ${form}`, ...scoresOf(results), ...metricsOf(results), figure(median(loads))])
      for (const result of results) for (const line of costly(result)) lost.add(`${visitor}, ${form}: ${line}`)
      version = results[0]?.lighthouseVersion ?? ''
    }
  }
  const head = [
    'the dashboard of',
    ...CATEGORIES,
    'first paint',
    'largest paint',
    'speed index',
    'blocked',
    'shift',
    'load',
  ]
  const text = `${machine()}; Lighthouse ${version}, ${ROUNDS} rounds; times in ms, the load is what waited for a core.\n\n${table(head, rows)}`
  console.log(text)
  if (lost.size > 0) console.log(`\nWhat cost points, in any round:\n${[...lost].join('\n')}`)
  if (process.argv.includes('--write')) writeReport('bench:lighthouse', text)
} finally {
  for (const [, profile] of visitors) dropProfile(profile)
  await server.close()
}
process.exit(0)

/** Who looks, each with the profile folder that every visit begins with. */
async function visitorsOf({ origin, gate }: RunningServer): Promise<[who: string, profile: string][]> {
  const api = new ApiClient(origin)
  await api.signUp()
  const cookies = api.cookies()
  const device = await openDevice({ name: 'a', origin, gate, cookies })
  for (const type of TYPES) await device.add(type)
  await device.settled()
  await device.quit()

  const signedIn = newProfile()
  const browser = await launch(signedIn)
  await browser.addCookies(cookies)
  await browser.close()
  return [
    ['a new visitor', newProfile()],
    [`${TYPES.length} widgets on a new device`, signedIn],
    [`${TYPES.length} widgets, coming back`, device.profile],
  ]
}

/** One look at the page by Lighthouse, in a new browser on a copy of the profile. */
async function visit(origin: string, profile: string, form: (typeof FORMS)[number]): Promise<Result> {
  const copy = copyProfile(profile)
  const chromium = await startChromium(copy)
  try {
    const flags = { port: chromium.port, onlyCategories: [...CATEGORIES], logLevel: 'error' as const }
    const looked = await lighthouse(origin, flags, form === 'desktop' ? desktopConfig : undefined)
    if (looked === undefined) throw new Error('Lighthouse said nothing')
    const { runtimeError } = looked.lhr
    if (runtimeError !== undefined) throw new Error(`Lighthouse could not look: ${runtimeError.message}`)
    return looked.lhr
  } finally {
    await chromium.close()
    dropProfile(copy)
  }
}

/** Of each category, out of 100: performance as in the middle round, the others as in the worst. */
function scoresOf(results: readonly Result[]): string[] {
  return CATEGORIES.map((name) => {
    const scores = results.map(({ categories }) => 100 * (categories[name]?.score ?? Number.NaN))
    return figure(Math.round(name === 'performance' ? median(scores) : Math.min(...scores)))
  })
}

function metricsOf(results: readonly Result[]): string[] {
  return METRICS.map((name) => figure(median(results.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN))))
}

/** What costs a category points that has less than 100, one line each. */
function costly({ categories, audits }: Result): string[] {
  return CATEGORIES.flatMap((name) => {
    const { score, auditRefs } = categories[name] ?? { score: null, auditRefs: [] }
    if (score === 1) return []
    return auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id]
      if (audit === undefined || weight === 0 || audit.score === null || audit.score === 1) return []
      return [
        `${name} ${Math.round(100 * (score ?? 0))}: ${id} ${audit.score} (weight ${weight}): ${audit.title} ${audit.displayValue ?? ''}`,
      ]
    })
  })
}
