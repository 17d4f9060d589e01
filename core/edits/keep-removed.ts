/**
 * What a device keeps of removed widgets, so that undoing a removal shows them at once, and so that one that edits are owed of
 * can be made anew where the server has forgotten it (S12). Pure. Before: ./take. After: station 12 keeps the result.
 */
import type { Replica, ReplicaField, ReplicaWidget } from '../layout/model'
import { isFieldEdit, type Stream } from './edit'
import { inOrder } from './order'

/** As many as a tab can undo removals of (store/undo). */
const REMOVED_KEPT = 100

interface Owing {
  /** All that was owed until the answer came. */
  owed: readonly Stream[]
  /** Writer -> the greatest n that the answer settles. */
  settled: Readonly<Record<string, number>>
  /** The id of this device, which made what is owed. */
  device: string
}

/** @param replica what an answer has been taken over into: the one removed last stands last */
export function keepRemoved(replica: Replica, owing: Owing): Replica {
  const kept = withSettled(replica, owing)
  return { ...kept, widgets: forgetOldRemovals(kept.widgets, owing.owed) }
}

/**
 * The replica with what settled edits made of widgets that are gone: a pull does not name a widget that was made and removed
 * since, nor does the answer to a save that had arrived before say what was in it. The same in every tab that knows of the
 * edits (D7).
 */
export function withSettled(replica: Replica, { owed, settled, device }: Owing): Replica {
  const all = inOrder(owed).map(({ writer, edit }) => ({ edit, isSettled: edit.n <= (settled[writer] ?? 0) }))
  if (!all.some(({ isSettled }) => isSettled)) return replica
  const isType = ({ edit }: (typeof all)[number]) => isFieldEdit(edit) && edit.field === 'type'
  // What is still owed from its type on is whole in itself.
  const made = new Set(all.filter((one) => isType(one) && !one.isSettled).map(({ edit }) => edit.widget))
  const widgets = { ...replica.widgets }
  for (const { edit, isSettled } of all) {
    const known = widgets[edit.widget]
    if (!isSettled || !isFieldEdit(edit) || made.has(edit.widget) || known?.removed === false) continue
    const stamp = { rev: replica.revision, at: edit.at, device }
    const field: ReplicaField = 'value' in edit ? { value: edit.value, ...stamp } : { unset: true, ...stamp }
    widgets[edit.widget] = { removed: true, fields: { ...known?.fields, [edit.field]: field } }
  }
  return { ...replica, widgets }
}

/** Keeps the last few removed widgets and those with owed edits. */
function forgetOldRemovals(
  widgets: Record<string, ReplicaWidget>,
  owed: readonly Stream[],
): Record<string, ReplicaWidget> {
  const owing = new Set(owed.flatMap(({ edits }) => edits.map(({ widget }) => widget)))
  const removed = Object.keys(widgets).filter((id) => widgets[id]?.removed && !owing.has(id))
  const kept = { ...widgets }
  for (const id of removed.slice(0, -REMOVED_KEPT)) delete kept[id]
  return kept
}
