/** What GET /api/layout/versions/R answers (CONTRACT section 2): the layout as it was, and how it differs from another. */
import * as v from 'valibot'
import { object, record } from './object'
import { anyJson, count, uuid } from './scalars'
import { listedVersionSchema } from './version-list'
import { widgetChangeSchema } from './widget-change'

const viewedWidgetSchema = object({ id: uuid, fields: record(v.string(), anyJson) })

/** One field that differs; `before` or `after` absent: it was not, or is not, there. */
const fieldDifferenceSchema = object({
  field: v.string(),
  before: v.optional(anyJson),
  after: v.optional(anyJson),
})

/** One widget that differs: in `fields` all that it had or has, where it is only in one of the two. */
const differenceSchema = object({
  widget: uuid,
  kind: v.picklist(['added', 'removed', 'changed']),
  /** In English: "moved “Notes”". */
  words: v.string(),
  /** The same without words. */
  changes: v.array(widgetChangeSchema),
  fields: v.array(fieldDifferenceSchema),
})
export type Difference = v.InferOutput<typeof differenceSchema>

export const versionViewSchema = object({
  revision: count,
  /** null: revision 0, the empty layout before the first save, which nobody made. */
  version: v.nullable(listedVersionSchema),
  widgets: v.array(viewedWidgetSchema),
  /** With `against=Q`: what leads from revision Q to this one. */
  comparison: v.optional(
    object({
      against: count,
      /** All of it in words. */
      summary: v.string(),
      differences: v.array(differenceSchema),
    }),
  ),
})
export type VersionView = v.InferOutput<typeof versionViewSchema>
