/** An edit in words a person reads: toasts, the list of what was set aside, the inspector. Says them by ./en/edits. */
import { type Edit, isFieldEdit, isRemoval } from '../../core/edits/edit'
import type { Layout } from '../../core/layout/model'
import { editsWords } from './en/edits'

/** "title of “Shopping”", "removal of “Shopping”". */
export function describeEdit(layout: Layout, edit: Edit): string {
  const words = editsWords()
  const it = layout[edit.widget]?.fields ?? {}
  if (isFieldEdit(edit)) return edit.field === 'type' ? words.adding(it) : words.field(edit.field, it)
  return isRemoval(edit) ? words.removal(it) : words.bringingBack(it)
}
