/** The file that GET /api/export answers and POST /api/import takes in (S15): an account as one piece of JSON. */
import * as z from 'zod/mini'
import { isFieldKey, MAX_IMPORT_FIELDS, valueProblems } from '../layout/limits'
import type { Json } from '../layout/model'
import { count, integer, MAX_COUNT, MUST_BE_LIST, MUST_BE_OBJECT, tag, uuid } from './scalars'

/** Tells such a file from others. */
export const EXPORT_FORMAT = 'holdfast-export'
/** The version of the file. A server takes in files up to its own (426 for a later one). */
export const EXPORT_SCHEMA = 1

/** Checked by hand and kept as it is: a copy made by a schema would lose keys named `__proto__`. */
const fieldsSchema = z.unknown().check((ctx) => {
  for (const { path, message } of fieldsProblems(ctx.value)) {
    ctx.issues.push({ code: 'custom', message, path, input: ctx.value })
  }
}) as unknown as z.ZodMiniType<Record<string, Json>, Record<string, Json>>

function fieldsProblems(fields: unknown): { path: string[]; message: string }[] {
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields)) {
    return [{ path: [], message: MUST_BE_OBJECT }]
  }
  const problems: { path: string[]; message: string }[] = []
  if (!Object.hasOwn(fields, 'type')) problems.push({ path: ['type'], message: 'must be there: a widget has a type' })
  for (const [key, value] of Object.entries(fields as Record<string, Json>)) {
    if (!isFieldKey(key)) {
      const message = 'must be called type, title, desktop, mobile or data/ and 1 to 120 of A-Za-z0-9_.:-'
      problems.push({ path: [key], message })
      continue
    }
    for (const { path, message } of valueProblems(key, value)) {
      problems.push({ path: path === '' ? [key] : [key, path], message })
    }
  }
  return problems
}

const exportWidgetSchema = z.object(
  {
    id: uuid,
    /** Field key -> plain value. */
    fields: fieldsSchema,
  },
  MUST_BE_OBJECT,
)

/** What an import reads of a file. */
export const importedFileSchema = z
  .object(
    {
      format: z.literal(EXPORT_FORMAT, `must be "${EXPORT_FORMAT}"`),
      schema: integer(1, MAX_COUNT),
      /** Live widgets, in order of id. */
      widgets: z.array(exportWidgetSchema, MUST_BE_LIST),
    },
    MUST_BE_OBJECT,
  )
  .check((ctx) => {
    const { widgets } = ctx.value
    const count = widgets.reduce((sum, { fields }) => sum + Object.keys(fields).length, 0)
    if (count > MAX_IMPORT_FIELDS) {
      const message = `must have at most ${MAX_IMPORT_FIELDS} fields in all, not ${count}`
      ctx.issues.push({ code: 'custom', message, path: ['widgets'], input: count })
    }
    const seen = new Set<string>()
    for (const [i, { id }] of widgets.entries()) {
      if (seen.has(id)) {
        ctx.issues.push({ code: 'custom', message: 'is given twice', path: ['widgets', i, 'id'], input: id })
      }
      seen.add(id)
    }
  })

/** A file as it is written. The rest is for people, and for whoever asks where it came from. */
export const exportSchema = z.extend(importedFileSchema, {
  /** ISO 8601, UTC. */
  exportedAt: z.string(),
  account: z.string(),
  revision: count,
  tag: z.nullable(tag),
  devices: z.array(z.object({ id: uuid, name: z.nullable(z.string()) })),
})
export type ExportFile = z.infer<typeof exportSchema>
