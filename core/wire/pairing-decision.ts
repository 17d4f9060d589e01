/** Body of POST /api/pairing/decision: whether the device that wants to join may. */
import * as v from 'valibot'
import { object } from './object'
import { uuid } from './scalars'

export const pairingDecisionSchema = object({
  /** The pairing that the person was asked about: never another that came in its place. */
  id: uuid,
  /** false withdraws a code that nobody has used, too. */
  admit: v.boolean('must be true or false'),
})
