/**
 * The values of a number tracker. Each is a field of its own (`data/entry:<key>`), so that two devices that add one each lose none.
 * When there are many, those of months that are long over are packed into one field a month (`data/month:2025-03`), because a
 * widget has 2,000 fields. A packed value keeps its key: whoever packs the same one again changes nothing, and one that is a field
 * as well counts once, as the field says.
 *
 * Pure. Used by ./numbers.
 */
import { MAX_VALUE_BYTES, valueBytes } from '../../../core/layout/limits'
import type { Json, Widget } from '../../../core/layout/model'
import { dayOf } from '../days'
import { partsOf } from '../read-field'
import { numberOr } from '../read-number'
import type { Fields } from '../use-edit'

const ENTRY = 'data/entry:'
const MONTH = 'data/month:'

/** So many may be fields before old ones are packed. */
const LOOSE = 400
/** A month that ended before that is known to every device that was in use. */
const PACKED_AFTER_MS = 62 * 86_400_000
/** Dates that can be shown. */
const MOST_AT = 8.64e15

export interface NumberEntry {
  key: string
  value: number
  /** ms since 1970. */
  at: number
  /** The field that it is packed in; null: it is a field of its own. */
  month: string | null
}

type Packed = Record<string, Json>

function entryOf(key: string, value: Json | undefined, at: Json | undefined, month: string | null): NumberEntry[] {
  const number = numberOr(value, null)
  const time = numberOr(at, null, 0, MOST_AT)
  return number === null || time === null ? [] : [{ key, value: number, at: time, month }]
}

/** All of them, the oldest first. */
export function readNumbers({ fields }: Widget): NumberEntry[] {
  const found = new Map<string, NumberEntry>()
  for (const [field, value] of Object.entries(fields)) {
    if (!field.startsWith(MONTH)) continue
    for (const [key, pair] of Object.entries(partsOf(value))) {
      const [at, number] = Array.isArray(pair) ? pair : []
      for (const entry of entryOf(key, number, at, field)) found.set(key, entry)
    }
  }
  for (const [field, value] of Object.entries(fields)) {
    if (!field.startsWith(ENTRY)) continue
    const { v, at } = partsOf(value)
    const key = field.slice(ENTRY.length)
    for (const entry of entryOf(key, v, at, null)) found.set(key, entry)
  }
  return [...found.values()].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

const monthField = (at: number) => `${MONTH}${dayOf(at).slice(0, 7)}`

/** What packs old months, once there are many; {}: nothing to do. A month that is too large for a field stays as it is. */
function packed(widget: Widget, now: number): Fields {
  const loose = readNumbers(widget).filter(({ month }) => month === null)
  if (loose.length < LOOSE) return {}
  const months = new Map<string, NumberEntry[]>()
  for (const entry of loose) {
    if (entry.at > now - PACKED_AFTER_MS) continue
    const name = monthField(entry.at)
    months.set(name, [...(months.get(name) ?? []), entry])
  }
  const fields: Fields = {}
  for (const [name, entries] of months) {
    const all: Packed = { ...partsOf(widget.fields[name]) }
    for (const { key, value, at } of entries) all[key] = [at, value]
    if (valueBytes(all) > MAX_VALUE_BYTES) continue
    fields[name] = all
    for (const { key } of entries) fields[ENTRY + key] = undefined
  }
  return fields
}

/** The edit that adds a value. `key` is a new one; its last part is enough to tell it from the others. */
export function added(widget: Widget, value: number, at: number, key: string): Fields {
  return { ...packed(widget, at), [`${ENTRY}${key.slice(-12)}`]: { v: value, at } }
}

/** The edit that changes one. A packed one becomes a field of its own again, for it may be of another month now. */
export function changed(widget: Widget, entry: NumberEntry, to: { value: number; at: number }): Fields {
  const own = ENTRY + entry.key
  return { ...removed(widget, entry), [own]: { ...partsOf(widget.fields[own]), v: to.value, at: to.at } }
}

/** The edit that removes one, wherever it is. */
export function removed({ fields }: Widget, entry: NumberEntry): Fields {
  const edit: Fields = { [ENTRY + entry.key]: undefined }
  for (const [field, value] of Object.entries(fields)) {
    if (!field.startsWith(MONTH)) continue
    const { [entry.key]: gone, ...others } = partsOf(value)
    if (gone !== undefined) edit[field] = Object.keys(others).length === 0 ? undefined : others
  }
  return edit
}
