/** The body of POST /api/layout (CONTRACT section 2): station 5 makes it, 8 checks it. */
import * as v from 'valibot'
import { STRATEGIES, TRIGGERS } from '../edits/edit'
import { isFieldKey, valueProblems } from '../layout/limits'
import type { Json } from '../layout/model'
import { baseHasTag } from './base-tag'
import { object } from './object'
import { type Broken, withRule } from './rule'
import {
  account,
  anyJson,
  count,
  deviceName,
  flag,
  integer,
  MAX_COUNT,
  MUST_BE_LIST,
  millis,
  oneOf,
  tag,
  uuid,
} from './scalars'

/** Four kinds of edit in one flat object: set, unset, remove, revive. Which members go together is checked by the last check. */
export const editSchema = withRule(
  object({
    n: integer(1, MAX_COUNT),
    base: v.optional(count),
    widget: uuid,
    field: v.optional(v.string('must be text')),
    value: v.optional(anyJson),
    unset: flag,
    remove: flag,
    revive: flag,
    at: millis,
  }),
  editProblems,
)

interface LooseEdit {
  field?: string | undefined
  value?: Json | undefined
  unset?: true | undefined
  remove?: true | undefined
  revive?: true | undefined
}

function editProblems(edit: LooseEdit): Broken[] {
  const kinds = [edit.value !== undefined, edit.unset, edit.remove, edit.revive].filter(Boolean).length
  if (kinds !== 1) return [{ path: [], message: 'must have exactly one of value, unset, remove and revive' }]
  const ofField = edit.value !== undefined || edit.unset === true
  if (!ofField)
    return edit.field === undefined ? [] : [{ path: ['field'], message: 'does not go with remove or revive' }]
  if (edit.field === undefined || !isFieldKey(edit.field)) {
    return [{ path: ['field'], message: 'must be type, title, desktop, mobile or data/ and 1 to 120 of A-Za-z0-9_.:-' }]
  }
  if (edit.unset === true)
    return edit.field === 'type' ? [{ path: ['unset'], message: 'a type cannot be taken away' }] : []
  return valueProblems(edit.field, edit.value ?? null).map(({ path, message }) => ({
    path: path === '' ? ['value'] : ['value', path],
    message,
  }))
}

const streamSchema = withRule(
  object({ writer: uuid, edits: v.pipe(v.array(editSchema, MUST_BE_LIST), v.minLength(1, 'must not be empty')) }),
  streamProblems,
)

function* streamProblems({ edits }: { edits: { n: number }[] }): Iterable<Broken> {
  const seen = new Set<number>()
  for (const [i, { n }] of edits.entries()) {
    if (seen.has(n)) yield { path: ['edits', i, 'n'], message: 'n is given twice in this stream' }
    seen.add(n)
  }
}

export const saveSchema = withRule(
  object({
    schema: integer(1, MAX_COUNT),
    account,
    device: uuid,
    deviceName: v.optional(deviceName),
    base: count,
    tag: v.nullable(tag),
    trigger: oneOf(TRIGGERS),
    strategy: v.optional(oneOf(STRATEGIES), 'merge'),
    sentAt: millis,
    streams: v.array(streamSchema, MUST_BE_LIST),
  }),
  saveProblems,
)

interface LooseSave {
  base: number
  tag: string | null
  streams: { writer: string }[]
}

function* saveProblems(save: LooseSave): Iterable<Broken> {
  yield* baseHasTag(save)
  const seen = new Set<string>()
  for (const [i, { writer }] of save.streams.entries()) {
    if (seen.has(writer)) yield { path: ['streams', i, 'writer'], message: 'is given twice' }
    seen.add(writer)
  }
}

/** A save as it arrives; an edit without `base` has the save's. */
export type SaveRequest = v.InferOutput<typeof saveSchema>
/** A save as a client writes it. */
export type SaveBody = v.InferInput<typeof saveSchema>
