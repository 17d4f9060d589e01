/** The data of `event: revision` on GET /api/events: a hint to pull, nothing more. */
import * as z from 'zod/mini'
import { count, MUST_BE_OBJECT, tag } from './scalars'

export const revisionEventSchema = z.object({ revision: count, tag: z.nullable(tag) }, MUST_BE_OBJECT)
export type RevisionEvent = z.infer<typeof revisionEventSchema>
