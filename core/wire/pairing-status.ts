/** What GET /api/pairing and a decision answer: how the account's latest code stands, for the device that shows it. */
import * as v from 'valibot'
import { object } from './object'
import { millis, oneOf, uuid } from './scalars'

/**
 * `open`: nobody has used the code. `claimed`: a device wants to join. `admitted`: it may. `joined`: it has its session.
 * `refused`: it may not, or the code was withdrawn.
 */
export const PAIRING_STATES = ['open', 'claimed', 'admitted', 'joined', 'refused'] as const

export const pairingSchema = object({
  id: uuid,
  state: oneOf(PAIRING_STATES),
  /** What the device that wants to join calls itself; null: it did not say, or there is none. */
  deviceName: v.nullable(v.string('must be text')),
  /** Server time at which the next step must have happened, ms since 1970. */
  expiresAt: millis,
})
export type Pairing = v.InferOutput<typeof pairingSchema>

/** null: there is none, or its time is over. */
export const pairingStatusSchema = object({ pairing: v.nullable(pairingSchema), serverTime: millis })
