/**
 * A process that sends saves as fast as they are acknowledged: each client is one connection, one save after the other, over
 * accounts of its own. Raw sockets and ready-made text, because it shares the machine with what it measures. Told what to do
 * as one line of JSON on standard input for each run; answers with one line each. Started by ./measure.
 */
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { DIALECTS, type DialectName, type Person } from './dialect'
import type { Inhabitant } from './population'

export interface LoadRun {
  clients: number
  /** How long answers count; the run warms up for a fifth of it before. */
  ms: number
  /** Of the saves, 0 to 1: made by the second device on a revision it has not seen, of the field that the first one just changed. */
  conflicting: number
  /** Is each save followed by the other device's pull? */
  pulls: boolean
}

export interface LoadResult {
  /** Acknowledged while it counted. */
  saves: number
  ms: number
  /** Sorted, ms. */
  latencies: number[]
  pullLatencies: number[]
  /** How many saves reported a conflict. */
  conflicts: number
  /** Saves acknowledged since the process began, whether they counted or not. */
  acknowledged: number
  /** Bytes of the largest body of a save, of its answer to a device that was up to date, and of a pull's answer. */
  requestBytes: number
  answerBytes: number
  pullBytes: number
}

/** Where to send, and in whose name: the first line. */
export interface LoadTarget {
  port: number
  speaks: DialectName
  people: Inhabitant[]
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const target = JSON.parse((await lines.next()).value as string) as LoadTarget
const dialect = DIALECTS[target.speaks]
const people: Person[] = target.people.map((one) => ({
  ...one,
  n: [0, 0],
  before: { revision: one.revision, tag: one.tag },
  lastWidget: 0,
  moves: 0,
}))
console.log('ready')
for await (const line of { [Symbol.asyncIterator]: () => lines }) {
  console.log(JSON.stringify(await run(JSON.parse(line) as LoadRun)))
}

async function run(asked: LoadRun): Promise<LoadResult> {
  const result: LoadResult = {
    saves: 0,
    ms: 0,
    latencies: [],
    pullLatencies: [],
    conflicts: 0,
    acknowledged: 0,
    requestBytes: 0,
    answerBytes: 0,
    pullBytes: 0,
  }
  const counting = { from: performance.now() + asked.ms / 5, until: performance.now() + asked.ms * 1.2 }
  const each = Math.max(1, Math.floor(people.length / asked.clients))
  await Promise.all(
    Array.from({ length: asked.clients }, (_, i) =>
      client(people.slice(i * each, (i + 1) * each), asked, counting, result),
    ),
  )
  result.acknowledged = people.reduce((sum, { n }) => sum + n[0] + n[1], 0)
  result.ms = counting.until - counting.from
  result.latencies.sort((a, b) => a - b)
  result.pullLatencies.sort((a, b) => a - b)
  return result
}

async function client(own: Person[], asked: LoadRun, counting: { from: number; until: number }, result: LoadResult) {
  const line = await openLine(target.port)
  while (performance.now() < counting.until) {
    const person = own[Math.floor(Math.random() * own.length)] as Person
    const conflicting = person.moves > 0 && Math.random() < asked.conflicting
    const body = dialect.save(person, conflicting)
    const began = performance.now()
    const answer = await line.send('POST', '/api/layout', person.devices[conflicting ? 1 : 0].cookie, body)
    const ended = performance.now()
    // Anything but an acknowledgement ends the run, because then it measures nothing.
    if (answer.status !== 200) throw new Error(`not acknowledged: ${answer.status} ${answer.body}`)
    const reported = dialect.take(person, conflicting, answer.body)
    if (began < counting.from || ended > counting.until) continue
    result.saves += 1
    result.latencies.push(ended - began)
    result.requestBytes = Math.max(result.requestBytes, Buffer.byteLength(body))
    // To a device that is behind the answer also tells what it has missed.
    if (reported) result.conflicts += 1
    if (!conflicting) result.answerBytes = Math.max(result.answerBytes, Buffer.byteLength(answer.body))
    if (!asked.pulls) continue
    const { revision, tag } = person.before
    const path = `/api/layout?since=${revision}&tag=${tag}&writers=${person.devices[1].writer}.${person.n[1]}`
    const pulled = await line.send('GET', path, person.devices[1].cookie, '')
    result.pullLatencies.push(performance.now() - ended)
    result.pullBytes = Math.max(result.pullBytes, Buffer.byteLength(pulled.body))
  }
  line.end()
}

interface Line {
  send(method: string, path: string, cookie: string, body: string): Promise<{ status: number; body: string }>
  end(): void
}

/** One connection that is kept open. Knows just as much HTTP as this server speaks: a length, no chunks. */
async function openLine(port: number): Promise<Line> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let waiting: { resolve(answer: { status: number; body: string }): void; reject(error: Error): void } | null = null
  // Its answers are ASCII: a character is a byte.
  socket.setEncoding('latin1')
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
    if (received.length < end + 4 + length) return
    const answer = { status: Number(received.slice(9, 12)), body: received.slice(end + 4, end + 4 + length) }
    received = received.slice(end + 4 + length)
    const { resolve } = waiting ?? { resolve: () => {} }
    waiting = null
    resolve(answer)
  })
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  socket.on('error', (error) => waiting?.reject(error))
  return {
    send(method, path, cookie, body) {
      const length =
        body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n${length}\r\n${body}`)
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
      })
    },
    end: () => socket.destroy(),
  }
}
