/** What takes changes back: undo, and the optimistic update whose operation failed. Pure. Used by store/actions and sync/optimistic. */
import type { Layout } from '../layout/model'
import { getOwn } from '../layout/own'
import type { Change } from './diff'

/**
 * The changes that take `changes` back to how `before`, the layout they were made on, had it: a new widget goes, a removed
 * one comes back (S12), a field gets its old value or is taken away. Of a widget that is not in `before` only its `type` or
 * its revival counts as making it; what else names one has nothing to go back to.
 */
export function inverse(changes: readonly Change[], before: Layout): Change[] {
  return changes.flatMap((change): Change[] => {
    const { widget } = change
    const old = getOwn(before, widget)
    if ('remove' in change) return old === undefined ? [] : [{ widget, revive: true }]
    if ('revive' in change) return old === undefined ? [{ widget, remove: true }] : []
    const { field } = change
    if (old === undefined) return field === 'type' ? [{ widget, remove: true }] : []
    const value = getOwn(old.fields, field)
    return [value === undefined ? { widget, field, unset: true } : { widget, field, value }]
  })
}
