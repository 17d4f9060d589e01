/**
 * Stands in for Node's Response while a story is told: that one wraps every body in a stream, which costs more than many a
 * decision. As much of it as API and worker use; what Node refuses is refused here too. Before: story puts it in place.
 * After: server/process and the pages read what was made. Knows no streams: a body is text.
 */

/** Header names in any case, as in Headers. Values are text already. */
class LeanHeaders {
  readonly #values = new Map<string, string>()

  constructor(init: HeadersInit = {}) {
    const pairs = Symbol.iterator in init ? (init as Iterable<[string, string]>) : Object.entries(init)
    for (const [name, value] of pairs) this.append(name, value)
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase())
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), checked(value))
  }

  append(name: string, value: string): void {
    const before = this.get(name)
    this.set(name, before === null ? value : `${before}, ${value}`)
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase())
  }

  forEach(fn: (value: string, name: string) => void): void {
    for (const [name, value] of this) fn(value, name)
  }

  /** Everything here is set at most once. */
  getSetCookie(): string[] {
    const cookie = this.get('set-cookie')
    return cookie === null ? [] : [cookie]
  }

  entries(): IterableIterator<[string, string]> {
    return [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1))[Symbol.iterator]()
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }
}

/** Throws TypeError of what no header can hold, as Headers does. */
function checked(value: string): string {
  const text = String(value).trim()
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new TypeError(`no header can be ${JSON.stringify(text)}`)
  return text
}

const WITHOUT_BODY = new Set([204, 205, 304])
const UTF8 = new TextDecoder()
/**
 * So many promises come one after the other until a body is read in Node 20, whatever its size and age. The same here, or
 * what else happens at that moment would come in another order, and a seed would tell another story.
 */
const TURNS = 7
const TURNS_WITHOUT_BODY = 3

class LeanResponse {
  readonly status: number
  readonly headers: LeanHeaders
  readonly type: string = 'default'
  readonly body: string | null
  bodyUsed = false

  /** Throws RangeError of a status that is none, TypeError of a body that none may have or that is no text or bytes. */
  constructor(body: string | ArrayBuffer | null = null, { status = 200, headers }: ResponseInit = {}) {
    if (!Number.isInteger(status) || status < 200 || status > 599) throw new RangeError(`${status} is no status`)
    if (body !== null && WITHOUT_BODY.has(status)) throw new TypeError(`an answer ${status} has no body`)
    if (body !== null && typeof body !== 'string' && !(body instanceof ArrayBuffer))
      throw new TypeError('the stand-in for Response knows text and bytes alone')
    this.status = status
    this.headers = new LeanHeaders(headers)
    this.body = body instanceof ArrayBuffer ? UTF8.decode(body) : body
    if (typeof body === 'string' && !this.headers.has('content-type'))
      this.headers.set('content-type', 'text/plain;charset=UTF-8')
  }

  static json(data: unknown, { status = 200, headers }: ResponseInit = {}): LeanResponse {
    const all = new LeanHeaders(headers)
    if (!all.has('content-type')) all.set('content-type', 'application/json')
    return new LeanResponse(JSON.stringify(data), { status, headers: all as unknown as Headers })
  }

  static error(): LeanResponse {
    return Object.assign(new LeanResponse(), { type: 'error', status: 0 })
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  /** Rejects with a TypeError where it was read before. */
  text(): Promise<string> {
    return this.#read((text) => text)
  }

  json(): Promise<unknown> {
    return this.#read((text) => JSON.parse(text) as unknown)
  }

  async #read<T>(as: (text: string) => T): Promise<T> {
    if (this.bodyUsed) throw new TypeError('the body was read before')
    this.bodyUsed = this.body !== null
    for (let i = this.body === null ? TURNS_WITHOUT_BODY : TURNS; i > 1; i--) await null
    return as(this.body ?? '')
  }
}

/** Puts it in Response's place, in this process; the returned function puts that back. */
export function standInForResponse(): () => void {
  const { Response } = globalThis
  globalThis.Response = LeanResponse as unknown as typeof Response
  return () => {
    globalThis.Response = Response
  }
}
