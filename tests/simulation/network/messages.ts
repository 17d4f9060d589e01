/** Requests and answers on their way: as much of fetch's Request and Response as page, worker and API use, and no more. */
import { SAVE_PATH } from '../../../core/wire/worker-message'

/** Where the page comes from. */
export const ORIGIN = 'https://holdfast.test'

export interface OutgoingRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
  cookie: string | null
  isSave: boolean
}

/** An answer as it goes over the line. */
export interface Outgoing {
  status: number
  headers: Record<string, string>
  text: string
  /** What the browser keeps as its cookie from then on; null: none any more. */
  cookie?: string | null
}

export function outgoing(path: string, init: RequestInit, body: string | null, cookie: string | null): OutgoingRequest {
  const method = init.method ?? 'GET'
  const headers = (init.headers ?? {}) as Record<string, string>
  return { method, path, headers, body, cookie, isSave: method === 'POST' && path === SAVE_PATH }
}

/** The answer as fetch gives it to the page. */
export function incoming({ status, headers, text }: Outgoing): Response {
  const said = {
    status,
    ok: status >= 200 && status < 300,
    type: status === 0 ? 'opaqueredirect' : 'basic',
    headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  }
  return said as unknown as Response
}

const UTF8 = new TextEncoder()

/** The request as Hono is given it. */
export function arriving({ method, path, headers, body, cookie }: OutgoingRequest): Request {
  const all: Record<string, string> = { ...headers, origin: ORIGIN }
  if (cookie !== null) all.cookie = cookie
  if (body !== null) all['content-length'] = `${body.length}`
  const names = {
    get: (name: string) => all[name.toLowerCase()] ?? null,
    forEach: (fn: (value: string, name: string) => void) => {
      for (const [name, value] of Object.entries(all)) fn(value, name)
    },
    [Symbol.iterator]: () => Object.entries(all)[Symbol.iterator](),
  }
  const made = {
    method,
    url: ORIGIN + path,
    headers: names,
    arrayBuffer: async () => UTF8.encode(body ?? '').buffer,
    text: async () => body ?? '',
    json: async () => JSON.parse(body ?? '') as unknown,
  }
  return made as unknown as Request
}
