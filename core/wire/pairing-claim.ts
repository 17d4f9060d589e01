/**
 * Body of POST /api/pairing/claim: another device wants to join by a code. The same call, repeated, asks how that stands and
 * collects the session once the first device has admitted it; whoever knows only the code gets nothing by that.
 */
import * as z from 'zod/mini'
import { readCode } from '../pairing/code'
import { deviceName, MUST_BE_OBJECT } from './scalars'

const MUST_BE_CODE = 'must be a code of 8 characters'
const code = z.pipe(
  z.string(MUST_BE_CODE).check(z.maxLength(100, MUST_BE_CODE)),
  z.transform((typed: string, ctx) => {
    const read = readCode(typed)
    if (read !== null) return read
    ctx.issues.push({ code: 'custom', message: MUST_BE_CODE, input: typed })
    return z.NEVER
  }),
)
const MUST_BE_SECRET = 'must be 32 to 128 of A-Z, a-z, 0-9, _ and -'

export const pairingClaimSchema = z.object(
  {
    /** In any case, with or without the dash. */
    code,
    deviceName: z.optional(deviceName.check(z.regex(/^\P{Surrogate}*$/u, 'must not hold half characters'))),
    /** Random, chosen by the device that joins. Left out: the server makes one and answers with it, and a lost answer loses the code. */
    secret: z.optional(z.string(MUST_BE_SECRET).check(z.regex(/^[A-Za-z0-9_-]{32,128}$/, MUST_BE_SECRET))),
  },
  MUST_BE_OBJECT,
)
