/**
 * Small schemas that several messages share. Every schema of the wire names what it must be: that sentence reaches people,
 * with a path, in a problem's `errors`; valibot's own ("Expected string but received 7") are not said to them.
 */
import * as v from 'valibot'
import type { Json } from '../layout/model'

export const MUST_BE_LIST = 'must be a list'

/** A string of one pattern; `message` is said of what is no string too. */
/* @__NO_SIDE_EFFECTS__ */
export const text = (pattern: RegExp, message: string) => v.pipe(v.string(message), v.regex(pattern, message))
/** A number that is whole, and safe to count with. */
/* @__NO_SIDE_EFFECTS__ */
const wholeNumber = (message: string) => v.custom<number>(Number.isSafeInteger, message)
/** An integer from `least` to `most`, both included. One number breaks it once: what is none is not compared. */
/* @__NO_SIDE_EFFECTS__ */
export function integer(least: number, most: number, message = `must be an integer from ${least} to ${most}`) {
  return v.pipe(wholeNumber(message), v.minValue(least, message), v.maxValue(most, message))
}
/** One of a few words. */
/* @__NO_SIDE_EFFECTS__ */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  v.picklist(words, `must be one of ${words.join(', ')}`)
/** A member that is there and true, or not there. */
export const flag = v.optional(v.literal(true, 'must be true, or left out'))
/**
 * Any JSON value, as it was parsed and by reference: a schema that walks into it overflows on values nested some thousand deep and
 * drops keys named `__proto__`.
 */
export const anyJson = v.unknown() as unknown as v.GenericSchema<Json>

/** The greatest integer of a 32-bit column. */
export const MAX_COUNT = 2_147_483_647

/** Lower-case UUID: ids of widgets, devices and writers compare as text. */
export const uuid = text(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a lower-case UUID')
/** A revision or an edit's number: fits a 32-bit integer column. */
export const count = integer(0, MAX_COUNT)
/** ms since 1970, by a device's clock. */
export const millis = integer(0, Number.MAX_SAFE_INTEGER, 'must be milliseconds since 1970')
/** ms since 1970, after correction by the server (S5): where a device's clock is years ahead that may be before 1970. */
export const correctedMillis = wholeNumber('must be milliseconds since 1970')
export const tag = text(/^[0-9a-z]{1,64}$/, 'must be 1 to 64 of a-z and 0-9')
export const account = text(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z, a-z, 0-9, _ and -')
/** What people call a device; no control characters, so that it is safe in logs and in any text column. */
export const deviceName = v.pipe(
  v.string('must be text'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(100, 'must be at most 100 characters'),
  v.regex(/^\P{Cc}*$/u, 'must not hold control characters'),
)
/** One that is kept as it is given: half a pair of characters, which no database holds, is refused. */
export const wholeDeviceName = v.pipe(deviceName, v.regex(/^\P{Surrogate}*$/u, 'must not hold half characters'))
