/** Takes out of a report what is nobody's business in a bug tracker: what was typed, and who one is. Pure. Used by inspector. */
import { fieldName } from '../../core/edits/describe'
import { fieldKind } from '../journal/field-kind'

/** Enough of an id to tell two apart. */
const SHOWN_CHARS = 8
const IDS = new Set(['account', 'device', 'writer', 'widget', 'tag'])
/** What a person typed, or may have put there, and how one is reached. */
const PRIVATE = new Set(['value', 'was', 'kept', 'lost', 'email', 'deviceName', 'title'])

/** The same, with ids shortened, values left out, and of field names only the kind. `JSON.stringify`-able in, and out. */
export function redact(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => redact(one))
  if (typeof value === 'object' && value !== null && !PRIVATE.has(key)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [shortened(name), redact(part, name)]))
  }
  if (value === undefined || value === null) return value
  if (PRIVATE.has(key)) return '(left out)'
  if (typeof value !== 'string') return value
  if (key === 'field') return fieldName(fieldKind(value))
  return IDS.has(key) ? value.slice(0, SHOWN_CHARS) : shortened(value)
}

const UUID = /\b([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g
const shortened = (text: string) => text.replace(UUID, '$1')
