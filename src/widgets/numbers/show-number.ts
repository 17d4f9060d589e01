/** A tracker's values and times in words, by its unit and decimals. Pure but for the language. */
import type { Widget } from '../../../core/layout/model'
import { dateText, numberText } from '../../words/formats'
import { readText } from '../read-field'
import { numberOr } from '../read-number'

export const UNIT = 'data/unit'
export const DECIMALS = 'data/decimals'
export const MAX_DECIMALS = 6

/** null: as many as were typed. */
export function decimalsOf(widget: Widget): number | null {
  const decimals = numberOr(widget.fields[DECIMALS], null, 0, MAX_DECIMALS)
  return decimals === null ? null : Math.round(decimals)
}

export interface ShowOptions {
  /** "+3" for what has grown. */
  sign?: boolean
  unit?: boolean
  /** Decimals of what was reckoned, when none are set. */
  atMost?: number
}

export function showNumber(
  widget: Widget,
  value: number,
  { sign = false, unit = true, atMost }: ShowOptions = {},
): string {
  const decimals = decimalsOf(widget)
  const text = numberText(value, {
    ...(decimals === null
      ? { maximumFractionDigits: atMost ?? MAX_DECIMALS }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    ...(sign ? { signDisplay: 'exceptZero' } : {}),
  })
  const name = readText(widget, UNIT).trim()
  // A no-break space: a number does not part from its unit.
  return unit && name !== '' ? `${text}\u00a0${name}` : text
}

export const showDay = (at: number): string => dateText(at, { day: 'numeric', month: 'short', year: 'numeric' })
export const showTime = (at: number): string => dateText(at, { dateStyle: 'medium', timeStyle: 'short' })
