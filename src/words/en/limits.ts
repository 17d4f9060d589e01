/** What a limit of the dashboard forbids (CONTRACT section 1). Some of it only a program can ask for, through `window.holdfast`. */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const limitsWords = inEnglish('limits', {
  noWidget: (id: string) => `There is no widget ${id} on this dashboard.`,
  mostWidgets: (most: number) => `A dashboard holds at most ${numberText(most)} widgets. Remove one first.`,
  typeOnce: 'A widget’s type is set once, when it is added.',
  noField: (field: string) =>
    `“${field}” is no field: use title, desktop, mobile or data/ and 1 to 120 of A-Z a-z 0-9 _ . : -`,
  mostChars: (field: string, most: number) => `${field} must be at most ${numberText(most)} characters.`,
  mostBytes: (field: string, most: number) => `${field} must be at most ${numberText(most)} bytes as JSON.`,
  /** @param place the field, and where in its value @param problem what the limit says of it, in English */
  value: (place: string, problem: string) => `${place} ${problem}.`,
})
