/**
 * Station 10 to 11: the open event streams of this process, thousands of them: a stream is one small object, one frame is made
 * for all streams of an account, and one timer serves them all. Before: a notifier. After: the page's EventSource.
 */
import type { ServerResponse } from 'node:http'
import type { RevisionEvent } from '../../core/wire/event'
import type { SessionOf } from '../auth/session-cache'
import { createLookUp, type LookUpDeps } from './look-up'
import type { Hint, Notifier } from './notifier'

/**
 * CONTRACT: a comment at least every 25 s. With it goes once more where the account stands: a page cannot hear comments,
 * so by this it knows that its connection lives, and pulls what a failed pull has left out.
 */
export const HEARTBEAT_MS = 20_000
/** The streams beat in turn, so that thousands of them never hold up what else there is to do. */
const SLICES = 80
/** A reader that is this far behind is gone in all but name: it comes back by itself and looks where the account stands. */
const MAX_WAITING_BYTES = 64 * 1024
const HEARTBEAT = ': still here\n\n'

export interface StreamDeps extends LookUpDeps {
  notifier: Pick<Notifier, 'subscribe'>
  /** Calls `ended` soon after the session has ended; the function that it gives stops watching. */
  watch(who: SessionOf, ended: () => void): () => void
  /** Calls back again and again until the returned function is called. */
  every(ms: number, call: () => void): () => void
}

export interface EventStreams {
  /** Keeps `response` open (its head is written) and tells it of every revision, the current one first. */
  open(who: SessionOf, response: ServerResponse): void
  /** How many are open. */
  count(): number
  /** Ends all of them; the pages come back when there is a server again. */
  closeAll(): void
}

/** All streams of one account: they are told the same. */
interface Audience {
  account: string
  streams: Set<Stream>
  /** The revision that it was told last, and by how many hints it came there. */
  newest: number
  hints: number
  unsubscribe(): void
}

interface Stream {
  audience: Audience
  response: ServerResponse
  /** Which of the slices it beats in. */
  slice: number
  /** The frame that it was told last; '': none yet. */
  told: string
  unwatch(): void
}

const frameOf = ({ revision, tag }: RevisionEvent): string =>
  `event: revision\ndata: ${JSON.stringify({ revision, tag })}\n\n`

export function createEventStreams(deps: StreamDeps): EventStreams {
  const audiences = new Map<string, Audience>()
  const slices = Array.from({ length: SLICES }, () => new Set<Stream>())
  const lookUp = createLookUp(deps)
  let count = 0
  let opened = 0
  let turn = 0
  let stopHeartbeat: (() => void) | null = null

  function write(stream: Stream, frame: string): void {
    if (stream.response.writableLength <= MAX_WAITING_BYTES) stream.response.write(frame)
    else {
      close(stream)
      // An orderly end would wait for the reader too.
      stream.response.destroy()
    }
  }

  /** Says it once: the same hint may come twice, and after looking again mostly nothing is new. */
  function tell(stream: Stream, frame: string): void {
    if (stream.told === frame) return
    stream.told = frame
    write(stream, frame)
  }

  function hear(audience: Audience, hint: Hint): void {
    const { hints } = audience
    if (hint.kind === 'revision') {
      // Overtaken: it waited in another process while this one made a newer revision.
      if (hint.revision < audience.newest) return
      audience.hints += 1
      audience.newest = hint.revision
      tellAll(audience, hint)
      return
    }
    lookUp(audience.account, (event) => {
      // Overtaken by a hint; if there was none, the account really stands further back (a backup was restored).
      if (event.revision < audience.newest && audience.hints !== hints) return
      audience.newest = event.revision
      tellAll(audience, event)
    })
  }

  function tellAll(audience: Audience, event: RevisionEvent): void {
    const frame = frameOf(event)
    for (const stream of audience.streams) tell(stream, frame)
  }

  function beat(): void {
    for (const stream of slices[turn] ?? []) write(stream, HEARTBEAT + stream.told)
    turn = (turn + 1) % SLICES
  }

  function audienceOf(account: string): Audience {
    const known = audiences.get(account)
    if (known !== undefined) return known
    const audience: Audience = { account, streams: new Set(), newest: 0, hints: 0, unsubscribe: () => {} }
    audience.unsubscribe = deps.notifier.subscribe(account, (hint) => hear(audience, hint))
    audiences.set(account, audience)
    return audience
  }

  function close(stream: Stream): void {
    const { audience, response } = stream
    if (!audience.streams.delete(stream)) return
    slices[stream.slice]?.delete(stream)
    stream.unwatch()
    response.end()
    if (audience.streams.size === 0) {
      audiences.delete(audience.account)
      audience.unsubscribe()
    }
    count -= 1
    if (count > 0) return
    stopHeartbeat?.()
    stopHeartbeat = null
  }

  return {
    open(who, response) {
      opened += 1
      const slice = opened % SLICES
      const stream: Stream = { audience: audienceOf(who.account), response, slice, told: '', unwatch: () => {} }
      stream.audience.streams.add(stream)
      slices[slice]?.add(stream)
      count += 1
      stopHeartbeat ??= deps.every(HEARTBEAT_MS / SLICES, beat)
      const gone = () => close(stream)
      stream.unwatch = deps.watch(who, gone)
      response.once('close', gone)
      response.on('error', gone)
      // Subscribed first, then looked: no revision falls between. What was told meanwhile is newer.
      lookUp(who.account, (event) => {
        if (stream.told === '' && stream.audience.streams.has(stream)) tell(stream, frameOf(event))
      })
    },
    count: () => count,
    closeAll: () => {
      for (const slice of slices) for (const stream of [...slice]) close(stream)
    },
  }
}
