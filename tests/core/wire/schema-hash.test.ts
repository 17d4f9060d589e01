/**
 * The wire cannot change unnoticed (D9): pages, workers and outboxes of every released version go on talking to newer
 * servers. The JSON schema of every message is hashed, with the limits and the verdicts of the checks that a JSON schema
 * cannot say, beside the version; schema-hash.json holds what was agreed last.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import * as limits from '../../../core/layout/limits'
import { COLUMNS } from '../../../core/layout/model'
import { pullAnswerSchema, saveAnswerSchema } from '../../../core/wire/answer'
import { revisionEventSchema } from '../../../core/wire/event'
import { exportSchema } from '../../../core/wire/export'
import { importSchema } from '../../../core/wire/import'
import { PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX } from '../../../core/wire/problem'
import { PROBLEMS } from '../../../core/wire/problem-list'
import { problemSchema } from '../../../core/wire/problem-schema'
import { restoreSchema } from '../../../core/wire/restore'
import { saveSchema } from '../../../core/wire/save'
import { SCHEMA } from '../../../core/wire/version'
import { versionListSchema } from '../../../core/wire/version-list'
import { versionViewSchema } from '../../../core/wire/version-view'
import { jsonSchemaOf } from '../../../server/routes/json-schema'
import { brokenSaves, soundSaves } from './broken-saves'

const HASH_FILE = new URL('schema-hash.json', import.meta.url)
const FIXTURES = new URL('fixtures/', import.meta.url)
const REFRESH = 'REFRESH_SCHEMA_HASH=1 npx vitest run tests/core/wire/schema-hash.test.ts'

/** Text with all keys in order, so that only what is said counts. */
const hash = (content: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(content, (_, part: unknown) => (isObject(part) ? inKeyOrder(part) : part)))
    .digest('hex')
    .slice(0, 32)
const isObject = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
const inKeyOrder = (part: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))

const verdict = (save: unknown) =>
  (v.safeParse(saveSchema, save).issues ?? []).map((issue) => v.getDotPath(issue) ?? '')
const statuses = Object.entries(PROBLEMS).map(([name, { status }]) => [name, status])

const hashes = {
  save: hash(jsonSchemaOf(saveSchema, 'input')),
  'save answer': hash(jsonSchemaOf(saveAnswerSchema, 'output')),
  'pull answer': hash(jsonSchemaOf(pullAnswerSchema, 'output')),
  'version list': hash(jsonSchemaOf(versionListSchema, 'output')),
  'version view': hash(jsonSchemaOf(versionViewSchema, 'output')),
  restore: hash(jsonSchemaOf(restoreSchema, 'input')),
  export: hash(jsonSchemaOf(exportSchema, 'output')),
  import: hash(jsonSchemaOf(importSchema, 'input')),
  'revision event': hash(jsonSchemaOf(revisionEventSchema, 'output')),
  problem: hash([jsonSchemaOf(problemSchema, 'output'), PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX, statuses]),
  limits: hash([COLUMNS, Object.entries(limits).filter(([name]) => name.startsWith('MAX_'))]),
  'checks of a save': hash([...brokenSaves, ...soundSaves].map((row) => [row[0], verdict(row.at(-1))])),
}
const fixtures = Object.fromEntries(
  readdirSync(FIXTURES)
    .sort()
    .map((name) => [name, hash(JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')))]),
)
const now = { schema: SCHEMA, hashes, fixtures }

it('[D9] the wire is the one that was agreed', () => {
  if (process.env.REFRESH_SCHEMA_HASH === '1') writeFileSync(HASH_FILE, `${JSON.stringify(now, null, 2)}\n`)
  const agreed = JSON.parse(readFileSync(HASH_FILE, 'utf8')) as typeof now
  const changed = [
    ...Object.entries(hashes).filter(([name, value]) => agreed.hashes[name as keyof typeof hashes] !== value),
    ...Object.entries(agreed.fixtures).filter(([name, value]) => fixtures[name] !== value),
  ].map(([name]) => name)
  expect(
    now,
    `The wire has changed: ${changed.join(', ') || 'its version'}.
- By accident? Take the change back. Saves of every released version must still be accepted (D9).
- A fixture changed? Put it back: it is what a released version sends.
- On purpose, and an older server would misread a save, or an older page an answer: raise SCHEMA in core/wire/version.ts,
  add tests/core/wire/fixtures/save-<SCHEMA>.json, say in CHANGELOG.md what changed, and refresh the hashes.
- On purpose, and nobody could misread anything (a new member that may be left out, a wider limit, a row in the table of
  broken saves, another version of valibot that draws the same schema otherwise): refresh the hashes.
Refresh with: ${REFRESH}`,
  ).toEqual(agreed)
})

it('[D9] every version of the wire so far has a save to show', () => {
  for (let version = 1; version <= SCHEMA; version++) {
    const name = `save-${version}.json`
    expect(
      existsSync(new URL(name, FIXTURES)),
      `tests/core/wire/fixtures/${name} is missing: add a save as schema ${version} writes it`,
    ).toBe(true)
  }
})

it.each(Object.keys(fixtures))('[D9] a save of a released version is still accepted: %s', (name) => {
  const save = JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as { schema: number; streams: unknown[] }
  const parsed = v.parse(saveSchema, save)
  expect(`save-${parsed.schema}.json`).toBe(name)
  expect(parsed.streams).toEqual(save.streams)
})
