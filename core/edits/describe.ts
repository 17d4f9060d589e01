/** Edits and conflicts in words a person reads: toasts, the set-aside list, history. Pure. */
import type { Json, Layout } from '../layout/model'
import type { Conflict, Side } from '../wire/answer'
import { type Edit, isFieldEdit, isRemoval } from './edit'

/** A widget's name as a person knows it: its title, else its type, else "a widget". */
export function widgetName(layout: Layout, id: string): string {
  return nameOf(layout[id]?.fields ?? {})
}

/** The same of a widget's fields: of one in the history, which is in no layout any more. */
export function nameOf({ title, type }: Readonly<Record<string, Json>>): string {
  if (typeof title === 'string' && title.trim() !== '') return `“${title.trim()}”`
  return typeof type === 'string' ? `the ${type}` : 'a widget'
}

/** A field in words: "position", "title", "text". */
export function fieldName(field: string): string {
  if (field === 'desktop') return 'place on the wide grid'
  if (field === 'mobile') return 'place on the narrow grid'
  return field.startsWith('data/') ? field.slice('data/'.length).replace(/[:.].*$/, '') : field
}

/** "title of “Shopping”", "removal of “Shopping”". */
export function describeEdit(layout: Layout, edit: Edit): string {
  const name = widgetName(layout, edit.widget)
  if (isFieldEdit(edit)) return edit.field === 'type' ? `adding ${name}` : `${fieldName(edit.field)} of ${name}`
  return isRemoval(edit) ? `removal of ${name}` : `bringing back ${name}`
}

/** One conflict in a sentence: what was kept, and that the other is not lost. */
export function describeConflict(layout: Layout, conflict: Conflict): string {
  const name = widgetName(layout, conflict.widget)
  if (conflict.rule === 'unknown') return `${name} was unknown to the server and is sent again whole.`
  if (conflict.rule === 'removed') {
    return conflict.kept.removed === true
      ? `${sentence(name)} was removed on another device; the change made to it can be read under “What was merged”.`
      : `${sentence(name)} stays, though it was removed on one device.`
  }
  const what = conflict.field === null ? name : `${fieldName(conflict.field)} of ${name}`
  return `${sentence(what)} was changed on two devices: kept ${side(conflict.kept)} over ${side(conflict.lost)}.`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const SHOWN_CHARS = 40

function side({ value, unset, removed }: Side): string {
  if (removed === true) return 'the removal'
  return unset === true ? 'nothing' : short(value)
}

function short(value: Json | undefined): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { x, w, h, text } = value
    // Rows only say the order in which widgets are drawn (core/layout/aim), so the number would mean nothing to a person.
    if (typeof x === 'number' && typeof w === 'number') return `column ${x + 1}, ${w} wide and ${String(h)} high`
    if (typeof text === 'string') return short(text)
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return `“${text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text}”`
}
