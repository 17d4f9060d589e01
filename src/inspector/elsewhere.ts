/** What a made-up device may change of a dashboard, and into what: each field that is there, in a value of its kind. Pure. */

import type { Json, Layout } from '../../core/layout/model'
import { describeEdit } from '../words/describe'

export interface ElsewhereChoice {
  widget: string
  field: string
  /** "title of “Shopping”". */
  words: string
}

/** Everything that could be changed, widget by widget; a widget's type never is. */
export function elsewhereChoices(layout: Layout): ElsewhereChoice[] {
  return Object.values(layout).flatMap(({ id, fields }) =>
    Object.entries(fields)
      .filter(([field, value]) => isFree(field, value) && elsewhereValue(value, '') !== undefined)
      .map(([field, value]) => {
        const edit = { n: 1, base: 0, widget: id, at: 0, field, value }
        return { widget: id, field, words: describeEdit(layout, edit) }
      }),
  )
}

/** A widget's type never changes, and other texts than these (a colour, a time zone) may not say just anything. */
const isFree = (field: string, value: Json) =>
  field !== 'type' && (typeof value !== 'string' || field === 'title' || field === 'data/text')

/**
 * Another value of the same kind: a text says `mark`, a number and a place go on by one, a yes becomes a no, a to-do or a link
 * is renamed. undefined: there is nothing in it that could be changed.
 */
export function elsewhereValue(value: Json | undefined, mark: string): Json | undefined {
  if (typeof value === 'string') return mark
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  if (typeof value.y === 'number') return { ...value, y: value.y + 1 }
  const text = ['text', 'title'].find((name) => typeof value[name] === 'string')
  return text === undefined ? undefined : { ...value, [text]: mark }
}
