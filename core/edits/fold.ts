/**
 * Folds one writer's owed edits to the newest per field (D2). Pure. Before: the store adds an edit. After: compose sends what is left.
 */
import { type Edit, isFieldEdit } from './edit'

/** What the newest edit of a field has as its `base`: the oldest of those it replaces, or its own. */
export type FoldedBase = 'oldest' | 'own'

/**
 * The edits that are still owed: of each field the newest, which keeps the oldest `base` of those it replaces;
 * nothing is replaced across a removal or a revival of the widget in between. A `type` is never replaced either: it makes
 * the widget (S12), so what was edited after it needs it in its place.
 * Nothing a person sees changes by it (rebase gives the same layout), provided that the writer's `at` never goes back: a
 * later edit with an earlier `at` would be judged sooner once what stood before it is gone.
 * @param edits one writer's, in order of `n`
 * @param base 'own' where they were folded before, when they were made: what they replace may have arrived since
 */
export function fold<E extends Foldable>(edits: readonly E[], base: FoldedBase = 'oldest'): E[] {
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
    const isOlder = base === 'oldest' && replaced !== undefined && hasSeenLess(replaced, edit)
    kept.set(edit.n, isOlder ? madeOnThatOf(replaced, edit) : edit)
  }
  return [...kept.values()]
}

type Foldable = Edit & { epoch?: number; was?: string }
type Based = Pick<Foldable, 'base' | 'epoch' | 'was'>

/** `edit` as made on what `replaced` had seen: with its base goes the text that was there then. */
function madeOnThatOf<E extends Foldable>({ base, epoch, was }: Based, { was: _, ...edit }: E): E {
  return { ...edit, base, epoch, ...(was !== undefined && { was }) } as E
}

/** Whether `a` began on an older revision than `b`, or in a history that was lost before that of `b` began (S14). */
function hasSeenLess(a: Based, b: Based): boolean {
  const [epochA, epochB] = [a.epoch ?? 0, b.epoch ?? 0]
  return epochA === epochB ? a.base < b.base : epochA < epochB
}
