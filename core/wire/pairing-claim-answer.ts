/** What POST /api/pairing/claim answers to the device that wants to join. */
import * as z from 'zod/mini'
import { account, MUST_BE_OBJECT, millis } from './scalars'

export const pairingClaimAnswerSchema = z.discriminatedUnion('state', [
  z.object(
    {
      /** The person has not said yes on the first device yet: ask again in a few seconds. */
      state: z.literal('waiting'),
      /** What to repeat the call with. */
      secret: z.string('must be text'),
      /** Server time until which it can be confirmed, ms since 1970. */
      expiresAt: millis,
      serverTime: millis,
    },
    MUST_BE_OBJECT,
  ),
  z.object(
    {
      /** The answer has set the cookie of a session of its own. */
      state: z.literal('joined'),
      /** Whose dashboard it is; `email` null: a guest's. */
      account: z.object(
        { id: account, email: z.nullable(z.string('must be text')), guest: z.boolean() },
        MUST_BE_OBJECT,
      ),
    },
    MUST_BE_OBJECT,
  ),
])
export type PairingClaimAnswer = z.infer<typeof pairingClaimAnswerSchema>
