/** The body of POST /api/import (S15): who asks, as for a restore, and a file that GET /api/export wrote. */
import * as z from 'zod/mini'
import { importedFileSchema } from './export'
import { baseHasTag, replacementMembers } from './restore'
import { MUST_BE_OBJECT } from './scalars'

export const importSchema = z
  .object({ ...replacementMembers, file: importedFileSchema }, MUST_BE_OBJECT)
  .check(baseHasTag)
export type ImportRequest = z.infer<typeof importSchema>

/** replace: the layout becomes the file's, ids and all. add: its widgets come beside what is there, under new ids. */
export const IMPORT_MODES = ['replace', 'add'] as const
export type ImportMode = (typeof IMPORT_MODES)[number]
