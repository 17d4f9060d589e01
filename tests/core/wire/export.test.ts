/** The file of an export: a promise to whoever keeps one for years. */

import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { exportSchema, importedFileSchema } from '../../../core/wire/export'
import { EXPORT_SCHEMA } from '../../../core/wire/export-format'

const versions = Array.from({ length: EXPORT_SCHEMA }, (_, i) => i + 1)
const fileOf = (version: number): unknown =>
  JSON.parse(readFileSync(new URL(`exports/export-${version}.json`, import.meta.url), 'utf8'))

it.each(versions)('[S15] a file that was exported with schema %i is still taken in, whole', (version) => {
  const file = fileOf(version) as { widgets: unknown }
  expect(v.parse(importedFileSchema, file)).toEqual({
    format: 'holdfast-export',
    schema: version,
    widgets: file.widgets,
  })
})

it('[S15] what is written now is what its schema says, head and all', () => {
  expect(v.parse(exportSchema, fileOf(EXPORT_SCHEMA))).toEqual(fileOf(EXPORT_SCHEMA))
})

it('[S15] the head is for people: an import reads format, schema and widgets only', () => {
  const file = { ...(fileOf(EXPORT_SCHEMA) as object), exportedAt: 7, account: null, revision: 'x', devices: 'none' }
  expect(v.safeParse(importedFileSchema, file).issues).toBeUndefined()
})
