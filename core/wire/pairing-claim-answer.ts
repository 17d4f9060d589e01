/** What POST /api/pairing/claim answers to the device that wants to join. */
import * as v from 'valibot'
import { object } from './object'
import { account, millis } from './scalars'

export const pairingClaimAnswerSchema = v.variant('state', [
  object({
    /** The person has not said yes on the first device yet: ask again in a few seconds. */
    state: v.literal('waiting'),
    /** What to repeat the call with. */
    secret: v.string('must be text'),
    /** Server time until which it can be confirmed, ms since 1970. */
    expiresAt: millis,
    serverTime: millis,
  }),
  object({
    /** The answer has set the cookie of a session of its own. */
    state: v.literal('joined'),
    /** Whose dashboard it is; `email` null: a guest's. */
    account: object({ id: account, email: v.nullable(v.string('must be text')), guest: v.boolean() }),
  }),
])
export type PairingClaimAnswer = v.InferOutput<typeof pairingClaimAnswerSchema>
