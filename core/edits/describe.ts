/** What a widget and its fields are called, in English: in the history, and by src/words/en/edits for toasts and lists. Pure. */
import type { Json } from '../layout/model'

/** A widget's name as a person knows it, by its fields: its title, else its type, else "a widget". */
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
