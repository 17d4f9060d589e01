/** Body of POST /api/pairing/decision: whether the device that wants to join may. */
import * as z from 'zod/mini'
import { MUST_BE_OBJECT, uuid } from './scalars'

export const pairingDecisionSchema = z.object(
  {
    /** The pairing that the person was asked about: never another that came in its place. */
    id: uuid,
    /** false withdraws a code that nobody has used, too. */
    admit: z.boolean('must be true or false'),
  },
  MUST_BE_OBJECT,
)
