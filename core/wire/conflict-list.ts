/** What GET /api/conflicts answers (CONTRACT section 2, S7): what lost, newest first. */
import * as v from 'valibot'
import { conflictSchema } from './answer'
import { object } from './object'
import { millis } from './scalars'

export const listedConflictSchema = object({
  ...conflictSchema.entries,
  /** Server time at which it was decided. */
  decidedAt: millis,
})
export type ListedConflict = v.InferOutput<typeof listedConflictSchema>

export const conflictListSchema = object({
  conflicts: v.array(listedConflictSchema),
  /** What to give as `before` for those after these; null: there are no more. */
  next: v.nullable(v.string()),
})
export type ConflictList = v.InferOutput<typeof conflictListSchema>
