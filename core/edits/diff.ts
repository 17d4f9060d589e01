/** What a caller changed between two layouts, as changes to make (saveLayout of the sync manager). Pure. */
import type { Json, Layout } from '../layout/model'
import { sameJson } from '../layout/same-json'

/** A change without number, base and time: those are given when it is recorded. */
export type Change =
  | { widget: string; field: string; value: Json }
  | { widget: string; field: string; unset: true }
  | { widget: string; remove: true }
  | { widget: string; revive: true }

/** The changes that turn `before` into `after`: new widgets first their `type`, gone ones removed, fields set or taken away. */
export function diff(before: Layout, after: Layout): Change[] {
  const changes: Change[] = []
  for (const [id, widget] of Object.entries(after)) {
    const old = before[id]?.fields ?? {}
    if (before[id] === undefined) changes.push({ widget: id, field: 'type', value: widget.fields.type ?? 'note' })
    for (const [field, value] of Object.entries(widget.fields)) {
      if (field !== 'type' && !sameJson(old[field], value)) changes.push({ widget: id, field, value })
    }
    for (const field of Object.keys(old)) {
      if (widget.fields[field] === undefined) changes.push({ widget: id, field, unset: true })
    }
  }
  for (const id of Object.keys(before)) {
    if (after[id] === undefined) changes.push({ widget: id, remove: true })
  }
  return changes
}
