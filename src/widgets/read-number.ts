/** Reads numbers that another device or another version wrote, or that a person typed. Pure. */
import type { Json, Widget } from '../../core/layout/model'

/** The value as a number from `least` to `most`; `otherwise` when it is none, or none of these. */
export function numberOr<T>(value: Json | undefined, otherwise: T, least = -1e15, most = 1e15): number | T {
  return typeof value === 'number' && value >= least && value <= most ? value : otherwise
}

/** The field's number from `least` to `most`, or `otherwise`. */
export function readNumber(widget: Widget, field: string, otherwise: number, least: number, most: number): number {
  return numberOr(widget.fields[field], otherwise, least, most)
}

/**
 * What somebody typed: with a comma or a point before the decimals, blanks between the thousands, any minus sign.
 * null: no number.
 */
export function typedNumber(text: string): number | null {
  const plain = text
    .replaceAll(/[\s'’]/g, '')
    .replace(/^[−–]/, '-')
    .replace(',', '.')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null
  const value = Number(plain)
  return Math.abs(value) <= 1e15 ? value : null
}
