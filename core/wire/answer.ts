/** What POST and GET /api/layout answer (CONTRACT section 2): station 8 makes it, 12 takes it over. */
import * as z from 'zod/mini'
import {
  anyJson,
  correctedMillis,
  count,
  flag,
  MUST_BE_LIST,
  MUST_BE_OBJECT,
  millis,
  oneOf,
  tag,
  uuid,
} from './scalars'

const MUST_BE_TEXT = 'must be text'
const MUST_BE_BOOLEAN = 'must be true or false'

/** A field in an answer: a value, or `unset: true`. `at` in server time. */
export const answerFieldSchema = z.object(
  {
    value: z.optional(anyJson),
    unset: flag,
    rev: count,
    at: correctedMillis,
    device: z.string(MUST_BE_TEXT),
  },
  MUST_BE_OBJECT,
)

export const answerWidgetSchema = z.object(
  {
    id: uuid,
    removed: z.boolean(MUST_BE_BOOLEAN),
    fields: z.record(z.string(), answerFieldSchema, MUST_BE_OBJECT),
  },
  MUST_BE_OBJECT,
)

/**
 * One side of a conflict. `unset`: the field taken away. `removed`: the widget's removal (S6), or, as what was kept
 * with rule `unknown`, that the server has no such widget (S12); then `value` is null.
 */
export const sideSchema = z.object(
  {
    value: z.optional(anyJson),
    unset: flag,
    removed: flag,
    at: correctedMillis,
    device: z.string(MUST_BE_TEXT),
  },
  MUST_BE_OBJECT,
)

export const RULES = ['later', 'local', 'remote', 'removed', 'unknown'] as const

export const conflictSchema = z.object(
  {
    widget: uuid,
    /** null: the widget as a whole (a removal or a revival). */
    field: z.nullable(z.string(MUST_BE_TEXT)),
    rule: oneOf(RULES),
    writer: uuid,
    n: count,
    kept: sideSchema,
    lost: sideSchema,
  },
  MUST_BE_OBJECT,
)

/** What both answers share, all from one moment (S13). */
const momentSchema = {
  lastN: z.record(uuid, count, 'must be an object from writer to number'),
  revision: count,
  tag: z.nullable(tag),
  since: count,
  full: z.boolean(MUST_BE_BOOLEAN),
  widgets: z.array(answerWidgetSchema, MUST_BE_LIST),
  conflicts: z.array(conflictSchema, MUST_BE_LIST),
  serverTime: millis,
}

export const pullAnswerSchema = z.object(momentSchema, MUST_BE_OBJECT)
export const saveAnswerSchema = z.object(
  {
    status: oneOf(['saved', 'merged', 'duplicate']),
    device: uuid,
    ...momentSchema,
  },
  MUST_BE_OBJECT,
)

export type AnswerField = z.infer<typeof answerFieldSchema>
export type AnswerWidget = z.infer<typeof answerWidgetSchema>
export type Side = z.infer<typeof sideSchema>
export type Conflict = z.infer<typeof conflictSchema>
/** What tells a conflict from any other of its account: a restore is one edit with many. */
export type ConflictId = Pick<Conflict, 'writer' | 'n' | 'widget' | 'field'>
export type PullAnswer = z.infer<typeof pullAnswerSchema>
export type SaveAnswer = z.infer<typeof saveAnswerSchema>
