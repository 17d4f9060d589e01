/** Small schemas that several messages share. */
import * as z from 'zod/mini'

/** Lower-case UUID: ids of widgets, devices and writers compare as text. */
export const uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a lower-case UUID'))
/** A revision or an edit's number: fits a 32-bit integer column. */
export const count = z.int().check(z.gte(0), z.lte(2_147_483_647))
/** ms since 1970. */
export const millis = z.int().check(z.gte(0))
export const tag = z.string().check(z.regex(/^[0-9a-z]{1,64}$/, 'must be 1 to 64 of a-z and 0-9'))
export const account = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z, a-z, 0-9, _ and -'))
/** What people call a device; no control characters, so that it is safe in logs and in any text column. */
export const deviceName = z
  .string()
  .check(z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u, 'must not hold control characters'))
