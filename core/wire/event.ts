/** The data of `event: revision` on GET /api/events: a hint to pull, nothing more. */
import * as v from 'valibot'
import { object } from './object'
import { count, tag } from './scalars'

export const revisionEventSchema = object({ revision: count, tag: v.nullable(tag) })
export type RevisionEvent = v.InferOutput<typeof revisionEventSchema>
