/**
 * Station 10 to 11: the open event streams of this process. One frame is made for all streams of a hint and one timer serves
 * them all, so that thousands of open dashboards cost little. Before: a notifier. After: the page's EventSource.
 */
import type { ServerResponse } from 'node:http'
import type { RevisionEvent } from '../../core/wire/event'
import type { SessionOf } from '../auth/session-cache'
import type { Notifier } from './notifier'

/** CONTRACT: a comment at least every 25 s. */
export const HEARTBEAT_MS = 20_000
/** A reader that is this far behind is gone in all but name: it comes back by itself and looks where the account stands. */
const MAX_WAITING_BYTES = 64 * 1024
const HEARTBEAT_FRAME = ': still here\n\n'

export interface StreamDeps {
  notifier: Pick<Notifier, 'subscribe'>
  /** Where the account stands now. */
  current(account: string): Promise<RevisionEvent>
  /** Calls back when the session has ended, within 5 s. @returns stops watching */
  watch(session: SessionOf, ended: () => void): () => void
  /** Calls back again and again until the returned function is called. */
  every(ms: number, call: () => void): () => void
}

export interface EventStreams {
  /** Keeps `response` open (its head is written) and tells it of every revision, the current one first. */
  open(session: SessionOf, response: ServerResponse): void
  /** How many are open. */
  count(): number
  /** Ends all of them; the pages come back when there is a server again. */
  closeAll(): void
}

interface Stream {
  response: ServerResponse
  close(): void
}

const frameOf = ({ revision, tag }: RevisionEvent): string =>
  `event: revision\ndata: ${JSON.stringify({ revision, tag })}\n\n`

export function createEventStreams(deps: StreamDeps): EventStreams {
  const streams = new Set<Stream>()
  let stopHeartbeat: (() => void) | null = null

  function write(stream: Stream, frame: string): void {
    if (stream.response.writableLength > MAX_WAITING_BYTES) stream.close()
    else stream.response.write(frame)
  }

  async function look(account: string, stream: Stream): Promise<void> {
    try {
      const frame = frameOf(await deps.current(account))
      if (streams.has(stream)) write(stream, frame)
    } catch {
      // The database is away: the page comes back, and is told then.
      stream.close()
    }
  }

  function heartbeat(): void {
    for (const stream of streams) write(stream, HEARTBEAT_FRAME)
  }

  return {
    open(session, response) {
      const { account } = session
      const unsubscribe = deps.notifier.subscribe(account, (hint) => {
        if (hint.kind === 'revision') write(stream, frameOf(hint))
        else void look(account, stream)
      })
      const unwatch = deps.watch(session, () => stream.close())
      const stream: Stream = {
        response,
        close() {
          if (!streams.delete(stream)) return
          unsubscribe()
          unwatch()
          response.end()
          if (streams.size > 0) return
          stopHeartbeat?.()
          stopHeartbeat = null
        },
      }
      streams.add(stream)
      stopHeartbeat ??= deps.every(HEARTBEAT_MS, heartbeat)
      response.once('close', () => stream.close())
      response.on('error', () => stream.close())
      // Subscribed first, then looked: no revision falls between.
      void look(account, stream)
    },
    count: () => streams.size,
    closeAll: () => {
      for (const stream of [...streams]) stream.close()
    },
  }
}
