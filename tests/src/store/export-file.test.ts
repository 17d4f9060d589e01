/** The file that a device gives out is one that a server takes in. */
import * as v from 'valibot'
import { expect, it } from 'vitest'
import type { OwedEdit } from '../../../core/edits/edit'
import { exportSchema, importedFileSchema } from '../../../core/wire/export'
import { EXPORT_SCHEMA } from '../../../core/wire/export-format'
import { exportFile } from '../../../src/store/export-file'

const [A, B] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const WIDGETS = {
  [B]: { id: B, fields: { type: 'note', title: 'B', 'data/text': 'not sent' } },
  [A]: { id: A, fields: { type: 'made-by-a-later-version', desktop: { x: 0, y: 0, w: 4, h: 3 } } },
}
const edit: OwedEdit = { n: 1, base: 3, at: 1, widget: B, field: 'data/text', value: 'not sent', trigger: 'edit' }
const refused = { key: `${A}:1`, account: 'a', words: 'B: title', reason: 'too long', edit, refusedAt: 1 }
const file = exportFile(WIDGETS, 1_790_000_000_000, {
  account: 'local',
  revision: 0,
  tag: null,
  devices: [{ id: A, name: 'Chrome on Linux' }],
  notSent: { edits: [{ writer: A, edits: [edit] }], setAside: [refused], unreadable: { 'holdfast:who': '{"ha' } },
})

it('[D8][S15] is the file of GET /api/export, and an import reads the widgets of it', () => {
  const read = JSON.parse(JSON.stringify(file))
  expect(v.safeParse(exportSchema, read).issues).toBeUndefined()
  expect(read.schema).toBe(EXPORT_SCHEMA)
  expect(v.parse(importedFileSchema, read).widgets).toEqual([WIDGETS[A], WIDGETS[B]])
})

it('[D8] has by itself what is not yet sent, what was refused and what could not be read', () => {
  expect(file.notSent).toMatchObject({
    edits: [{ writer: A, edits: [{ n: 1, value: 'not sent' }] }],
    setAside: [{ reason: 'too long' }],
    unreadable: { 'holdfast:who': '{"ha' },
  })
})
