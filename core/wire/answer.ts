/** What POST and GET /api/layout answer (CONTRACT section 2): station 8 makes it, 12 takes it over. */
import * as v from 'valibot'
import { object, record } from './object'
import { anyJson, correctedMillis, count, flag, MUST_BE_LIST, millis, oneOf, tag, uuid } from './scalars'

const MUST_BE_TEXT = 'must be text'
const MUST_BE_BOOLEAN = 'must be true or false'

/** A field in an answer: a value, or `unset: true`. `at` in server time. */
export const answerFieldSchema = object({
  value: v.optional(anyJson),
  unset: flag,
  rev: count,
  at: correctedMillis,
  device: v.string(MUST_BE_TEXT),
})

export const answerWidgetSchema = object({
  id: uuid,
  removed: v.boolean(MUST_BE_BOOLEAN),
  fields: record(v.string(), answerFieldSchema),
})

/**
 * One side of a conflict. `unset`: the field taken away. `removed`: the widget's removal (S6), or, as what was kept
 * with rule `unknown`, that the server has no such widget (S12); then `value` is null.
 */
export const sideSchema = object({
  value: v.optional(anyJson),
  unset: flag,
  removed: flag,
  at: correctedMillis,
  device: v.string(MUST_BE_TEXT),
})

export const RULES = ['later', 'local', 'remote', 'removed', 'unknown'] as const

export const conflictSchema = object({
  widget: uuid,
  /** null: the widget as a whole (a removal or a revival). */
  field: v.nullable(v.string(MUST_BE_TEXT)),
  rule: oneOf(RULES),
  writer: uuid,
  n: count,
  kept: sideSchema,
  lost: sideSchema,
})

/** What both answers share, all from one moment (S13). */
const momentSchema = {
  lastN: record(uuid, count, 'must be an object from writer to number'),
  revision: count,
  tag: v.nullable(tag),
  since: count,
  full: v.boolean(MUST_BE_BOOLEAN),
  widgets: v.array(answerWidgetSchema, MUST_BE_LIST),
  conflicts: v.array(conflictSchema, MUST_BE_LIST),
  serverTime: millis,
}

export const pullAnswerSchema = object(momentSchema)
export const saveAnswerSchema = object({
  status: oneOf(['saved', 'merged', 'duplicate']),
  device: uuid,
  ...momentSchema,
})

export type AnswerField = v.InferOutput<typeof answerFieldSchema>
export type AnswerWidget = v.InferOutput<typeof answerWidgetSchema>
export type Side = v.InferOutput<typeof sideSchema>
export type Conflict = v.InferOutput<typeof conflictSchema>
/** What tells a conflict from any other of its account: a restore is one edit with many. */
export type ConflictId = Pick<Conflict, 'writer' | 'n' | 'widget' | 'field'>
export type PullAnswer = v.InferOutput<typeof pullAnswerSchema>
export type SaveAnswer = v.InferOutput<typeof saveAnswerSchema>
