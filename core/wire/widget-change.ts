/**
 * One thing that a version did to one widget, without words: what a page says in the language of its person. Before:
 * core/history/deeds. After: the list of versions, and any comparison of two.
 */
import * as v from 'valibot'
import { object } from './object'
import { count, oneOf, uuid } from './scalars'

export const DEEDS = [
  'added',
  'removed',
  'brought-back',
  'moved',
  'resized',
  'moved-and-resized',
  'renamed',
  'edited',
] as const

/** Fields of one kind: `name` is "text", "item", and `count` says how many of them. */
const changedFieldsSchema = object({
  name: v.string(),
  count,
  /** `taken`: away. `changed`: or some came and others went. */
  how: v.fallback(oneOf(['added', 'taken', 'changed']), 'changed'),
})

export const widgetChangeSchema = object({
  widget: uuid,
  /** A page says of what a later server knows that it is an edit. */
  did: v.fallback(oneOf(DEEDS), 'edited'),
  /** null: it has none, or none that is text. */
  type: v.nullable(v.string()),
  /** The first characters of it; null: it has none. */
  title: v.nullable(v.string()),
  /** Of one that was renamed: the title that it had. */
  was: v.optional(v.nullable(v.string())),
  /** Of one that was moved or resized: the grid on which (L2). */
  grid: v.optional(v.fallback(oneOf(['desktop', 'mobile']), 'desktop')),
  /** Of one that was edited: the first kinds of its fields, where there are more. */
  fields: v.optional(v.array(changedFieldsSchema)),
})
export type WidgetChange = v.InferOutput<typeof widgetChangeSchema>
