/**
 * The `widgets` of an answer (CONTRACT section 2): what changed since the revision that the device holds, and what its edits
 * name. Pure. Used by ./decide for a save and by server/layouts for a pull. After: the device's edits/take.
 */
import type { AnswerField, AnswerWidget } from '../wire/answer'
import { isWhole, type LayoutHead, type StoredField, type StoredWidget } from './stored'

/** Field keys that edits name, by widget; a widget that only removals and revivals name has none. */
export type Named = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Answers each widget that changed after `since` with the fields that changed after it, all of them where the widget came
 * back or was added, none where it is removed; and every widget and field that is named, as it stands now, whatever its `rev`.
 *
 * Nothing that is named is left out, not even what the save set as asked (CONTRACT allows to): by the time the answer is
 * there, a newer edit may have replaced the sent one on the device (D2), which then no longer knows what was set; if that newer
 * edit is refused, no later answer would ever name the field. A named field that was never set is said to be away, with `rev` 0.
 */
export function answerWidgets(
  views: Iterable<[string, StoredWidget]>,
  named: Named,
  since: number,
  head: LayoutHead,
): AnswerWidget[] {
  const whole = isWhole(since, head)
  const answer: AnswerWidget[] = []
  for (const [id, view] of views) {
    const widget = answerWidget(id, view, named.get(id), since, whole)
    if (widget !== null) answer.push(widget)
  }
  return answer.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function answerWidget(
  id: string,
  { presence, fields }: StoredWidget,
  named: ReadonlySet<string> | undefined,
  since: number,
  whole: boolean,
): AnswerWidget | null {
  // Named and without presence: the server does not know it. Not named and without: only its fields were read, it is there.
  if (presence === null ? named !== undefined : presence.removed) {
    const told = named !== undefined || (!whole && presence !== null && presence.rev > since)
    return told ? { id, removed: true, fields: {} } : null
  }
  const all = whole || (presence !== null && presence.rev > since)
  const isTold = (key: string, { value, rev }: StoredField): boolean => {
    if (named?.has(key)) return true
    if (value === undefined && whole) return false
    // Of a widget that came back, what was taken away is told too: the device may still have it, from before the removal.
    return all || rev > since
  }
  const told: Record<string, AnswerField> = {}
  let isAnyTold = named !== undefined || all
  for (const [key, field] of fields) {
    if (!isTold(key, field)) continue
    told[key] = answerField(field)
    isAnyTold = true
  }
  if (!isAnyTold) return null
  for (const key of named ?? []) told[key] ??= NEVER_SET
  return { id, removed: false, fields: told }
}

/** Left out, it would be taken for set as asked. */
const NEVER_SET: AnswerField = { unset: true, rev: 0, at: 0, device: '' }

function answerField({ value, rev, at, device }: StoredField): AnswerField {
  return value === undefined ? { unset: true, rev, at, device } : { value, rev, at, device }
}
