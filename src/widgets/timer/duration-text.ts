/** Lengths of time as a watch shows them and as they are said, by Intl. Pure but for the language. */
import { dateText, listText, numberText } from '../../words/formats'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * "05:03", "1:05:03": whole seconds of `ms`; with hundredths when asked.
 * A watch of a day and more says the days before it.
 */
export function watchText(ms: number, { hundredths = false } = {}): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: 'UTC',
    minute: '2-digit',
    second: '2-digit',
    ...(ms >= HOUR_MS ? { hour: 'numeric', hourCycle: 'h23' } : {}),
    ...(hundredths ? { fractionalSecondDigits: 2 } : {}),
  }
  const watch = dateText(ms % DAY_MS, options)
  if (ms < DAY_MS) return watch
  return `${numberText(Math.floor(ms / DAY_MS), { style: 'unit', unit: 'day', unitDisplay: 'short' })} ${watch}`
}

/** "5 minutes and 3 seconds". */
export function spokenLength(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const parts: [number, string][] = [
    [Math.floor(seconds / 3_600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ]
  const said = parts.filter(([count, unit]) => count > 0 || (unit === 'second' && seconds === 0))
  return listText(said.map(([count, unit]) => numberText(count, { style: 'unit', unit, unitDisplay: 'long' })))
}
