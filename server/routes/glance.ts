/**
 * What can be read of a body whose schema this server may not know: what is there and of its type, and nothing of all else.
 * Used by ./layout-body and ./replacement.
 */
import * as v from 'valibot'

/** A number of any size that is one: JSON's 1e999 is none. */
export const glancedNumber = v.fallback(v.optional(v.pipe(v.number(), v.finite())), undefined)

export const glancedMembers = {
  schema: glancedNumber,
  account: v.fallback(v.optional(v.string()), undefined),
}
