/** Hints that wait to be sent: one an account, the newest, and cut into payloads that NOTIFY takes. Pure. Used by postgres. */
import type { RevisionEvent } from '../../core/wire/event'

/** PostgreSQL refuses a payload of 8,000 bytes. Ids and tags are ASCII, so characters are bytes. */
const MAX_PAYLOAD_CHARS = 7_900

/** One hint on the wire between servers. */
export type WireHint = [account: string, revision: number, tag: string | null]

/** Keeps the newest of two hints of one account, which may be published in any order. */
export function keepNewest(pending: Map<string, RevisionEvent>, account: string, event: RevisionEvent): void {
  const waiting = pending.get(account)
  if (waiting === undefined || waiting.revision <= event.revision) pending.set(account, event)
}

/**
 * All hints as payloads, each within the limit.
 * @param from who sends them, so that it knows its own when it hears them; 20 ASCII characters at most
 */
export function payloads(pending: ReadonlyMap<string, RevisionEvent>, from: string): string[] {
  const out: string[] = []
  const start = JSON.stringify(from)
  let batch: string[] = [start]
  let length = start.length + 2
  for (const [account, { revision, tag }] of pending) {
    const hint = JSON.stringify([account, revision, tag] satisfies WireHint)
    if (batch.length > 1 && length + hint.length + 1 > MAX_PAYLOAD_CHARS) {
      out.push(`[${batch.join(',')}]`)
      batch = [start]
      length = start.length + 2
    }
    batch.push(hint)
    length += hint.length + 1
  }
  if (batch.length > 1) out.push(`[${batch.join(',')}]`)
  return out
}

export interface Payload {
  /** null: it does not say. */
  from: string | null
  hints: WireHint[]
}

/** What a payload says; what is not a hint is left out: another version may have sent it. */
export function readPayload(payload: string): Payload {
  let parsed: unknown
  try {
    parsed = JSON.parse(payload)
  } catch {
    return { from: null, hints: [] }
  }
  if (!Array.isArray(parsed)) return { from: null, hints: [] }
  const [from] = parsed
  return { from: typeof from === 'string' ? from : null, hints: parsed.filter(isWireHint) }
}

function isWireHint(hint: unknown): hint is WireHint {
  if (!Array.isArray(hint)) return false
  const [account, revision, tag] = hint
  return typeof account === 'string' && typeof revision === 'number' && (tag === null || typeof tag === 'string')
}
