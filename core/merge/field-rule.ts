/** What becomes of one edit of one field of a widget that is there (S3, S4, S10, S12). Pure. Used by ./decide. */
import type { Strategy } from '../edits/edit'
import type { Json } from '../layout/model'
import { sameJson } from '../layout/same-json'
import type { Stamp, StoredField } from './stored'

/** `value` absent: take the field away. */
export interface FieldEdit extends Omit<Stamp, 'rev'> {
  value?: Json
  base: number
}

export type FieldVerdict =
  /** The field is like that already. */
  | { kind: 'same' }
  | { kind: 'applies' }
  /** Another tab of the same device was later: the edit is passed over in silence (S3). */
  | { kind: 'overtaken' }
  /** Two devices changed the field (S4). */
  | { kind: 'conflict'; rule: 'later' | 'local' | 'remote'; editWins: boolean }

/** Judges `edit` against the field as stored; undefined: it was never there. */
export function judgeField(stored: StoredField | undefined, edit: FieldEdit, strategy: Strategy): FieldVerdict {
  if (sameJson(stored?.value, edit.value)) return { kind: 'same' }
  if (stored === undefined || stored.rev <= edit.base || stored.writer === edit.writer) return { kind: 'applies' }
  if (stored.device === edit.device) return { kind: edit.deviceAt >= stored.deviceAt ? 'applies' : 'overtaken' }
  if (strategy === 'merge') return { kind: 'conflict', rule: 'later', editWins: isLater(edit, stored) }
  return { kind: 'conflict', rule: strategy, editWins: strategy === 'local' }
}

/** Later by server time; a tie goes to the greater device id (S4). */
function isLater(edit: FieldEdit, stored: StoredField): boolean {
  return edit.at === stored.at ? edit.device > stored.device : edit.at > stored.at
}
