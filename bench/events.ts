/**
 * Event streams: what 5,000 open ones cost in memory and heartbeats, how soon a change reaches its account's other devices
 * while they are open, and how soon through another process. Starts its own PostgreSQL and two servers.
 * `npm run build && npm run bench:events`; STREAMS=1000 opens fewer.
 */
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../tests/support/postgres'
import { type CrowdAccount, makeCrowd } from './events/crowd'
import { type Listener, listen } from './events/listeners'
import { type ProbedServer, startProbed } from './events/server-process'
import { machine } from './support/machine'
import { figure, percentile, table } from './support/statistics'
import { cpuSeconds } from './support/usage'

const STREAMS = Number(process.env.STREAMS ?? 5_000)
const SAVES = Number(process.env.SAVES ?? 3_000)
/** Between two saves: an office of 5,000 dashboards, not a race. */
const SAVE_EVERY_MS = 8
const OPENING_AT_ONCE = 500
const HEARTBEAT_MS = 20_000
/** Sockets of ours, and of the server, beside the streams. */
const OTHER_FILES = 500

const files = openFilesLimit()
if (files < STREAMS + OTHER_FILES) {
  console.error(
    `${STREAMS} streams need more open files than the ${files} that this shell allows: ulimit -n ${STREAMS + OTHER_FILES}, or STREAMS=1000.`,
  )
  process.exit(1)
}

const postgres = await startPostgres()
const [a, b] = [await startProbed(postgres.url), await startProbed(postgres.url)]
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
try {
  const crowd = await makeCrowd(postgres.url, STREAMS)
  console.log(`${machine()}; ${STREAMS} streams of ${crowd.length} accounts with 2 or 3 devices each\n`)
  await warmUp(a, crowd.slice(0, 20))
  await warmUp(b, crowd.slice(0, 20))
  const before = await a.probe()
  const statements = await statementsSoFar()
  const began = performance.now()
  const listeners = await openAll(a.port, crowd)
  const opening = performance.now() - began
  await pause(2_000)
  const open = await a.probe()
  const asked = (await statementsSoFar()) - statements
  console.log(
    `opened ${listeners.length} in ${figure(opening / 1000)} s with ${figure(asked)} statements to the database`,
  )
  const perStream = (part: 'rss' | 'heapUsed') => figure((open[part] - before[part]) / listeners.length / 1000)
  console.log(
    `memory per stream: ${perStream('rss')} kB resident, of it ${perStream('heapUsed')} kB in JavaScript's heap\n`,
  )

  const bytesBefore = listeners.reduce((sum, { bytes }) => sum + bytes, 0)
  const cpuBefore = cpuSeconds(a.pid)
  await pause(HEARTBEAT_MS)
  const cpu = cpuSeconds(a.pid) - cpuBefore
  const resting = await a.probe()
  const heard = listeners.reduce((sum, { bytes }) => sum + bytes, 0) - bytesBefore
  console.log(
    `heartbeat: ${figure(heard / listeners.length)} bytes a stream and ${figure(cpu * 1000)} ms of CPU (with the look at all sessions) in ${HEARTBEAT_MS / 1000} s; the loop was held up ${figure(resting.loopMaxMs)} ms at most, p99 ${figure(resting.loopP99Ms)} ms\n`,
  )

  const here = await measure(a, crowd, listeners)
  const across = await measure(b, crowd, listeners)
  console.log(
    table(
      ['a change is heard by the other devices', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'events'],
      [
        row('saved in the same process, from its acknowledgement', here.afterAck),
        row('  from its sending', here.afterSend),
        row('saved in another process, from its acknowledgement', across.afterAck),
        row('  from its sending', across.afterSend),
      ],
    ),
  )
  for (const { socket } of listeners) socket.removeAllListeners('close').destroy()
} finally {
  agent.destroy()
  await Promise.all([a.stop(), b.stop()])
  await postgres.stop()
}

interface Heard {
  afterAck: number[]
  afterSend: number[]
}

function row(name: string, times: number[]): string[] {
  const sorted = times.toSorted((x, y) => x - y)
  const at = (share: number) => figure(percentile(sorted, share))
  return [name, at(0.5), at(0.95), at(0.99), figure(sorted.at(-1) ?? Number.NaN), `${sorted.length}`]
}

/** What is compiled and cached once is no stream's cost. */
async function warmUp(server: ProbedServer, crowd: readonly CrowdAccount[]): Promise<void> {
  const listeners = await openAll(server.port, crowd)
  for (let round = 0; round < 20; round++) await Promise.all(crowd.map((one) => save(server.port, one)))
  for (const { socket } of listeners) socket.removeAllListeners('close').destroy()
  await pause(500)
}

/** Crowds of streams at a time, as after a restart; the order is the accounts'. */
async function openAll(port: number, crowd: readonly CrowdAccount[]): Promise<Listener[]> {
  const devices = crowd.flatMap((one) => one.devices)
  const listeners: Listener[] = []
  for (let from = 0; from < devices.length; from += OPENING_AT_ONCE) {
    listeners.push(
      ...(await Promise.all(devices.slice(from, from + OPENING_AT_ONCE).map((device) => listen(port, device)))),
    )
  }
  return listeners
}

/** Saves of one device after the other, through `server`; the streams of the account's other devices are `listeners`. */
async function measure(
  server: ProbedServer,
  crowd: readonly CrowdAccount[],
  listeners: readonly Listener[],
): Promise<Heard> {
  const byDevice = new Map(listeners.map((listener) => [listener.device.id, listener]))
  const heard: Heard = { afterAck: [], afterSend: [] }
  const all: Promise<unknown>[] = []
  for (let i = 0; i < SAVES; i++) {
    const one = crowd[(i * 7919) % crowd.length] as CrowdAccount
    const others = one.devices.slice(1).flatMap((device) => byDevice.get(device.id) ?? [])
    all.push(oneSave(server.port, one, others, heard))
    await pause(SAVE_EVERY_MS)
  }
  await Promise.all(all)
  return heard
}

async function oneSave(port: number, one: CrowdAccount, others: readonly Listener[], heard: Heard): Promise<void> {
  const sent = performance.now()
  const came = others.map(
    (listener) =>
      new Promise<number>((resolve) => {
        listener.hears = (_, at) => {
          listener.hears = null
          resolve(at)
        }
      }),
  )
  const acknowledged = await save(port, one)
  for (const at of await Promise.all(came)) {
    heard.afterAck.push(Math.max(0, at - acknowledged))
    heard.afterSend.push(at - sent)
  }
}

/** Of everybody, as PostgreSQL counts them: each is a transaction of its own. */
async function statementsSoFar(): Promise<number> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const { rows } = await client.query<{ count: number }>(
    'select xact_commit::int as count from pg_stat_database where datname = current_database()',
  )
  await client.end()
  return rows[0]?.count ?? Number.NaN
}

/** Resolves to when it was acknowledged. */
function save(port: number, { account, devices }: CrowdAccount): Promise<number> {
  const [device] = devices
  if (device === undefined) throw new Error('an account without a device')
  const at = Date.now()
  const edit = { n: 1, base: 0, widget: crypto.randomUUID(), field: 'type', value: 'note', at }
  // A new writer each time: nothing has to be remembered here, and the answer is the same.
  const streams = [{ writer: crypto.randomUUID(), edits: [edit] }]
  const body = JSON.stringify({
    schema: 1,
    account,
    device: device.id,
    base: 0,
    tag: null,
    trigger: 'add',
    sentAt: at,
    streams,
  })
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: device.cookie,
      'content-type': 'application/json',
      'content-length': `${Buffer.byteLength(body)}`,
    }
    request({ port, host: '127.0.0.1', method: 'POST', path: '/api/layout', agent, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(performance.now()) : reject(new Error(`${answer.statusCode} ${text}`)),
      )
    })
      .on('error', reject)
      .end(body)
  })
}

function openFilesLimit(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1])
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
