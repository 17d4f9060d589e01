/**
 * Takes the page's POST of a save (station 6): puts it in the queue, drops what it replaces, has it sent, answers.
 * Before: src/sync posts. After: drain. Knows nothing of when to try again.
 */
import { carriedSave } from '../../core/delivery/carried'
import { covers } from '../../core/delivery/covers'
import { type QueuedAnswer, SAVE_PATH } from '../../core/wire/worker-message'
import type { WorkerEnv } from '../env'
import type { Journal } from '../journal'
import type { Drain } from './drain'
import { type Hold, isReadable } from './held'
import { type Reply, send } from './send'
import type { Waiters } from './waiters'

/** The page has its 202 after this at the latest; the try goes on, and what it brings is reported. */
const ANSWER_WITHIN_MS = 10_000
/** An IndexedDB that takes longer counts as broken: the save goes out without the queue. */
const PUT_WITHIN_MS = 3_000

/** True for what the outbox takes: the page's save to this origin. Everything else goes its own way. */
export function isSave(request: Request, origin: string): boolean {
  if (request.method !== 'POST') return false
  const url = new URL(request.url)
  return url.origin === origin && url.pathname === SAVE_PATH
}

interface Parts {
  env: WorkerEnv
  hold: Hold
  journal: Journal
  drain: Drain
  waiters: Waiters
}

export interface Intercepted {
  /** The answer for the page. */
  response: Promise<Response>
  /** Until when the worker should be kept alive. */
  done: Promise<unknown>
}

/** Makes the handler of the page's saves. */
export function createIntercept({ env, hold, journal, drain, waiters }: Parts) {
  async function respond(
    request: Request,
    clientId: string,
    draining: (run: Promise<void>) => void,
  ): Promise<Response> {
    const text = await request.clone().text()
    const body = parse(text)
    const save = carriedSave(body)
    // Nothing could ever acknowledge it, so it must not be held; the server says what is wrong with it.
    if (save === undefined) return env.fetch(request.url, directly(text))
    // At once: while it is put in, another page may say that it shows another account.
    drain.shows(save.account)
    const key = givenId(request) ?? env.uuid()
    if (!(await putInTime(request, key))) {
      const entry = { id: -1, key, url: request.url, body: body as Record<string, unknown>, save }
      return sendUnheld({ ...entry, bytes: text.length, heldSince: env.now() })
    }
    await dropReplaced(key)
    const first = waiters.wait(key, clientId, ANSWER_WITHIN_MS, request.signal)
    draining(drain.run('new-save'))
    const answer = await first
    return answer === 'queued' ? queued() : handOn(answer)
  }

  async function putInTime(request: Request, key: string): Promise<boolean> {
    const late = new Promise<boolean>((resolve) => env.after(PUT_WITHIN_MS, () => resolve(false)))
    const put = hold.put(request, key).then(
      () => {
        journal.note('put', {}, key)
        return true
      },
      (error: unknown) => {
        journal.note('put-failed', { error: String(error) }, key)
        return false
      },
    )
    return Promise.race([put, late])
  }

  /** The newer save is in, so what it covers may go (D2); never before, and never what it does not cover. */
  async function dropReplaced(key: string): Promise<void> {
    try {
      const entries = (await hold.look()).filter(isReadable)
      const mine = entries.find((entry) => entry.key === key)
      if (mine === undefined) return
      for (const older of entries) {
        if (older.id >= mine.id || !covers(mine.save, older.save)) continue
        await hold.delete(older.id)
        journal.note('replaced', { by: key }, older.key)
        waiters.answer(older.key, 'queued')
      }
    } catch {
      // What stays for nothing is sent first and known to the server (S2).
    }
  }

  /**
   * The queue would not take it. The page still has its copy, so one try is made, and where that fails the page is told
   * so, never by a 202: nobody here would try again. What this API said is handed on, for its Retry-After; anything else
   * is a network error.
   */
  async function sendUnheld(entry: Parameters<typeof send>[0]): Promise<Response> {
    journal.note('send', { unheld: true }, entry.key)
    const { outcome, reply } = await send(entry, env, new AbortController().signal)
    journal.answered({ outcome: outcome.kind, status: reply?.status ?? null }, entry.key)
    const unanswered = outcome.kind === 'retry' && outcome.errorKind === 'network'
    return unanswered || reply === undefined ? Response.error() : handOn(reply)
  }

  /** Handles one save of a page; `clientId` is the page's, `request` is not yet read. */
  return (request: Request, clientId: string): Intercepted => {
    let run: Promise<void> = Promise.resolve()
    const response = respond(request, clientId, (started) => {
      run = started
    })
    return {
      response,
      done: response.then(
        () => run,
        () => run,
      ),
    }
  }
}

const directly = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
  credentials: 'same-origin',
})

/** The page names its saves; one that is no UUID is not taken for a name. */
function givenId(request: Request): string | undefined {
  const given = request.headers.get('x-request-id') ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? given : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function queued(): Response {
  return Response.json({ status: 'queued' } satisfies QueuedAnswer, { status: 202 })
}

function handOn({ status, contentType, retryAfter, text }: Reply): Response {
  const headers = new Headers({ 'content-type': contentType })
  if (retryAfter !== null) headers.set('retry-after', retryAfter)
  return new Response(text, { status, headers })
}
