/** The file that GET /api/export answers and POST /api/import takes in (S15): an account as one piece of JSON. */
import * as v from 'valibot'
import { isFieldKey, MAX_IMPORT_FIELDS, valueProblems } from '../layout/limits'
import type { Json } from '../layout/model'
import { EXPORT_FORMAT } from './export-format'
import { MUST_BE_OBJECT, object } from './object'
import { type Broken, withRule } from './rule'
import { count, integer, MAX_COUNT, MUST_BE_LIST, tag, uuid } from './scalars'

/** Checked by hand and kept as it is: a copy made by a schema would lose keys named `__proto__`. */
const fieldsSchema = withRule(v.unknown(), fieldsProblems) as unknown as v.GenericSchema<Record<string, Json>>

function fieldsProblems(fields: unknown): Broken[] {
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields)) {
    return [{ path: [], message: MUST_BE_OBJECT }]
  }
  const problems: Broken[] = []
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

const exportWidgetSchema = object({
  id: uuid,
  /** Field key -> plain value. */
  fields: fieldsSchema,
})

/** What an import reads of a file. */
const importedMembers = {
  format: v.literal(EXPORT_FORMAT, `must be "${EXPORT_FORMAT}"`),
  schema: integer(1, MAX_COUNT),
  /** Live widgets, in order of id. */
  widgets: v.array(exportWidgetSchema, MUST_BE_LIST),
}
export const importedFileSchema = withRule(object(importedMembers), widgetsProblems)

function* widgetsProblems({ widgets }: { widgets: { id: string; fields: Record<string, Json> }[] }): Iterable<Broken> {
  const count = widgets.reduce((sum, { fields }) => sum + Object.keys(fields).length, 0)
  if (count > MAX_IMPORT_FIELDS) {
    yield { path: ['widgets'], message: `must have at most ${MAX_IMPORT_FIELDS} fields in all, not ${count}` }
  }
  const seen = new Set<string>()
  for (const [i, { id }] of widgets.entries()) {
    if (seen.has(id)) yield { path: ['widgets', i, 'id'], message: 'is given twice' }
    seen.add(id)
  }
}

/** A file as it is written. The rest is for people, and for whoever asks where it came from. */
export const exportSchema = withRule(
  object({
    ...importedMembers,
    /** ISO 8601, UTC. */
    exportedAt: v.string(),
    account: v.string(),
    revision: count,
    tag: v.nullable(tag),
    devices: v.array(object({ id: uuid, name: v.nullable(v.string()) })),
  }),
  widgetsProblems,
)
export type ExportFile = v.InferOutput<typeof exportSchema>
