/**
 * What a device gives back to a server that has forgotten, a database restored from a backup (S14). Pure.
 * Before: a 409 base-unknown and a pull of everything. After: the changes are recorded as new edits on what was pulled.
 */
import type { Json, Layout, Replica } from '../layout/model'
import { sameJson } from '../layout/same-json'
import type { Change } from './diff'
import { isFieldEdit, type Stream } from './edit'
import { rebase } from './rebase'

/**
 * Each field that the device has with a later `at` than the server's, every widget that the server does not know, and
 * all that was owed; what the server alone has stays.
 * @param held what the device held before
 * @param owed what it owed then
 * @param pulled the whole layout as the server has it now
 */
export function recover(held: Replica, owed: readonly Stream[], pulled: Replica): Change[] {
  const view: Layout = rebase(held, owed)
  const times = owedTimes(owed)
  const changes: Change[] = []
  for (const widget of Object.values(view)) {
    const known = pulled.widgets[widget.id]
    if (known === undefined) changes.push(...whole(widget.id, widget.fields))
    else if (known.removed) continue
    else {
      for (const [field, value] of Object.entries(widget.fields)) {
        const stored = known.fields[field]
        const at = times.get(`${widget.id} ${field}`) ?? held.widgets[widget.id]?.fields[field]?.at ?? 0
        const same = stored !== undefined && sameJson(stored.value, value)
        if (field !== 'type' && !same && at > (stored?.at ?? -1)) changes.push({ widget: widget.id, field, value })
      }
    }
  }
  return [...changes, ...owedAbsences(owed, view, pulled)]
}

/** A widget as changes that make it anew: its type first. */
export function whole(id: string, fields: Record<string, Json>): Change[] {
  const { type, ...rest } = fields
  return Object.entries({ type: type ?? 'note', ...rest }).map(([field, value]) => ({ widget: id, field, value }))
}

function owedTimes(owed: readonly Stream[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const { edits } of owed) {
    for (const edit of edits) {
      if (!isFieldEdit(edit)) continue
      const place = `${edit.widget} ${edit.field}`
      times.set(place, Math.max(edit.at, times.get(place) ?? 0))
    }
  }
  return times
}

/** Owed removals of what the server has, and owed fields taken away. */
function owedAbsences(owed: readonly Stream[], view: Layout, pulled: Replica): Change[] {
  const changes = new Map<string, Change>()
  for (const { edits } of owed) {
    for (const edit of edits) {
      const stored = pulled.widgets[edit.widget]
      if (stored === undefined || stored.removed) continue
      if (view[edit.widget] === undefined) changes.set(edit.widget, { widget: edit.widget, remove: true })
      else if ('unset' in edit && view[edit.widget]?.fields[edit.field] === undefined) {
        changes.set(`${edit.widget} ${edit.field}`, { widget: edit.widget, field: edit.field, unset: true })
      }
    }
  }
  return [...changes.values()]
}
