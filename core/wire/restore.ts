/**
 * The body of POST /api/layout/versions/R/restore (S15), and the head that an import has too: who asks, and what the device
 * holds. After: server/routes check it.
 */
import * as z from 'zod/mini'
import { account, count, deviceName, integer, MAX_COUNT, MUST_BE_OBJECT, millis, tag, uuid } from './scalars'
import { SCHEMA } from './version'

/** The members of a restore or an import that say who asks. A program need not name the account: it is the session's. */
export const replacementMembers = {
  schema: z._default(integer(1, MAX_COUNT), SCHEMA),
  account: z.optional(account),
  device: uuid,
  deviceName: z.optional(deviceName),
  /** Of its own: this restore or import is its only edit, number 1. The same again is a duplicate (S2). */
  writer: uuid,
  /** The revision that the device holds, and its tag: 0 and null when it holds none. */
  base: count,
  tag: z.nullable(tag),
  /** The device's clock when this request leaves (S5). */
  sentAt: millis,
}

/** As for a save: a base is known by its tag. */
export const baseHasTag = (ctx: z.core.ParsePayload<{ base: number; tag: string | null }>): void => {
  const { base, tag: named } = ctx.value
  if (base === 0 || named !== null) return
  ctx.issues.push({ code: 'custom', message: 'must be the tag of base', path: ['tag'], input: named })
}

export const restoreSchema = z.object(replacementMembers, MUST_BE_OBJECT).check(baseHasTag)
export type RestoreRequest = z.infer<typeof restoreSchema>
