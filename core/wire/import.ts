/** The body of POST /api/import (S15): who asks, as for a restore, and a file that GET /api/export wrote. */
import type * as v from 'valibot'
import { baseHasTag } from './base-tag'
import { importedFileSchema } from './export'
import { object } from './object'
import { replacementMembers } from './restore'
import { withRule } from './rule'

export const importSchema = withRule(object({ ...replacementMembers, file: importedFileSchema }), baseHasTag)
export type ImportRequest = v.InferOutput<typeof importSchema>

/** replace: the layout becomes the file's, ids and all. add: its widgets come beside what is there, under new ids. */
export const IMPORT_MODES = ['replace', 'add'] as const
export type ImportMode = (typeof IMPORT_MODES)[number]
