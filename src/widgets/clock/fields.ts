/** The fields of a clock, read whatever is in them. `data/zone` is its own zone, each other place a field of its own. Pure. */
import type { Widget } from '../../../core/layout/model'
import { type Entry, readChoice, readEntries, readFlag, readText } from '../read-field'
import { type ClockSettings, HOURS } from './zone-time'

export const MAIN_ZONE = 'data/zone'
export const HOUR_CYCLE = 'data/hours'
export const SECONDS = 'data/seconds'
export const FACE = 'data/face'
export const FACES = ['digital', 'analogue'] as const
/** `{ zone, order }` */
export const PLACE = 'data/zone:'

export const settingsOf = (widget: Widget): ClockSettings => ({
  zone: readText(widget, MAIN_ZONE),
  hours: readChoice(widget, HOUR_CYCLE, HOURS),
  seconds: readFlag(widget, SECONDS, false),
})

export const faceOf = (widget: Widget): (typeof FACES)[number] => readChoice(widget, FACE, FACES)

/** The zone of one of the other places; '' when it has none. */
export const zoneOf = ({ parts }: Entry): string => (typeof parts.zone === 'string' ? parts.zone : '')

/** The other places in their order; what names no zone is none. */
export const placesOf = (widget: Widget): Entry[] => readEntries(widget, PLACE).filter((entry) => zoneOf(entry) !== '')
