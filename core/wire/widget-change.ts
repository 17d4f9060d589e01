/**
 * One thing that a version did to one widget, without words: what a page says in the language of its person. Before:
 * core/history/deeds. After: the list of versions, and any comparison of two.
 */
import * as z from 'zod/mini'
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
const changedFieldsSchema = z.object({
  name: z.string(),
  count,
  /** `taken`: away. `changed`: or some came and others went. */
  how: z.catch(oneOf(['added', 'taken', 'changed']), 'changed'),
})

export const widgetChangeSchema = z.object({
  widget: uuid,
  /** A page says of what a later server knows that it is an edit. */
  did: z.catch(oneOf(DEEDS), 'edited'),
  /** null: it has none, or none that is text. */
  type: z.nullable(z.string()),
  /** The first characters of it; null: it has none. */
  title: z.nullable(z.string()),
  /** Of one that was renamed: the title that it had. */
  was: z.optional(z.nullable(z.string())),
  /** Of one that was moved or resized: the grid on which (L2). */
  grid: z.optional(z.catch(oneOf(['desktop', 'mobile']), 'desktop')),
  /** Of one that was edited: the first kinds of its fields, where there are more. */
  fields: z.optional(z.array(changedFieldsSchema)),
})
export type WidgetChange = z.infer<typeof widgetChangeSchema>
