/** Edits of several fields of one widget in one step, and the offer to take the last one back. Before: a widget. After: actions. */
import type { Json } from '../../core/layout/model'
import { attempt, UNDO_OFFER } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { partsWords } from '../words/en/parts'

/** Field key to value; `undefined` takes the field away. */
export type Fields = Record<string, Json | undefined>

/**
 * Makes one edit of all of `fields`, which undo takes back in one step. True when it was made; else a toast has said why not.
 * With `undoText`, a toast says what was done and offers to undo it.
 */
export function useEdit(widgetId: string): (fields: Fields, undoText?: string) => boolean {
  const { actions } = useServices()
  const toasts = useToasts()
  return (fields, undoText) => {
    if (!attempt(toasts, () => actions.editWidget(widgetId, fields))) return false
    if (undoText !== undefined) {
      toasts.push({
        kind: 'info',
        key: UNDO_OFFER,
        text: undoText,
        action: { label: partsWords().undo, run: () => attempt(toasts, actions.undo) },
      })
    }
    return true
  }
}
