/**
 * Decides whether a newer save makes an older one needless (D2). Pure. Used by sw/outbox/intercept, which deletes the
 * older entries of the queue once the newer one is in.
 */
import { type Edit, isFieldEdit, type Stream } from '../edits/edit'
import type { CarriedSave } from './carried'

/**
 * True when delivering `newer` alone loses nothing that `older` carries: it is of the same account and device, and has
 * each of the older one's edits or one of the same writer that replaces it, so it also reaches its greatest numbers.
 * A number up to `lastN` counts as known (S2), so delivering a later part of a split save alone would swallow the part
 * before it; looking at every edit is what keeps that one in the queue. An older save that is kept for nothing (its edits
 * were settled by a pull) costs one duplicate.
 */
export function covers(newer: CarriedSave, older: CarriedSave): boolean {
  if (newer.account !== older.account || newer.device !== older.device) return false
  const newerStreams = new Map(newer.streams.map((stream) => [stream.writer, stream]))
  return older.streams.every((old) => {
    if (old.edits.length === 0) return true
    const stream = newerStreams.get(old.writer)
    return stream !== undefined && hasAllOf(stream, old)
  })
}

/** Folding replaces an edit only by a later one of the same field (core/edits/fold), so nothing else counts here. */
function hasAllOf(newer: Stream, older: Stream): boolean {
  const numbers = new Set<number>()
  const newest = new Map<string, number>()
  for (const edit of newer.edits) {
    numbers.add(edit.n)
    const place = placeOf(edit)
    if (place !== undefined) newest.set(place, Math.max(edit.n, newest.get(place) ?? 0))
  }
  return older.edits.every((edit) => {
    const place = placeOf(edit)
    return numbers.has(edit.n) || (place !== undefined && (newest.get(place) ?? 0) > edit.n)
  })
}

const placeOf = (edit: Edit): string | undefined => (isFieldEdit(edit) ? `${edit.widget} ${edit.field}` : undefined)
