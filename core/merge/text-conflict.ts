/**
 * Conflicts of a text whose lines may be merged: what a device keeps for that beside its edits and their conflicts. Pure.
 * Before: src/store/device makes the edit, take-over hears of the conflict. After: src/store/text-merges, by ./merge-lines.
 */
import type { Change } from '../edits/diff'
import type { OwedEdit } from '../edits/edit'
import type { Replica } from '../layout/model'
import { getOwn } from '../layout/own'
import type { Conflict } from '../wire/answer'
import type { MergeLines } from './merge-lines'

/** A conflict as a device keeps it until the person has seen it. */
export interface KeptConflict extends Conflict {
  /** The text that the edit was made on; absent: it is not known, or no lines could be merged. */
  was?: string
}

/** A text that two devices changed, each without knowing of the other. */
export interface TextConflict {
  widget: string
  field: string
  was: string
  mine: string
  theirs: string
  /** One of the two. */
  kept: string
}

/**
 * The text that `change` is made on, where its lines may have to be merged some day: what the server had in its place, as far as
 * the device knew. Nothing where there was no text, or one line that is another now: then there is nothing to merge.
 * @param held what the device held of the server when the change began; undefined: nobody knows
 */
export function textMadeOn(change: Change, held: Replica | undefined): Pick<OwedEdit, 'was'> {
  if (!('value' in change) || typeof change.value !== 'string' || held === undefined) return {}
  const widget = getOwn(held.widgets, change.widget)
  const was = widget?.removed === false ? getOwn(widget.fields, change.field)?.value : undefined
  const isText = typeof was === 'string' && (was.includes('\n') || change.value.includes('\n'))
  return isText ? { was } : {}
}

/**
 * The texts of a conflict between `device` and another; null where it is of something else, or the text that both were made of is
 * not known. Only what was decided by time is a matter of merging: with `local` and `remote` a person has said who wins (S4).
 */
export function textConflict(conflict: KeptConflict, device: string): TextConflict | null {
  const { widget, field, rule, was, kept, lost } = conflict
  if (field === null || rule !== 'later' || typeof was !== 'string') return null
  if (typeof kept.value !== 'string' || typeof lost.value !== 'string') return null
  if ((kept.device === device) === (lost.device === device)) return null
  const [mine, theirs] = kept.device === device ? [kept.value, lost.value] : [lost.value, kept.value]
  return { widget, field, was, mine, theirs, kept: kept.value }
}

/**
 * The text with what both devices did, to stand in the place of `now`; null: the lines cannot be merged, or somebody else has
 * changed the text since.
 * @param now what the field has
 * @param typedOn what it had when the person went on typing in it, if they did: one of the two texts
 */
export function bothTexts(
  { was, mine, theirs, kept }: TextConflict,
  now: string,
  typedOn: string | null,
  mergeLines: MergeLines,
): string | null {
  const both = mergeLines(was, mine, theirs)
  if (both === null || now === kept) return both
  return typedOn === null ? null : mergeLines(typedOn, now, both)
}
