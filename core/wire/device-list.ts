/** What GET /api/devices answers (CONTRACT section 2): the devices of the account, the one that was heard of last first. */
import * as v from 'valibot'
import { object } from './object'
import { count, millis, uuid } from './scalars'

export const deviceSchema = object({
  id: uuid,
  /** What a person called it, else what it calls itself; null: neither. */
  name: v.nullable(v.string()),
  /** What it calls itself: its name again once a person's is taken away. */
  ownName: v.nullable(v.string()),
  /** Server time at which it was heard of last, to some minutes. */
  lastSeen: millis,
  /** The latest revision that it said it has. */
  lastRevision: count,
  /** It is the one that asks. More than one can be: a copied browser profile asks with the same session. */
  current: v.boolean(),
  /** A session of it lives. One that is not signed in holds what it owes until it is again. */
  signedIn: v.boolean(),
})
export type Device = v.InferOutput<typeof deviceSchema>

export const deviceListSchema = object({ devices: v.array(deviceSchema) })

/** What DELETE /api/devices/D answers. */
export const deviceRemovedSchema = object({
  id: uuid,
  /** The session that asked ended with it: whoever asked is signed out now. */
  signedOut: v.boolean(),
})
