/** What a clock shows, in the reader's language. A time zone that this browser does not know falls back to the local one. */

export const HOURS = ['auto', '24', '12'] as const
export interface ClockSettings {
  /** An IANA name; '' for the device's own. */
  zone: string
  hours: (typeof HOURS)[number]
  seconds: boolean
}

/** True when `zone` can be shown here. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The zone in words: "New York". */
export function zoneName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** Time, day and place at `now` (ms since 1970). */
export function timeWords(now: number, { zone, hours, seconds }: ClockSettings) {
  const known = zone !== '' && isZone(zone)
  const where: Intl.DateTimeFormatOptions = known ? { timeZone: zone } : {}
  const cycle: Intl.DateTimeFormatOptions = hours === 'auto' ? {} : { hourCycle: hours === '24' ? 'h23' : 'h12' }
  const time = new Intl.DateTimeFormat(undefined, {
    hour: hours === '24' ? '2-digit' : 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    ...cycle,
    ...where,
  })
  const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', ...where })
  const place = known ? zoneName(zone) : zone === '' ? 'Local time' : `Local time (${zone} is not known here)`
  return { time: time.format(now), day: day.format(now), place }
}
