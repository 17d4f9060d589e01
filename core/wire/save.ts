/** The body of POST /api/layout (CONTRACT section 2): station 5 makes it, 8 checks it. */
import * as z from 'zod/mini'
import { STRATEGIES, TRIGGERS } from '../edits/edit'
import { isFieldKey, valueProblems } from '../layout/limits'
import type { Json } from '../layout/model'
import {
  account,
  anyJson,
  count,
  deviceName,
  flag,
  integer,
  MAX_COUNT,
  MUST_BE_LIST,
  MUST_BE_OBJECT,
  millis,
  oneOf,
  tag,
  uuid,
} from './scalars'

/** Four kinds of edit in one flat object: set, unset, remove, revive. Which members go together is checked by the last check. */
export const editSchema = z
  .object(
    {
      n: integer(1, MAX_COUNT),
      base: z.optional(count),
      widget: uuid,
      field: z.optional(z.string('must be text')),
      value: z.optional(anyJson),
      unset: flag,
      remove: flag,
      revive: flag,
      at: millis,
    },
    MUST_BE_OBJECT,
  )
  .check((ctx) => {
    for (const { path, message } of editProblems(ctx.value)) {
      ctx.issues.push({ code: 'custom', message, path, input: ctx.value })
    }
  })

interface LooseEdit {
  field?: string | undefined
  value?: Json | undefined
  unset?: true | undefined
  remove?: true | undefined
  revive?: true | undefined
}

function editProblems(edit: LooseEdit): { path: string[]; message: string }[] {
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

const streamSchema = z
  .object(
    { writer: uuid, edits: z.array(editSchema, MUST_BE_LIST).check(z.minLength(1, 'must not be empty')) },
    MUST_BE_OBJECT,
  )
  .check((ctx) => {
    const seen = new Set<number>()
    for (const [i, edit] of ctx.value.edits.entries()) {
      if (seen.has(edit.n)) {
        ctx.issues.push({
          code: 'custom',
          message: 'n is given twice in this stream',
          path: ['edits', i, 'n'],
          input: edit.n,
        })
      }
      seen.add(edit.n)
    }
  })

export const saveSchema = z
  .object(
    {
      schema: integer(1, MAX_COUNT),
      account,
      device: uuid,
      deviceName: z.optional(deviceName),
      base: count,
      tag: z.nullable(tag),
      trigger: oneOf(TRIGGERS),
      strategy: z._default(oneOf(STRATEGIES), 'merge'),
      sentAt: millis,
      streams: z.array(streamSchema, MUST_BE_LIST),
    },
    MUST_BE_OBJECT,
  )
  .check((ctx) => {
    const { base, tag: baseTag, streams } = ctx.value
    if (base > 0 && baseTag === null) {
      ctx.issues.push({ code: 'custom', message: 'must be the tag of base', path: ['tag'], input: baseTag })
    }
    const seen = new Set<string>()
    for (const [i, { writer }] of streams.entries()) {
      if (seen.has(writer)) {
        ctx.issues.push({ code: 'custom', message: 'is given twice', path: ['streams', i, 'writer'], input: writer })
      }
      seen.add(writer)
    }
  })

/** A save as it arrives; an edit without `base` has the save's. */
export type SaveRequest = z.infer<typeof saveSchema>
/** A save as a client writes it. */
export type SaveBody = z.input<typeof saveSchema>
