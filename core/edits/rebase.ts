/**
 * Lays owed edits over what the device holds of the server (station 13). Pure.
 * Before: ./take. After: the layout store draws the result.
 */
import type { Layout, Replica, ReplicaWidget, Widget } from '../layout/model'
import { getOwn, setOwn } from '../layout/own'
import { type Edit, isFieldEdit, isRemoval, type Stream } from './edit'
import { inOrder } from './order'

/** The live widgets of a replica with plain values. */
export function liveLayout(replica: Replica): Layout {
  const layout: Layout = {}
  for (const [id, stored] of Object.entries(replica.widgets)) {
    if (!stored.removed) setOwn(layout, id, widgetOf(id, stored))
  }
  return layout
}

function widgetOf(id: string, stored: ReplicaWidget): Widget {
  const widget: Widget = { id, fields: {} }
  for (const [key, field] of Object.entries(stored.fields)) {
    if (field.unset !== true && field.value !== undefined) setOwn(widget.fields, key, field.value)
  }
  return widget
}

/**
 * The layout a person sees: `replica` with everything owed on top, in the order the server will judge it (S2).
 * An edit of a widget that is gone (another device removed it, or it is unknown) shows nothing, as S6 and S12 will decide;
 * a revival brings back what the replica still has of it.
 */
export function rebase(replica: Replica, owed: readonly Stream[]): Layout {
  const layout = liveLayout(replica)
  const away = new Map<string, Widget>()
  for (const { edit } of inOrder(owed)) applyEdit(layout, away, edit, replica)
  return layout
}

/** Applies one edit to `layout` in place; `away` keeps widgets removed by earlier edits, so that a revival finds them. */
function applyEdit(layout: Layout, away: Map<string, Widget>, edit: Edit, replica: Replica): void {
  const widget = getOwn(layout, edit.widget)
  const stored = getOwn(replica.widgets, edit.widget)
  if (isRemoval(edit)) {
    if (widget !== undefined) away.set(edit.widget, widget)
    delete layout[edit.widget]
  } else if (!isFieldEdit(edit)) {
    if (widget !== undefined) return
    const back = away.get(edit.widget) ?? (stored && widgetOf(edit.widget, stored))
    if (back !== undefined) setOwn(layout, edit.widget, back)
  } else if (widget !== undefined) {
    if ('value' in edit) setOwn(widget.fields, edit.field, edit.value)
    else delete widget.fields[edit.field]
  } else if (edit.field === 'type' && 'value' in edit && stored === undefined && !away.has(edit.widget)) {
    setOwn<Widget>(layout, edit.widget, { id: edit.widget, fields: { type: edit.value } })
  }
}
