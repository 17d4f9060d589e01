/**
 * What a device keeps of removed widgets, so that undoing a removal shows them at once, and so that one that edits are owed of
 * can be made anew where the server has forgotten it (S12). Pure. Before: ./take. After: station 12 keeps the result.
 */
import type { Replica, ReplicaField } from '../layout/model'
import { isFieldEdit, type Stream } from './edit'
import { inOrder } from './order'

/** As many as a tab can undo removals of (store/undo). */
const REMOVED_KEPT = 100

interface Owing {
  /** All that was owed until the answer came. */
  owed: readonly Stream[]
  /** Writer -> the greatest n that the answer settles, or up to which nothing is owed after a loss (S14). */
  settled: Readonly<Record<string, number>>
  /** The id of this device, which made what is owed. */
  device: string
}

/**
 * The last few removed widgets and those that edits will be owed of.
 * @param replica what an answer has been taken over into: the one removed last stands last
 */
export function keepRemoved(replica: Replica, owing: Owing): Replica {
  const { widgets } = withSettled(replica, owing)
  const named = new Set(owing.owed.flatMap(({ edits }) => edits.map(({ widget }) => widget)))
  const removed = Object.keys(widgets).filter((id) => widgets[id]?.removed)
  const gone = new Set(removed.filter((id) => !named.has(id)).slice(0, -REMOVED_KEPT))
  return { ...replica, widgets: Object.fromEntries(Object.entries(widgets).filter(([id]) => !gone.has(id))) }
}

/**
 * The replica with what settled edits made of widgets that are gone: a pull does not name a widget that was made and removed
 * since, nor does the answer to a save that had arrived before say what was in it. The same in every tab that knows of the
 * edits (D7).
 */
export function withSettled(replica: Replica, owing: Owing): Replica {
  const { owed, settled, device } = owing
  const arrived = inOrder(owed).filter(({ writer, edit }) => edit.n <= (settled[writer] ?? 0))
  if (arrived.length === 0) return replica
  const widgets = { ...replica.widgets }
  for (const { edit } of arrived) {
    const known = widgets[edit.widget]
    if (!isFieldEdit(edit) || known?.removed === false) continue
    const stamp = { rev: replica.revision, at: edit.at, device }
    const field: ReplicaField = 'value' in edit ? { value: edit.value, ...stamp } : { unset: true, ...stamp }
    widgets[edit.widget] = { removed: true, fields: { ...known?.fields, [edit.field]: field } }
  }
  return { ...replica, widgets }
}
