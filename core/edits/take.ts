/**
 * Takes an answer over into what the device holds of the server (station 12). Pure.
 * Before: sync/post or sync/pull. After: ./keep-removed; then rebase lays what is owed over the result.
 */
import type { Replica, ReplicaWidget } from '../layout/model'
import type { AnswerWidget, PullAnswer, SaveAnswer } from '../wire/answer'
import { type Edit, isFieldEdit, isRemoval, type Stream } from './edit'
import { inOrder } from './order'

/**
 * The replica after `answer`.
 * @param sent the edits of the save that was answered, [] for a pull: what a save set as asked may be left out of its
 *   answer (CONTRACT section 2), so it is taken from here
 */
export function take(replica: Replica, answer: PullAnswer | SaveAnswer, sent: readonly Stream[]): Replica {
  const widgets: Record<string, ReplicaWidget> = {}
  const named = new Map(answer.widgets.map((widget) => [widget.id, widget]))
  for (const [id, widget] of Object.entries(replica.widgets)) {
    // What a whole answer does not name, the server has removed: kept for an undo, and for what is owed of it (S12).
    put(widgets, id, answer.full ? { ...widget, removed: true } : widget)
  }
  for (const widget of answer.widgets) {
    put(widgets, widget.id, takeWidget(widgets[widget.id], widget, answer.full))
  }
  if ('status' in answer && answer.status !== 'duplicate') {
    const lost = new Set(answer.conflicts.map(({ writer, n }) => `${writer} ${n}`))
    /** Removed before the edit that is laid in: it changed nothing. */
    const gone = new Set(Object.keys(replica.widgets).filter((id) => replica.widgets[id]?.removed))
    for (const { writer, edit } of inOrder(sent)) {
      if (lost.has(`${writer} ${edit.n}`)) continue
      if (isRemoval(edit)) gone.add(edit.widget)
      else if (!isFieldEdit(edit)) gone.delete(edit.widget)
      else if (gone.has(edit.widget)) continue
      takeAsAsked(widgets, edit, named.get(edit.widget), answer)
    }
  }
  return { revision: answer.revision, tag: answer.tag, widgets }
}

/** Into `widgets` (changed in place), where the one removed last stands last. */
function put(widgets: Record<string, ReplicaWidget>, id: string, widget: ReplicaWidget): void {
  if (widget.removed && widgets[id]?.removed === false) delete widgets[id]
  widgets[id] = widget
}

function takeWidget(held: ReplicaWidget | undefined, came: AnswerWidget, full: boolean): ReplicaWidget {
  // A widget that came back has all its fields in the answer: what the device kept of it may have been forgotten there (S11).
  const isWhole = !came.removed && (full || held?.removed === true)
  const fields = { ...(isWhole ? {} : held?.fields) }
  for (const [key, field] of Object.entries(came.fields)) {
    const { rev, at, device } = field
    fields[key] =
      field.unset === true ? { unset: true, rev, at, device } : { value: field.value ?? null, rev, at, device }
  }
  return { removed: came.removed, fields }
}

/** Lays one edit that the answer left out, because it was done as asked, into `widgets` (changed in place). */
function takeAsAsked(
  widgets: Record<string, ReplicaWidget>,
  edit: Edit,
  named: AnswerWidget | undefined,
  answer: SaveAnswer,
): void {
  const stamp = { rev: answer.revision, at: edit.at, device: answer.device }
  const held = widgets[edit.widget] ?? { removed: false, fields: {} }
  if (isFieldEdit(edit)) {
    if (named !== undefined && Object.hasOwn(named.fields, edit.field)) return
    const field = 'value' in edit ? { value: edit.value, ...stamp } : { unset: true as const, ...stamp }
    widgets[edit.widget] = { ...held, fields: { ...held.fields, [edit.field]: field } }
  } else if (named === undefined && widgets[edit.widget] !== undefined) {
    put(widgets, edit.widget, { ...held, removed: isRemoval(edit) })
  }
}
