/**
 * What the time is in a zone, and how that is said in the reader's language. A zone that this browser does not know falls back
 * to the device's own. Pure but for the device's zone and the language chosen.
 */
import { clockWords } from '../../words/en/clock'
import { dateText, numberText } from '../../words/formats'

export const HOURS = ['auto', '24', '12'] as const
export interface ClockSettings {
  /** An IANA name; '' for the device's own. */
  zone: string
  hours: (typeof HOURS)[number]
  seconds: boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Asked at every tick, and dear to find out. */
const known = new Map<string, boolean>()

/** True when `zone` can be shown here. */
export function isZone(zone: string): boolean {
  const before = known.get(zone)
  if (before !== undefined) return before
  let is = zone !== ''
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    is = false
  }
  known.set(zone, is)
  return is
}

/** The zone in words: "New York". */
export function zoneName(zone: string): string {
  return (zone.split('/').at(-1) || zone).replaceAll('_', ' ')
}

const inZone = (zone: string): Intl.DateTimeFormatOptions => (isZone(zone) ? { timeZone: zone } : {})

const CYCLES = { auto: {}, '24': { hourCycle: 'h23' }, '12': { hourCycle: 'h12' } } as const

/** "9:41", "09:41:07", "9:41 AM" */
export function timeText(now: number, { zone, hours, seconds }: ClockSettings): string {
  return dateText(now, {
    hour: hours === '24' ? '2-digit' : 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    ...CYCLES[hours],
    ...inZone(zone),
  })
}

/** "Monday, November 30" */
export function dayText(now: number, zone: string): string {
  return dateText(now, { weekday: 'long', day: 'numeric', month: 'long', ...inZone(zone) })
}

/** Where that is: the city, or that it is the device's own time. */
export function placeText(zone: string): string {
  const words = clockWords()
  if (zone === '') return words.here
  return isZone(zone) ? zoneName(zone) : words.notKnownHere(zone)
}

/** The parts of the time in `zone`, as numbers. */
export interface ZoneTime {
  hour: number
  minute: number
  second: number
  /** What a clock there would show, as if it were UTC: ms since 1970, whole seconds. */
  wall: number
}

const readers = new Map<string, Intl.DateTimeFormat>()

/** At `now`, ms since 1970. */
export function timeIn(zone: string, now: number): ZoneTime {
  const key = isZone(zone) ? zone : ''
  let reader = readers.get(key)
  if (reader === undefined) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    reader = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      ...numeric,
      second: 'numeric',
      hourCycle: 'h23',
      ...inZone(key),
    })
    readers.set(key, reader)
  }
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of reader.formatToParts(now)) part[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return { hour, minute, second, wall: Date.UTC(year, month - 1, day, hour, minute, second) }
}

/** How far a zone is from here, and whether it is another day there. */
export interface Difference {
  /** Minutes ahead of here; negative: behind. */
  minutes: number
  /** 1: tomorrow there, -1: yesterday, 0: the same day. */
  days: number
}

/** `here` and `there`: IANA names, '' for the device's own. */
export function differenceOf(here: string, there: string, now: number): Difference {
  const [from, to] = [timeIn(here, now).wall, timeIn(there, now).wall]
  return {
    minutes: Math.round((to - from) / MINUTE_MS),
    days: Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS),
  }
}

/** "5.5 hr ahead · +1 day", in the reader's numbers and units. */
export function differenceText({ minutes, days }: Difference): string {
  const words = clockWords()
  const hours = numberText(Math.abs(minutes) / 60, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  })
  const distance = minutes === 0 ? words.sameTime : minutes > 0 ? words.ahead(hours) : words.behind(hours)
  if (days === 0) return distance
  const day = numberText(days, { style: 'unit', unit: 'day', unitDisplay: 'long', signDisplay: 'always' })
  return `${distance} · ${day}`
}
