/** What POST and GET /api/layout answer (CONTRACT section 2): station 8 makes it, 12 takes it over. */
import * as z from 'zod/mini'
import { count, millis, tag, uuid } from './scalars'

/** A field in an answer: a value, or `unset: true`. `at` in server time. */
export const answerFieldSchema = z.object({
  value: z.optional(z.json()),
  unset: z.optional(z.literal(true)),
  rev: count,
  at: millis,
  device: z.string(),
})

export const answerWidgetSchema = z.object({
  id: uuid,
  removed: z.boolean(),
  fields: z.record(z.string(), answerFieldSchema),
})

/**
 * One side of a conflict. `unset`: the field taken away. `removed`: the widget's removal (S6), or, as what was kept
 * with rule `unknown`, that the server has no such widget (S12); then `value` is null.
 */
export const sideSchema = z.object({
  value: z.optional(z.json()),
  unset: z.optional(z.literal(true)),
  removed: z.optional(z.literal(true)),
  at: millis,
  device: z.string(),
})

export const RULES = ['later', 'local', 'remote', 'removed', 'unknown'] as const

export const conflictSchema = z.object({
  widget: uuid,
  /** null: the widget as a whole (a removal or a revival). */
  field: z.nullable(z.string()),
  rule: z.enum(RULES),
  writer: uuid,
  n: count,
  kept: sideSchema,
  lost: sideSchema,
})

/** What both answers share, all from one moment (S13). */
const momentSchema = {
  lastN: z.record(uuid, count),
  revision: count,
  tag: z.nullable(tag),
  since: count,
  full: z.boolean(),
  widgets: z.array(answerWidgetSchema),
  conflicts: z.array(conflictSchema),
  serverTime: millis,
}

export const pullAnswerSchema = z.object(momentSchema)
export const saveAnswerSchema = z.object({
  status: z.enum(['saved', 'merged', 'duplicate']),
  device: uuid,
  ...momentSchema,
})

export type AnswerField = z.infer<typeof answerFieldSchema>
export type AnswerWidget = z.infer<typeof answerWidgetSchema>
export type Side = z.infer<typeof sideSchema>
export type Conflict = z.infer<typeof conflictSchema>
export type PullAnswer = z.infer<typeof pullAnswerSchema>
export type SaveAnswer = z.infer<typeof saveAnswerSchema>
