/**
 * The network between browsers and the server: a reverse proxy on the address that people use. It sees every save that
 * really leaves a device, from the page or the worker, and can fail them: errors, answers dropped after the commit, a
 * captive portal, a server that is away.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { SaveAnswer } from '../../../core/wire/answer'
import { PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX, type ProblemError, type ProblemName } from '../../../core/wire/problem'
import { PROBLEMS } from '../../../core/wire/problem-list'
import type { SaveBody } from '../../../core/wire/save'

/** A save that passed the gate, or was stopped at it. */
export interface SeenPost {
  /** ms since 1970, when it came. */
  at: number
  /** ms since 1970, when the device was answered; null: not yet, or never. */
  answeredAt: number | null
  /** The sender's User-Agent, by which a Device knows its own. */
  from: string
  body: SaveBody
  /** The name that it was sent under. */
  id: string
  /** What the device was answered; null: nothing yet, or never. */
  status: number | null
  /** The device ended the connection before it was answered, as a worker that dies does. */
  hungUp: boolean
  /** What the server said, also when the device was not told; null: it was not asked, or it was no save's answer. */
  answer: SaveAnswer | null
}

export interface MadeAnswer {
  status: number
  body: string
  headers?: Record<string, string>
}

export type Fault =
  /** Answered here; the server is not asked. */
  | ({ kind: 'status' } & MadeAnswer)
  /** The same, for an answer that depends on the save; null: the server is asked. */
  | { kind: 'answer'; make: (body: SaveBody) => MadeAnswer | null }
  /** The connection breaks before the server is asked. */
  | { kind: 'break' }
  /** The server is asked and commits; its answer never arrives. */
  | { kind: 'drop-answer' }
  /** Waits for `until` before the server is asked. */
  | { kind: 'hold'; until: Promise<void> }
  /** The server is asked; its answer waits for `until`. */
  | { kind: 'hold-answer'; until: Promise<void> }

export interface Gate {
  origin: string
  port: number
  /** Every POST /api/layout so far, oldest first. */
  posts: SeenPost[]
  /** How many event streams are open now; `from`: of the sender whose User-Agent has this in it. */
  openStreams(from?: string): number
  /** Fails the next saves, one fault each; `from`: only of the sender whose User-Agent has this in it. */
  failNext(faults: Fault[], from?: string): void
  /** Fails every request that `matches` (saves and pulls when left out), until called with null, which ends failNext too. */
  failAll(fault: Fault | null, matches?: (path: string, method: string, from: string) => boolean): void
  /** Puts `text` at the end of what the server has at `path`, as another version of it would; null: no more. */
  append(path: string, text: string | null): void
  /** Whose User-Agent has `from` in it reaches nothing, until it is let through again. */
  cutOff(from: string, isCutOff: boolean): void
  /** Nobody answers at this address. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/** A captive portal's page: 200, HTML, and not ours. */
export const PORTAL: Fault = {
  kind: 'status',
  status: 200,
  body: '<!doctype html><title>Free Wi-Fi</title>',
  headers: { 'content-type': 'text/html' },
}

/** An error as this API says it. */
export function problem(name: ProblemName, errors?: ProblemError[]): MadeAnswer {
  const { status, title } = PROBLEMS[name]
  const body = JSON.stringify({ type: PROBLEM_PREFIX + name, title, status, ...(errors && { errors }) })
  return { status, body, headers: { 'content-type': PROBLEM_CONTENT_TYPE } }
}

/** That of the gate before, when it is free again: what a browser has installed of an address is good for the next server there. */
let usualPort = 0

/** @param upstream the server's own port; asked at each request, as the server can be started again elsewhere */
export async function openGate(upstream: () => number): Promise<Gate> {
  const posts: SeenPost[] = []
  const streams = new Map<ServerResponse, string>()
  /** The connections, with the User-Agent that was heard on them last. */
  const sockets = new Map<Socket, string>()
  const appended = new Map<string, string>()
  const unreachedBy = new Set<string>()
  let queued: { fault: Fault; from: string | undefined }[] = []
  let general: { fault: Fault; matches: (path: string, method: string, from: string) => boolean } | null = null

  function faultFor({ url = '/', method = '', headers }: IncomingMessage, seen: SeenPost | null): Fault | null {
    if (general?.matches(url, method, headers['user-agent'] ?? '')) return general.fault
    if (seen === null) return null
    const next = queued.findIndex(({ from }) => from === undefined || seen.from.includes(from))
    return next === -1 ? null : (queued.splice(next, 1)[0]?.fault ?? null)
  }

  function answer(outgoing: ServerResponse, seen: SeenPost | null, made: MadeAnswer): void {
    if (seen !== null) {
      seen.status = made.status
      seen.answeredAt = Date.now()
    }
    outgoing.writeHead(made.status, made.headers).end(made.body)
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const sender = incoming.headers['user-agent'] ?? ''
    sockets.set(incoming.socket, sender)
    if ([...unreachedBy].some((from) => sender.includes(from))) return void incoming.socket.destroy()
    if (incoming.url?.startsWith('/api/events?')) {
      streams.set(outgoing, sender)
      outgoing.once('close', () => streams.delete(outgoing))
    }
    const body = await readAll(incoming)
    const seen = incoming.method === 'POST' && incoming.url === '/api/layout' ? seenPost(incoming, body) : null
    if (seen !== null) {
      posts.push(seen)
      outgoing.once('close', () => {
        seen.hungUp = !outgoing.writableFinished
      })
    }
    const fault = faultFor(incoming, seen)
    switch (fault?.kind) {
      case 'break':
        return void incoming.socket.destroy()
      case 'status':
        return answer(outgoing, seen, fault)
      case 'answer': {
        const made = fault.make(JSON.parse(body.toString('utf8')) as SaveBody)
        if (made !== null) return answer(outgoing, seen, made)
        break
      }
      case 'hold':
        await fault.until
    }
    forward(incoming, outgoing, body, seen, fault)
  }

  function forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: Buffer,
    seen: SeenPost | null,
    fault: Fault | null,
  ): void {
    const { method, url = '/' } = incoming
    const more = appended.get(url)
    const { 'if-none-match': _known, ...asking } = incoming.headers
    const headers = more === undefined ? incoming.headers : { ...asking, 'accept-encoding': 'identity' }
    const asked = request({ host: '127.0.0.1', port: upstream(), method, path: url, headers }, (answered) => {
      void handOn(answered).catch(() => {
        // The server broke off in mid-answer: so does the gate, after as many words.
        if (!outgoing.headersSent) outgoing.writeHead(answered.statusCode ?? 502, answered.rawHeaders)
        outgoing.write(' ', () => incoming.socket.destroy())
      })
    })
    async function handOn(answered: IncomingMessage): Promise<void> {
      const status = answered.statusCode ?? 502
      if (seen === null && more === undefined) {
        outgoing.writeHead(status, answered.rawHeaders)
        // An event stream's head must not wait for its first event.
        outgoing.flushHeaders()
        // What the server breaks off is broken off here, too: a stream would stay open for ever.
        answered.once('close', () => answered.complete || incoming.socket.destroy())
        return void answered.pipe(outgoing)
      }
      const text = await readAll(answered)
      if (seen === null) {
        const { 'content-length': _length, etag: _etag, ...kept } = answered.headers
        return void outgoing.writeHead(status, kept).end(`${text}${more}`)
      }
      seen.answer = answerOf(text)
      if (fault?.kind === 'drop-answer') return void incoming.socket.destroy()
      if (fault?.kind === 'hold-answer') await fault.until
      seen.status = status
      seen.answeredAt = Date.now()
      outgoing.writeHead(status, answered.rawHeaders).end(text)
    }
    asked.once('error', () => incoming.socket.destroy())
    outgoing.once('close', () => asked.destroy())
    asked.end(body)
  }

  const make = () => {
    const server = createServer((incoming, outgoing) => {
      handle(incoming, outgoing).catch(() => incoming.socket.destroy())
    })
    // Longer than the server's own, which is what clients are told: who is told 5 s must not find it closed after 4.
    server.keepAliveTimeout = 60_000
    server.on('connection', (socket) => {
      sockets.set(socket, '')
      socket.once('close', () => sockets.delete(socket))
    })
    return server
  }
  let server: Server | null = make()
  await listen(server, usualPort).catch(() => listen(server as Server, 0))
  const { port } = server.address() as AddressInfo
  usualPort = port

  const down = async () => {
    const closing = server
    server = null
    if (closing === null) return
    const closed = new Promise((done) => closing.close(done))
    for (const socket of sockets.keys()) socket.destroy()
    await closed
  }
  return {
    origin: `http://localhost:${port}`,
    port,
    posts,
    openStreams: (from = '') => [...streams.values()].filter((sender) => sender.includes(from)).length,
    failNext: (faults, from) => {
      queued = [...queued, ...faults.map((fault) => ({ fault, from }))]
    },
    failAll: (fault, matches = (path) => path.startsWith('/api/layout')) => {
      general = fault === null ? null : { fault, matches }
      if (fault === null) queued = []
    },
    append: (path, text) => {
      if (text === null) appended.delete(path)
      else appended.set(path, text)
    },
    cutOff: (from, isCutOff) => {
      if (!isCutOff) return void unreachedBy.delete(from)
      unreachedBy.add(from)
      // What is under way and streams of events too.
      for (const [socket, sender] of sockets) if (sender.includes(from)) socket.destroy()
    },
    down,
    up: async () => {
      if (server !== null) return
      server = make()
      await listen(server, port)
    },
    close: down,
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', done)
  })
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function seenPost({ headers }: IncomingMessage, body: Buffer): SeenPost {
  const from = headers['user-agent'] ?? ''
  const save = JSON.parse(body.toString('utf8')) as SaveBody
  const id = String(headers['x-request-id'] ?? '')
  return { at: Date.now(), answeredAt: null, from, body: save, id, status: null, hungUp: false, answer: null }
}

function answerOf(text: Buffer): SaveAnswer | null {
  try {
    const parsed = JSON.parse(text.toString('utf8')) as SaveAnswer
    return parsed.lastN === undefined ? null : parsed
  } catch {
    return null
  }
}
