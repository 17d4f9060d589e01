/** The clock. */
import { inEnglish } from '../spoken'

export const clockWords = inEnglish('clock', {
  here: 'Local time',
  notKnownHere: (zone: string) => `Local time (${zone} is not known here)`,
  notKnown: (zone: string) => `${zone} (not known here)`,
  sameTime: 'Same time',
  /** "5 h ahead": `hours` is a number with its unit. */
  ahead: (hours: string) => `${hours} ahead`,
  behind: (hours: string) => `${hours} behind`,
  otherZones: 'Other places',
  zone: 'Time zone',
  thisDevice: 'This device’s',
  face: 'Face',
  faces: { digital: 'Digital', analogue: 'With hands' },
  hours: 'Hours',
  hourChoices: { auto: 'As usual here', '24': '24 hours', '12': '12 hours' },
  seconds: 'Show seconds',
  addPlace: 'Add a place',
  choose: 'Choose a time zone…',
  add: 'Add',
  remove: (name: string) => `Remove ${name}`,
})
