/** The limits of CONTRACT section 1 and 2, and the check of one field's value against them. Pure. */
import { jsonProblem } from './json-problem'
import { COLUMNS, type Json } from './model'
import { getOwn } from './own'

export const MAX_WIDGETS = 500
export const MAX_LAYOUT_BYTES = 2 * 1024 * 1024
export const MAX_FIELDS_PER_WIDGET = 2_000
export const MAX_VALUE_BYTES = 16 * 1024
/**
 * Levels of arrays and objects in one value. JSON.stringify and structured clone (IndexedDB, messages to the worker) walk
 * values recursively and overflow somewhere between 1,900 and 4,100 levels, depending on the engine and the thread.
 */
export const MAX_VALUE_DEPTH = 500
/** Characters are code points: an emoji outside the basic plane counts once, not twice as in `length`. */
export const MAX_TITLE_CHARS = 200
export const MAX_TYPE_CHARS = 120
export const MAX_ROW = 10_000
export const MAX_ROWS_HIGH = 100
export const MAX_SAVE_BYTES = 1024 * 1024
export const MAX_IMPORT_BYTES = 16 * 1024 * 1024
/** A file of a million tiny fields would take gigabytes of memory, and longer than any statement may. */
export const MAX_IMPORT_FIELDS = 200_000
/** A save over this goes as several (D2). */
export const SPLIT_SAVE_BYTES = 900_000

const DATA_KEY = /^data\/[A-Za-z0-9_.:-]{1,120}$/

/** True for `type`, `title`, `desktop`, `mobile` and `data/<key>` with a key of 1-120 characters of A-Za-z0-9_.:- */
export function isFieldKey(field: string): boolean {
  return field === 'type' || field === 'title' || field === 'desktop' || field === 'mobile' || DATA_KEY.test(field)
}

/** Bytes that a string takes in UTF-8; a lone surrogate counts 3, as encoders replace it. */
export function utf8Bytes(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4
      i++
    } else bytes += 3
  }
  return bytes
}

/** Has the text more than `most` code points? A lone surrogate is one. */
function isLongerThan(text: string, most: number): boolean {
  if (text.length <= most) return false
  if (text.length > 2 * most) return true
  return Array.from(text).length > most
}

/** Bytes of a value as JSON in UTF-8: what the limits and a layout's total count. Throws for what is nested too deep. */
export function valueBytes(value: Json): number {
  return utf8Bytes(JSON.stringify(value))
}

/** What is wrong with one value: `path` below the value ('' for the value itself), and a sentence. */
export interface ValueProblem {
  path: string
  message: string
  /** What the value is over, for who says it in other words; missing where it is not about how much. */
  most?: { chars: number } | { bytes: number }
}

const boxLimits = (columns: number) =>
  ({ x: [0, columns - 1], y: [0, MAX_ROW], w: [1, columns], h: [1, MAX_ROWS_HIGH] }) as const

function boxProblems(columns: number, value: Json): ValueProblem[] {
  const limits = boxLimits(columns)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return [{ path: '', message: 'must be an object {x, y, w, h}' }]
  }
  const problems: ValueProblem[] = []
  for (const [name, [least, most]] of Object.entries(limits)) {
    const part = getOwn(value, name)
    if (typeof part !== 'number' || !Number.isInteger(part) || part < least || part > most) {
      problems.push({ path: name, message: `must be an integer from ${least} to ${most}` })
    }
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(limits, name)) problems.push({ path: name, message: 'is not part of a box' })
  }
  if (problems.length === 0 && (value.x as number) + (value.w as number) > columns) {
    problems.push({ path: 'w', message: `x + w must be at most ${columns}` })
  }
  return problems
}

/** Looks at the shape first: what is nested too deep, or runs in a circle, must not reach JSON.stringify. */
function dataProblems(value: Json): ValueProblem[] {
  const shape = jsonProblem(value, MAX_VALUE_DEPTH)
  if (shape !== null) return [{ path: '', message: shape }]
  return valueBytes(value) > MAX_VALUE_BYTES
    ? [{ path: '', message: `must be at most ${MAX_VALUE_BYTES} bytes as JSON`, most: { bytes: MAX_VALUE_BYTES } }]
    : []
}

/**
 * What is wrong with `value` as the value of `field` (CONTRACT section 1); [] when nothing is.
 * The key itself is checked by isFieldKey.
 */
export function valueProblems(field: string, value: Json): ValueProblem[] {
  if (field === 'desktop' || field === 'mobile') return boxProblems(COLUMNS[field], value)
  if (field === 'title' || field === 'type') {
    const most = field === 'title' ? MAX_TITLE_CHARS : MAX_TYPE_CHARS
    if (typeof value !== 'string') return [{ path: '', message: 'must be a string' }]
    if (isLongerThan(value, most))
      return [{ path: '', message: `must be at most ${most} characters`, most: { chars: most } }]
    if (field === 'type' && value === '') return [{ path: '', message: 'must not be empty' }]
    return []
  }
  return dataProblems(value)
}
