/** The data of `event: revision` on GET /api/events: a hint to pull, nothing more. */
import * as z from 'zod/mini'
import { count, tag } from './scalars'

export const revisionEventSchema = z.object({ revision: count, tag: z.nullable(tag) })
export type RevisionEvent = z.infer<typeof revisionEventSchema>
