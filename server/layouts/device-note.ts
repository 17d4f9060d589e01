/** When it is worth a write to note that a device was heard of. Pure. Used by ./save (duplicates) and ./pull. */
import type { KnownDevice } from './store'

/** S11 counts in days: a note some minutes old keeps a removal some minutes longer, no more. */
const NOTE_EVERY_MS = 10 * 60_000

export function isDueToNote(known: KnownDevice | null, now: number): boolean {
  return known === null || now - known.lastSeen > NOTE_EVERY_MS
}
