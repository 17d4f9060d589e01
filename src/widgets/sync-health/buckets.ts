/** The inspector's timeline as bars: how many saves and pulls were answered in each stretch of time, and how many failed. Pure. */
import type { JournalEvent } from '../../../core/wire/journal-event'
import { SAVE_PATH } from '../../../core/wire/worker-message'

/** Tries by how they ended. */
interface Ends {
  answered: number
  failed: number
}

export interface Bucket extends Ends {
  /** Its beginning, ms since 1970. */
  from: number
}

export interface Lately extends Ends {
  buckets: Bucket[]
  /** When the oldest line was noted that is still kept, ms; null: none is. */
  since: number | null
}

const isError = (status: unknown) => typeof status !== 'number' || status >= 400

/**
 * How it went, when the event is the end of a try; null: it is something else, or is told by another line.
 * @param told answers by save and status: what passed the worker is noted there and by the page
 */
function endOf({ what, save, details }: JournalEvent, told: ReadonlySet<string>): keyof Ends | null {
  const { status, path, method } = details ?? {}
  if (what === 'answer') return isError(status) ? 'failed' : 'answered'
  if (what === 'no-answer') return 'failed'
  if (path !== SAVE_PATH) return null
  if (what === 'no-response') return 'failed'
  if (what !== 'response') return null
  if (method === 'POST') return isError(status) && !told.has(`${save} ${status}`) ? 'failed' : null
  return isError(status) ? 'failed' : 'answered'
}

/**
 * @param events oldest first
 * @param spanMs how long back from `now`
 * @param count of bars
 */
export function lately(events: readonly JournalEvent[], now: number, spanMs: number, count: number): Lately {
  const begin = now - spanMs
  const width = spanMs / count
  const buckets = Array.from({ length: count }, (_, i): Bucket => ({ from: begin + i * width, answered: 0, failed: 0 }))
  const told = new Set(events.filter(({ what }) => what === 'answer').map((e) => `${e.save} ${e.details?.status}`))
  const sum = { answered: 0, failed: 0 }
  for (const event of events) {
    const end = endOf(event, told)
    const bucket = buckets[Math.min(count - 1, Math.floor((event.at - begin) / width))]
    if (end === null || bucket === undefined) continue
    bucket[end]++
    sum[end]++
  }
  return { buckets, ...sum, since: events[0]?.at ?? null }
}
