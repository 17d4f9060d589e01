/** What a field and a type of widget are called in the person's language. Called by ./describe's sentences and screens/conflicts. */
import { fieldName } from '../../core/edits/describe'
import type { Json } from '../../core/layout/model'
import { fieldsWords } from './en/fields'
import { widgetsWords } from './en/widgets'

/** "title", "place on the wide grid"; of a kind that another version made, its own name. */
export function fieldText(field: string): string {
  const kind = field === 'desktop' || field === 'mobile' ? field : fieldName(field)
  const words = fieldsWords()
  return (Object.hasOwn(words, kind) ? words[kind] : undefined) ?? kind
}

/** "To-do list"; of a type that another version made, its own name. */
export function typeText(type: Json): string {
  const words: Record<string, { name: string }> = widgetsWords()
  const own = String(type)
  return (Object.hasOwn(words, own) ? words[own]?.name : undefined) ?? own
}
