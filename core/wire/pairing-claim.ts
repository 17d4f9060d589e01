/**
 * Body of POST /api/pairing/claim: another device wants to join by a code. The same call, repeated, asks how that stands and
 * collects the session once the first device has admitted it; whoever knows only the code gets nothing by that.
 */
import * as v from 'valibot'
import { readCode } from '../pairing/code'
import { object } from './object'
import { text, wholeDeviceName } from './scalars'

const MUST_BE_CODE = 'must be a code of 8 characters'
const code = v.pipe(
  v.string(MUST_BE_CODE),
  v.maxLength(100, MUST_BE_CODE),
  v.rawTransform(({ dataset: { value: typed }, addIssue, NEVER }) => {
    const read = readCode(typed)
    if (read !== null) return read
    addIssue({ message: MUST_BE_CODE })
    return NEVER
  }),
)
const MUST_BE_SECRET = 'must be 32 to 128 of A-Z, a-z, 0-9, _ and -'

export const pairingClaimSchema = object({
  /** In any case, with or without the dash. */
  code,
  deviceName: v.optional(wholeDeviceName),
  /** Random, chosen by the device that joins. Left out: the server makes one and answers with it, and a lost answer loses the code. */
  secret: v.optional(text(/^[A-Za-z0-9_-]{32,128}$/, MUST_BE_SECRET)),
})
