/** What GET /api/layout/versions/R answers (CONTRACT section 2): the layout as it was, and how it differs from another. */
import * as z from 'zod/mini'
import { anyJson, count, uuid } from './scalars'
import { listedVersionSchema } from './version-list'
import { widgetChangeSchema } from './widget-change'

const viewedWidgetSchema = z.object({ id: uuid, fields: z.record(z.string(), anyJson) })

/** One field that differs; `before` or `after` absent: it was not, or is not, there. */
const fieldDifferenceSchema = z.object({
  field: z.string(),
  before: z.optional(anyJson),
  after: z.optional(anyJson),
})

/** One widget that differs: in `fields` all that it had or has, where it is only in one of the two. */
const differenceSchema = z.object({
  widget: uuid,
  kind: z.enum(['added', 'removed', 'changed']),
  /** In English: "moved “Notes”". */
  words: z.string(),
  /** The same without words. */
  changes: z.array(widgetChangeSchema),
  fields: z.array(fieldDifferenceSchema),
})
export type Difference = z.infer<typeof differenceSchema>

export const versionViewSchema = z.object({
  revision: count,
  /** null: revision 0, the empty layout before the first save, which nobody made. */
  version: z.nullable(listedVersionSchema),
  widgets: z.array(viewedWidgetSchema),
  /** With `against=Q`: what leads from revision Q to this one. */
  comparison: z.optional(
    z.object({
      against: count,
      /** All of it in words. */
      summary: z.string(),
      differences: z.array(differenceSchema),
    }),
  ),
})
export type VersionView = z.infer<typeof versionViewSchema>
