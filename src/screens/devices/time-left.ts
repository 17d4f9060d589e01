/** How long something is still good for, in words. Pure but for the language. */
import { numberText } from '../../words/formats'

const SECOND_MS = 1_000
const MINUTE_S = 60

/** "8 minutes", and in the last minute "40 seconds". @param ms that are left; less than 0 counts as 0 */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS))
  const [value, unit] = seconds > MINUTE_S ? [Math.ceil(seconds / MINUTE_S), 'minute'] : [seconds, 'second']
  return numberText(value, { style: 'unit', unit, unitDisplay: 'long' })
}
