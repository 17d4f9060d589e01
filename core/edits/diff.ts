/** What a caller changed between two layouts, as changes to make (saveLayout of the sync manager). Pure. */
import type { Json, Layout } from '../layout/model'
import { getOwn } from '../layout/own'
import { sameJson } from '../layout/same-json'

/** A change without number, base and time: those are given when it is recorded. */
export type Change =
  | { widget: string; field: string; value: Json }
  | { widget: string; field: string; unset: true }
  | { widget: string; remove: true }
  | { widget: string; revive: true }

/**
 * The changes that turn `before` into `after`: new widgets first their `type`, gone ones removed, fields set or taken away.
 * A `type` is set once (CONTRACT section 1), so that of a widget which is in both is left alone. A field whose value is
 * `undefined` is not there. A widget that is only in `after` counts as new: one that was removed before comes
 * back by a `revive`, which no comparison can know.
 */
export function diff(before: Layout, after: Layout): Change[] {
  const changes: Change[] = []
  for (const [id, widget] of Object.entries(after)) {
    const old = getOwn(before, id)
    if (old === undefined) changes.push({ widget: id, field: 'type', value: getOwn(widget.fields, 'type') ?? 'note' })
    for (const [field, value] of Object.entries(widget.fields)) {
      if (field === 'type' || value === undefined) continue
      if (!sameJson(old && getOwn(old.fields, field), value)) changes.push({ widget: id, field, value })
    }
    for (const field of Object.keys(old?.fields ?? {})) {
      if (field !== 'type' && getOwn(widget.fields, field) === undefined) {
        changes.push({ widget: id, field, unset: true })
      }
    }
  }
  for (const id of Object.keys(before)) {
    if (!Object.hasOwn(after, id)) changes.push({ widget: id, remove: true })
  }
  return changes
}
