/** The schema of ./problem, apart from it: the worker knows problems by name and carries no schema. */
import * as v from 'valibot'
import { object } from './object'
import type { Problem } from './problem'

const problemErrorSchema = object({
  path: v.string(),
  message: v.string(),
  writer: v.optional(v.string()),
  n: v.optional(v.number()),
})
export const problemSchema = object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(problemErrorSchema)),
}) satisfies v.GenericSchema<unknown, Problem>
