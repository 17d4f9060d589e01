/**
 * The body of POST /api/layout/versions/R/restore (S15), and the head that an import has too: who asks, and what the device
 * holds. After: server/routes check it.
 */
import * as v from 'valibot'
import { baseHasTag } from './base-tag'
import { object } from './object'
import { withRule } from './rule'
import { account, count, deviceName, integer, MAX_COUNT, millis, tag, uuid } from './scalars'
import { SCHEMA } from './version'

/** The members of a restore or an import that say who asks. A program need not name the account: it is the session's. */
export const replacementMembers = {
  schema: v.optional(integer(1, MAX_COUNT), SCHEMA),
  account: v.optional(account),
  device: uuid,
  deviceName: v.optional(deviceName),
  /** Of its own: this restore or import is its only edit, number 1. The same again is a duplicate (S2). */
  writer: uuid,
  /** The revision that the device holds, and its tag: 0 and null when it holds none. */
  base: count,
  tag: v.nullable(tag),
  /** The device's clock when this request leaves (S5). */
  sentAt: millis,
}

export const restoreSchema = withRule(object(replacementMembers), baseHasTag)
export type RestoreRequest = v.InferOutput<typeof restoreSchema>
