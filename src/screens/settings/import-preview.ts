/** What is in a file that a person chose, before anything is done with it: checked by the schema of the import (S15). Pure. */
import * as v from 'valibot'
import { MAX_IMPORT_BYTES } from '../../../core/layout/limits'
import { importedFileSchema } from '../../../core/wire/export'
import { EXPORT_FORMAT, EXPORT_SCHEMA } from '../../../core/wire/export-format'
import { widgetName } from '../../widgets/registry'

/** So many widgets are named, the others counted. */
const NAMED = 6

export type ImportPreview =
  | {
      kind: 'file'
      /** To be sent as it is: what a schema does not name may be of use to a later server. */
      file: object
      count: number
      names: string[]
      /** How many are not named. */
      more: number
      /** ms since 1970; null: the file does not say. */
      exportedAt: number | null
    }
  | { kind: 'not-json' | 'not-holdfast' | 'newer' | 'too-large' }
  /** `where`: the first place that breaks a limit, and which. */
  | { kind: 'broken'; where: string }

export function previewOf(text: string): ImportPreview {
  if (text.length > MAX_IMPORT_BYTES) return { kind: 'too-large' }
  let file: unknown
  try {
    // Some editors put a byte order mark in front.
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { kind: 'not-json' }
  }
  const { format, schema, exportedAt } = (file ?? {}) as { format?: unknown; schema?: unknown; exportedAt?: unknown }
  if (format !== EXPORT_FORMAT) return { kind: 'not-holdfast' }
  if (typeof schema === 'number' && schema > EXPORT_SCHEMA) return { kind: 'newer' }
  const { success, output, issues } = v.safeParse(importedFileSchema, file)
  if (!success) {
    const [issue] = issues
    return { kind: 'broken', where: `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim() }
  }
  const names = output.widgets.map((widget) => widgetName(widget))
  const at = typeof exportedAt === 'string' ? Date.parse(exportedAt) : Number.NaN
  return {
    kind: 'file',
    file: file as object,
    count: names.length,
    names: names.slice(0, NAMED),
    more: Math.max(0, names.length - NAMED),
    exportedAt: Number.isNaN(at) ? null : at,
  }
}
