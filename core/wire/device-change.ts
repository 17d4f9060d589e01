/** Body of PATCH /api/devices/D: a name that a person gives a device. */
import * as z from 'zod/mini'
import { deviceName, MUST_BE_OBJECT } from './scalars'

/** Spaces around it are left out. Half a pair of characters, which no database holds, is refused. */
const givenName = z.pipe(
  z.string('must be text, or null').check(z.trim()),
  deviceName.check(z.regex(/^\P{Surrogate}*$/u, 'must not hold half characters')),
)

export const deviceChangeSchema = z.object(
  {
    /** null: the name that it has by itself. */
    name: z.nullable(givenName),
  },
  MUST_BE_OBJECT,
)
