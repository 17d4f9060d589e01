/** Reads fields that may be missing or of a wrong shape: another device or another version wrote them. Pure. */
import type { Json, Widget } from '../../core/layout/model'

/** The field's text, or `otherwise`. */
export function readText(widget: Widget, field: string, otherwise = ''): string {
  const value = widget.fields[field]
  return typeof value === 'string' ? value : otherwise
}

/** The field's yes or no, or `otherwise`. */
export function readFlag(widget: Widget, field: string, otherwise: boolean): boolean {
  const value = widget.fields[field]
  return typeof value === 'boolean' ? value : otherwise
}

/** The field's text if it is one of `choices`, else the first of them. */
export function readChoice<C extends string>(widget: Widget, field: string, choices: readonly [C, ...C[]]): C {
  const value = widget.fields[field]
  return choices.find((choice) => choice === value) ?? choices[0]
}

/** The parts of a value that should be an object; {} when it is none. */
export function partsOf(value: Json | undefined): Record<string, Json> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** One of the things that a widget keeps in a field each. */
export interface Entry {
  field: string
  parts: Record<string, Json>
  order: number
}

/** The fields under `prefix` (say `data/item:`) in their order; those without one come last, by key. */
export function readEntries(widget: Widget, prefix: string): Entry[] {
  const entries: Entry[] = []
  for (const [field, value] of Object.entries(widget.fields)) {
    if (!field.startsWith(prefix)) continue
    const parts = partsOf(value)
    const order = typeof parts.order === 'number' && Number.isFinite(parts.order) ? parts.order : Number.MAX_VALUE
    entries.push({ field, parts, order })
  }
  return entries.sort((a, b) => a.order - b.order || (a.field < b.field ? -1 : 1))
}

/** The order that comes after all of them. */
export function orderAfter(entries: readonly Entry[]): number {
  return 1 + entries.reduce((most, { order }) => (order < Number.MAX_VALUE ? Math.max(most, order) : most), 0)
}
