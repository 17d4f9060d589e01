/** What using the value that lost comes to: an ordinary edit (S7). Pure. Before: ./conflict-card. After: actions. */
import type { Json, Layout } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { Conflict } from '../../../core/wire/answer'

/** `none`: there is nothing to use, or no widget any more. `in-use`: it is so already. */
export type TheOther =
  | { kind: 'edit'; field: string; value: Json | undefined }
  | { kind: 'remove' }
  | { kind: 'none' | 'in-use' }

export function theOther(layout: Layout, { widget, field, rule, lost }: Conflict): TheOther {
  const fields = layout[widget]?.fields
  if (fields === undefined || rule === 'unknown') return { kind: lost.removed === true ? 'in-use' : 'none' }
  if (lost.removed === true) return { kind: 'remove' }
  // A type is set once (CONTRACT section 1).
  if (field === null || field === 'type') return { kind: 'none' }
  const value = lost.unset === true ? undefined : lost.value
  if (value === undefined && lost.unset !== true) return { kind: 'none' }
  const now = Object.hasOwn(fields, field) ? fields[field] : undefined
  return sameJson(now, value) ? { kind: 'in-use' } : { kind: 'edit', field, value }
}

/** Is what is shown now neither of the two? */
export function isChangedSince(layout: Layout, { widget, field, kept, lost }: Conflict): boolean {
  const fields = layout[widget]?.fields
  if (fields === undefined || field === null || kept.removed === true || lost.removed === true) return false
  const now = Object.hasOwn(fields, field) ? fields[field] : undefined
  return !sameJson(now, kept.value) && !sameJson(now, lost.value)
}
