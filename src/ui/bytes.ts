/** A number of bytes in words: "850 kB", "1.2 MB". Pure but for the language. */
import { numberText } from '../words/formats'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function bytesInWords(bytes: number): string {
  let amount = bytes
  let unit = 0
  while (amount >= 1_000 && unit < UNITS.length - 1) {
    amount /= 1_000
    unit += 1
  }
  const digits = amount < 10 && unit > 1 ? 1 : 0
  return numberText(amount, { style: 'unit', unit: UNITS[unit] ?? 'byte', maximumFractionDigits: digits })
}
