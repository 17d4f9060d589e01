/**
 * What one edit of a save does (S3, S4, S6, S12), word for word as CONTRACT has it. Before: ./save, which knows which edits
 * are new. After: ./draft holds what came of it.
 */
import type { Json } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { ReferenceField, ReferenceWidget } from './account'
import type { ArrivedEdit } from './arrived'
import { type Draft, setField, setPresence } from './draft'
import { editSide, othersSide, removalSide, reportOf, UNKNOWN_SIDE, valueSide } from './sides'

/**
 * applied: it is done as it was asked. nothing: there was nothing to do. lost: something else stays. known: the account had
 * it before (S2).
 */
export type Fate = 'applied' | 'nothing' | 'lost' | 'known'

export interface FieldEdit extends ArrivedEdit {
  wish: { kind: 'field'; field: string; value: Json | undefined }
}

/** Judges an edit of a widget that the server knows; ./save has seen to the others (S12). Changes `draft`. */
export function judgeEdit(draft: Draft, edit: ArrivedEdit, widget: ReferenceWidget): Fate {
  switch (edit.wish.kind) {
    case 'remove':
      return judgeRemoval(draft, edit, widget)
    case 'revive':
      return judgeRevival(draft, edit, widget)
    case 'field':
      return judgeFieldEdit(draft, { ...edit, wish: edit.wish }, widget)
  }
}

/** S12: an edit or revival of a widget that the server does not know. */
export function judgeUnknown(draft: Draft, edit: ArrivedEdit): Fate {
  draft.conflicts.push(reportOf(edit, 'unknown', UNKNOWN_SIDE, editSide(edit)))
  return 'lost'
}

/**
 * S6. That "another device changed" a widget after `base` is taken from the last change of each of its fields, which is all
 * that S3 lets the server know: a change that the same device has overwritten since is none any more.
 */
function judgeRemoval(draft: Draft, edit: ArrivedEdit, widget: ReferenceWidget): Fate {
  if (widget.removed) return 'nothing'
  const others = othersSide(widget, edit)
  if (others !== null && edit.strategy === 'remote') {
    draft.conflicts.push(reportOf(edit, 'removed', others, editSide(edit)))
    return 'lost'
  }
  if (others !== null) draft.conflicts.push(reportOf(edit, 'removed', editSide(edit), others))
  setPresence(draft, edit.widget, true, edit)
  return 'applied'
}

/** S6. */
function judgeRevival(draft: Draft, edit: ArrivedEdit, widget: ReferenceWidget): Fate {
  if (!widget.removed) return 'nothing'
  const removal = widget.stamp
  const isOwnOrSeen = removal.device === edit.device || removal.rev <= edit.base
  const comesBack = isOwnOrSeen || edit.strategy === 'local'
  if (!isOwnOrSeen) {
    const [back, gone] = [editSide(edit, widget), removalSide(removal)]
    draft.conflicts.push(reportOf(edit, 'removed', comesBack ? back : gone, comesBack ? gone : back))
  }
  if (!comesBack) return 'lost'
  setPresence(draft, edit.widget, false, edit)
  return 'applied'
}

/** S6 of a removed widget, else S3 and S4. */
function judgeFieldEdit(draft: Draft, edit: FieldEdit, widget: ReferenceWidget): Fate {
  const stored = widget.fields.get(edit.wish.field)
  if (!widget.removed) {
    const { fate, rule } = judgeField(edit, stored)
    if (rule !== null && stored !== undefined) {
      const [asked, held] = [editSide(edit), valueSide(stored.value, stored)]
      draft.conflicts.push(reportOf(edit, rule, fate === 'applied' ? asked : held, fate === 'applied' ? held : asked))
    }
    if (fate === 'applied') setField(draft, edit.widget, edit.wish.field, edit.wish.value, edit)
    return fate
  }
  const isReported = widget.stamp.device !== edit.device
  if (edit.strategy !== 'local') {
    if (isReported) draft.conflicts.push(reportOf(edit, 'removed', removalSide(widget.stamp), editSide(edit)))
    return 'lost'
  }
  setPresence(draft, edit.widget, false, edit)
  if (!isReported) return judgeFieldEdit(draft, edit, { ...widget, removed: false })
  // S4 and S6 both have it reported; one report may hold both, as long as the value that lost is in it (S7).
  const { fate, rule } = judgeField(edit, stored)
  const overruled = rule === null ? null : (stored?.value ?? null)
  draft.conflicts.push(reportOf(edit, 'removed', editSide(edit), removalSide(widget.stamp, overruled)))
  if (fate === 'applied') setField(draft, edit.widget, edit.wish.field, edit.wish.value, edit)
  return fate === 'nothing' ? 'applied' : fate
}

interface FieldVerdict {
  fate: Fate
  /** null: there is nothing to report. */
  rule: 'later' | 'local' | 'remote' | null
}

/** S3, S4 and the first sentence of S12, for a widget that is there. */
function judgeField(edit: FieldEdit, stored: ReferenceField | undefined): FieldVerdict {
  if (sameJson(stored?.value, edit.wish.value)) return { fate: 'nothing', rule: null }
  if (stored === undefined || stored.rev <= edit.base || stored.writer === edit.writer) {
    return { fate: 'applied', rule: null }
  }
  // S3 says nothing of a tie between two tabs: the one that is judged later is taken to be the later one.
  if (stored.device === edit.device) return { fate: edit.deviceAt >= stored.deviceAt ? 'applied' : 'lost', rule: null }
  if (edit.strategy !== 'merge') return { fate: edit.strategy === 'local' ? 'applied' : 'lost', rule: edit.strategy }
  const isLater = edit.at > stored.at || (edit.at === stored.at && edit.device > stored.device)
  return { fate: isLater ? 'applied' : 'lost', rule: 'later' }
}
