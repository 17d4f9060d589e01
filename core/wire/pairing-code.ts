/** What POST /api/pairing answers (CONTRACT section 2): a code by which one other device can join, once. */
import * as v from 'valibot'
import { object } from './object'
import { millis, uuid } from './scalars'

export const pairingCodeSchema = object({
  /** Names it for the device that asked; no secret, and of no use to another account. */
  id: uuid,
  /** XXXX-XXXX, see core/pairing/code. */
  code: v.string('must be text'),
  /** Server time, ms since 1970. */
  expiresAt: millis,
  /** By which clock: tells how long it lasts, whatever the device's own says. */
  serverTime: millis,
})
export type PairingCode = v.InferOutput<typeof pairingCodeSchema>
