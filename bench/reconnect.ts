/**
 * Coming back: 500 edits over 20 widgets, made offline on a phone, until a second device shows the last of them. Real
 * Chromium with the real worker on both devices, the built server, and a link of 400 ms round trips and 50 kB/s.
 * `npm run bench:reconnect`; ROUNDS=9 measures more often, `--write` puts the figures into docs/performance.md.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { ApiClient } from '../tests/browser/support/api'
import { type Device, openDevice } from '../tests/browser/support/device'
import { CHROMIUM } from '../tests/browser/support/profile'
import { type RunningServer, startServer } from '../tests/browser/support/server'
import { type LinkQuality, openSlowLink, type SlowLink } from '../tests/browser/support/slow-link'
import { until } from '../tests/browser/support/until'
import { createRandom } from '../tests/simulation/random'
import { machine } from './support/machine'
import { writeReport } from './support/report'
import { figure, percentile, table } from './support/statistics'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SEED = Number(process.env.SEED ?? 1)
const WIDGETS = 20
const EDITS = 500
/** Long enough that the quick tries are over and the browser waits. */
const OFFLINE_MS = 10_000
const PHONE: LinkQuality = { roundTripMs: 400, bytesPerSecond: 50_000, resets: 0 }
const POOR_PHONE: LinkQuality = { ...PHONE, resets: 0.05 }
/** One round is like the other, unless the link breaks: then they differ by what is lost. */
const POOR_ROUNDS = 4 * ROUNDS

interface Round {
  ms: number
  requests: number
  bodyBytes: number
  upBytes: number
  resets: number
}

if (CHROMIUM === null) {
  console.error('There is no Chromium. Install one (on Debian: apt-get install chromium) or set CHROME_PATH to one.')
  process.exit(1)
}
const random = createRandom(SEED).next
const server = await startServer()
try {
  const rows: string[][] = []
  for (const [name, first, second, count] of [
    ['the other device on a quick link', PHONE, null, ROUNDS],
    ['the other device on such a link, too', PHONE, PHONE, ROUNDS],
    ['5 % of packets reset their connection, the other on a quick link', POOR_PHONE, null, POOR_ROUNDS],
  ] as const) {
    const rounds = await measure(first, second, count)
    const times = rounds.map(({ ms }) => ms).toSorted((a, b) => a - b)
    const most = (part: keyof Round) => figure(Math.max(...rounds.map((round) => round[part])))
    rows.push([
      name,
      ...[0, 0.5, 1].map((share) => figure(percentile(times, share))),
      most('requests'),
      most('bodyBytes'),
      most('upBytes'),
      rounds.map(({ resets }) => resets).join(' '),
    ])
    console.log(rows.at(-1)?.join('  '))
  }
  const head = [
    'until the other device shows the last edit',
    'best ms',
    'median ms',
    'worst ms',
    'saves',
    'bytes',
    'bytes sent',
    'resets, by round',
  ]
  const report = [
    `Machine: ${machine()}. ${ROUNDS} rounds each, ${POOR_ROUNDS} with resets, seed ${SEED}; saves and bytes are the most of any round: of a save's body, and of all that the device sent. A round counts as resets the connections that broke until everything was settled.`,
    '',
    table(head, rows),
  ].join('\n')
  console.log(`\n${report}`)
  if (process.argv.includes('--write')) writeReport('bench:reconnect', report)
} finally {
  await server.close()
}
process.exit(0)

async function measure(first: LinkQuality, second: LinkQuality | null, count: number): Promise<Round[]> {
  const { origin, gate } = server
  const [phone, other] = [await openSlowLink(gate.port, random), await openSlowLink(gate.port)]
  const api = new ApiClient(origin)
  const credentials = await api.signUp()
  const open = async (name: string, link: SlowLink) => {
    const cookies = (await new ApiClient(origin).signIn(credentials)).cookies()
    return openDevice({ name, origin, gate, cookies, flags: [link.flag] })
  }
  const [a, b] = [await open('phone', phone), await open('other', other)]
  try {
    await until(
      'both are signed in',
      async () => (await a.account()) === api.account && (await b.account()) === api.account,
    )
    const ids: string[] = []
    for (let i = 0; i < WIDGETS; i++) ids.push(await a.add('note', { title: `Note ${i}` }))
    await a.settled()
    await until('the other has them', async () => Object.keys(await b.layout()).length === WIDGETS)
    phone.set(first)
    if (second !== null) other.set(second)
    const rounds: Round[] = []
    for (let round = 1; round <= count; round++) rounds.push(await comeBack(server, { a, b, phone, ids, round }))
    return rounds
  } finally {
    await Promise.all([a.close(), b.close(), phone.close(), other.close()])
  }
}

interface Comeback {
  a: Device
  b: Device
  phone: SlowLink
  ids: string[]
  round: number
}

async function comeBack({ gate }: RunningServer, { a, b, phone, ids, round }: Comeback): Promise<Round> {
  await a.offline(true)
  phone.down()
  await a.page.evaluate(
    async ([widgets, count, mark]) => {
      for (let i = 0; i < count; i++) {
        const id = widgets[i % widgets.length] ?? ''
        const last = i >= count - widgets.length
        window.holdfast.actions.moveWidget(id, { x: i % 9, y: last ? mark : i, w: 3, h: 4 })
        // As fast as nobody drags, so that the browser can paint in between.
        if (i % 25 === 0) await new Promise((done) => setTimeout(done, 16))
      }
    },
    [ids, EDITS, 1_000 + round] as const,
  )
  await pause(OFFLINE_MS)
  const shown = b.page.waitForFunction(
    ([widgets, mark]) => {
      const { widgets: all } = window.holdfast.layout.getState()
      const rows = widgets.map(
        (id) => (all as Record<string, { fields: { desktop?: { y: number } } }>)[id]?.fields.desktop?.y,
      )
      return rows.every((y) => y === mark) && Date.now()
    },
    [ids, 1_000 + round] as const,
    { polling: 10 },
  )
  const before = gate.posts.length
  phone.passed()
  const began = Date.now()
  phone.up()
  await a.offline(false)
  const ms = Number(await (await shown).jsonValue()) - began
  await a.settled()
  const saves = gate.posts.slice(before)
  const bodyBytes = Math.max(...saves.map(({ body }) => JSON.stringify(body).length))
  const { up, resets } = phone.passed()
  return { ms, requests: saves.length, bodyBytes, upBytes: up, resets }
}
