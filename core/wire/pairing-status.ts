/** What GET /api/pairing and a decision answer: how the account's latest code stands, for the device that shows it. */
import * as z from 'zod/mini'
import { MUST_BE_OBJECT, millis, oneOf, uuid } from './scalars'

/**
 * `open`: nobody has used the code. `claimed`: a device wants to join. `admitted`: it may. `joined`: it has its session.
 * `refused`: it may not, or the code was withdrawn.
 */
export const PAIRING_STATES = ['open', 'claimed', 'admitted', 'joined', 'refused'] as const

export const pairingSchema = z.object(
  {
    id: uuid,
    state: oneOf(PAIRING_STATES),
    /** What the device that wants to join calls itself; null: it did not say, or there is none. */
    deviceName: z.nullable(z.string('must be text')),
    /** Server time at which the next step must have happened, ms since 1970. */
    expiresAt: millis,
  },
  MUST_BE_OBJECT,
)
export type Pairing = z.infer<typeof pairingSchema>

/** null: there is none, or its time is over. */
export const pairingStatusSchema = z.object({ pairing: z.nullable(pairingSchema), serverTime: millis }, MUST_BE_OBJECT)
