/**
 * The API as far as the worker needs one: numbers that are known count once, and every answer can be made to fail. Serves
 * the built worker and its page too.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX, type ProblemName } from '../../../core/wire/problem'
import { PROBLEMS } from '../../../core/wire/problem-list'
import type { SaveBody } from '../../../core/wire/save'

/** How the next saves are answered; `drop`: after they were taken; `hang`: not before `release`. */
type Behaviour = 'save' | 'drop' | 'hang' | 'portal' | { problem: ProblemName; retryAfter?: number }

interface SeenSave {
  /** ms since 1970. */
  at: number
  body: SaveBody
  behaviour: Behaviour
}

export interface WorkerSite {
  origin: string
  seen: SeenSave[]
  /** "writer n" of every edit that was applied, in the order in which that happened. */
  applied: string[]
  /** The next saves go as these say, one each; then as `always` says. */
  next: Behaviour[]
  always: Behaviour
  /** A line that is put at the end of sw.js: makes it another version. */
  workerSuffix: string
  /** Takes and answers the saves that hang. */
  release(): void
  close(): Promise<void>
}

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript' }

/** @param folder holds index.html, page.js and sw.js */
export async function startSite(folder: string): Promise<WorkerSite> {
  const lastN: Record<string, number> = {}
  const hanging: (() => void)[] = []
  const site = { seen: [], applied: [], next: [], always: 'save', workerSuffix: '' } as unknown as WorkerSite

  function take(body: SaveBody): string {
    for (const { writer, edits } of body.streams) {
      for (const { n } of edits) {
        if (n <= (lastN[writer] ?? 0)) continue
        lastN[writer] = n
        site.applied.push(`${writer} ${n}`)
      }
    }
    const revision = site.applied.length
    const moment = {
      revision,
      tag: 't',
      since: body.base,
      full: false,
      widgets: [],
      conflicts: [],
      serverTime: Date.now(),
    }
    return JSON.stringify({ status: 'saved', device: body.device, lastN, ...moment })
  }

  function answer(body: SaveBody, behaviour: Behaviour, response: ServerResponse): void {
    if (behaviour === 'hang') return void hanging.push(() => answer(body, 'save', response))
    if (behaviour === 'portal') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Free Wi-Fi</title>')
    } else if (typeof behaviour === 'object') {
      const { problem, retryAfter } = behaviour
      const { status, title } = PROBLEMS[problem]
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
      response.writeHead(status, { 'content-type': PROBLEM_CONTENT_TYPE })
      response.end(JSON.stringify({ type: PROBLEM_PREFIX + problem, title, status }))
    } else {
      const text = take(body)
      if (behaviour === 'drop') response.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    if (request.method === 'POST' && path === '/api/layout') {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as SaveBody
      const behaviour = site.next.shift() ?? site.always
      site.seen.push({ at: Date.now(), body, behaviour })
      return answer(body, behaviour, response)
    }
    if (!/^\/[a-z]+\.(html|js)$/.test(path)) return void response.writeHead(404).end()
    const text = readFileSync(join(folder, path), 'utf8') + (path === '/sw.js' ? site.workerSuffix : '')
    const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? ''
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(text)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  site.origin = `http://localhost:${(server.address() as AddressInfo).port}`
  site.release = () => {
    for (const go of hanging.splice(0)) go()
  }
  site.close = () =>
    new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return site
}
