/** What GET /api/conflicts answers (CONTRACT section 2, S7): what lost, newest first. */
import * as z from 'zod/mini'
import { conflictSchema } from './answer'
import { millis } from './scalars'

export const listedConflictSchema = z.extend(conflictSchema, {
  /** Server time at which it was decided. */
  decidedAt: millis,
})
export type ListedConflict = z.infer<typeof listedConflictSchema>

export const conflictListSchema = z.object({
  conflicts: z.array(listedConflictSchema),
  /** What to give as `before` for those after these; null: there are no more. */
  next: z.nullable(z.string()),
})
export type ConflictList = z.infer<typeof conflictListSchema>
