/** What differs between any two layouts, as the changes that lead from one to the other. Pure. Used by server/layouts/versions. */
import { sameJson } from '../layout/same-json'
import type { HistoryChange } from '../merge/history-change'
import type { PlainLayout } from './plain-layout'

/** The changes from `before` to `after`, the least there are: what stepForward needs. */
export function compareLayouts(before: PlainLayout, after: PlainLayout): HistoryChange[] {
  const changes: HistoryChange[] = []
  for (const [widget, fields] of Object.entries(before)) {
    if (!Object.hasOwn(after, widget)) changes.push({ widget, field: null, kind: 'remove', before: fields })
  }
  for (const [widget, fields] of Object.entries(after)) {
    const old = before[widget]
    if (old === undefined) changes.push({ widget, field: null, kind: 'add' })
    for (const field of new Set([...Object.keys(old ?? {}), ...Object.keys(fields)])) {
      const was = old !== undefined && Object.hasOwn(old, field) ? old[field] : undefined
      const is = Object.hasOwn(fields, field) ? fields[field] : undefined
      if (sameJson(was, is)) continue
      changes.push({ widget, field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) })
    }
  }
  return changes
}
