/**
 * Lays owed edits over what the device holds of the server (station 13). Pure.
 * Before: ./take. After: the layout store draws the result.
 */
import type { Layout, Replica, ReplicaWidget, Widget } from '../layout/model'
import { getOwn, setOwn } from '../layout/own'
import { sameJson } from '../layout/same-json'
import { type Edit, isFieldEdit, isRemoval, type SetEdit, type Stream, type UnsetEdit } from './edit'
import { inOrder } from './order'

/** Each stored widget as a person sees it, made once: nothing changes a replica, or a layout, once it is made. */
const seen = new WeakMap<ReplicaWidget, Widget>()

/** The live widgets of a replica with plain values. The same widget of the same replica, or of one made from it, is the same object. */
export function liveLayout(replica: Replica): Layout {
  const layout: Layout = {}
  for (const [id, stored] of Object.entries(replica.widgets)) {
    if (!stored.removed) setOwn(layout, id, widgetOf(id, stored))
  }
  return layout
}

function widgetOf(id: string, stored: ReplicaWidget): Widget {
  const before = seen.get(stored)
  if (before?.id === id) return before
  const widget: Widget = { id, fields: {} }
  for (const [key, field] of Object.entries(stored.fields)) {
    if (field.unset !== true && field.value !== undefined) setOwn(widget.fields, key, field.value)
  }
  seen.set(stored, widget)
  return widget
}

/**
 * The layout a person sees: `replica` with everything owed on top, in the order the server will judge it (S2).
 * An edit of a widget that is gone (another device removed it, or it is unknown) shows nothing, as S6 and S12 will decide, but
 * what is owed from its type on is whole in itself. A revival brings back what the replica still has of it.
 */
export function rebase(replica: Replica, owed: readonly Stream[]): Layout {
  const layout = liveLayout(replica)
  const made: Made = { away: new Map(), own: new Set() }
  for (const { edit } of inOrder(owed)) applyEdit(layout, made, edit, replica)
  return layout
}

/**
 * The same for what was made last of all: `edits` laid over `layout`, in which all that was owed before them is drawn. Only the
 * widgets they change are other objects. Null where it takes more than their fields: then `rebase` says what is to be seen.
 */
export function laidOver(layout: Layout, edits: readonly Edit[]): Layout | null {
  const next = { ...layout }
  const own = new Set<Widget>()
  for (const edit of edits) {
    const widget = getOwn(next, edit.widget)
    if (widget === undefined || !isFieldEdit(edit)) return null
    setField(ownWidget(next, own, widget), edit)
  }
  for (const { id, fields } of own) {
    const before = getOwn(layout, id)
    if (before !== undefined && sameJson(before.fields, fields)) setOwn(next, id, before)
  }
  return next
}

/** What edits did so far. */
interface Made {
  /** Widgets removed by earlier edits, so that a revival finds them. */
  away: Map<string, Widget>
  /** Widgets of this layout alone, which may be changed. */
  own: Set<Widget>
}

/** Applies one edit to `layout` in place. */
function applyEdit(layout: Layout, { away, own }: Made, edit: Edit, replica: Replica): void {
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
    setField(ownWidget(layout, own, widget), edit)
  } else if (edit.field === 'type' && 'value' in edit && stored?.removed !== false && !away.has(edit.widget)) {
    setOwn<Widget>(layout, edit.widget, { id: edit.widget, fields: { type: edit.value } })
  }
}

function setField({ fields }: Widget, edit: SetEdit | UnsetEdit): void {
  if ('value' in edit) setOwn(fields, edit.field, edit.value)
  else delete fields[edit.field]
}

/** The widget to be changed: this layout's own, in the place of the one that others show, too. */
function ownWidget(layout: Layout, own: Set<Widget>, widget: Widget): Widget {
  if (own.has(widget)) return widget
  const mine = { id: widget.id, fields: { ...widget.fields } }
  own.add(mine)
  setOwn(layout, widget.id, mine)
  return mine
}
