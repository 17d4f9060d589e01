/**
 * Folds one writer's owed edits to the newest per field (D2). Pure. Before: the store adds an edit. After: compose sends what is left.
 */
import { type Edit, isFieldEdit } from './edit'

/**
 * The edits that are still owed: of each field the newest, which keeps the oldest `base` of those it replaces;
 * nothing is replaced across a removal or a revival of the widget in between. A `type` is never replaced either: it makes
 * the widget (S12), so what was edited after it needs it in its place.
 * Nothing a person sees changes by it (rebase gives the same layout), provided that the writer's `at` never goes back: a
 * later edit with an earlier `at` would be judged sooner once what stood before it is gone.
 * @param edits one writer's, in order of `n`
 */
export function fold<E extends Edit>(edits: readonly E[]): E[] {
  const kept = new Map<number, E>()
  const newestOf = new Map<string, Map<string, number>>()
  for (const edit of edits) {
    if (!isFieldEdit(edit) || edit.field === 'type') {
      if (!isFieldEdit(edit)) newestOf.delete(edit.widget)
      kept.set(edit.n, edit)
      continue
    }
    let fields = newestOf.get(edit.widget)
    if (fields === undefined) {
      fields = new Map()
      newestOf.set(edit.widget, fields)
    }
    const older = fields.get(edit.field)
    const replaced = older === undefined ? undefined : kept.get(older)
    if (replaced !== undefined) kept.delete(replaced.n)
    fields.set(edit.field, edit.n)
    kept.set(edit.n, replaced === undefined ? edit : { ...edit, base: Math.min(replaced.base, edit.base) })
  }
  return [...kept.values()]
}
