/** Body of PATCH /api/devices/D: a name that a person gives a device. */
import * as v from 'valibot'
import { object } from './object'
import { wholeDeviceName } from './scalars'

/** Spaces around it are left out. */
const givenName = v.pipe(v.string('must be text, or null'), v.trim(), wholeDeviceName)

export const deviceChangeSchema = object({
  /** null: the name that it has by itself. */
  name: v.nullable(givenName),
})
