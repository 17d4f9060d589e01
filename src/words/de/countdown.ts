import type { countdownWords } from '../en/countdown'

export const countdown: ReturnType<typeof countdownWords> = {
  empty: 'Auf welchen Tag freust du dich?',
  date: 'Datum',
  time: 'Uhrzeit',
  noTime: 'Ohne Uhrzeit zählt der ganze Tag.',
  start: 'Los',
  since: (date) => `seit ${date}`,
  notADate: 'Das ist kein Datum, zu dem sich zählen lässt.',
  count: 'Zählen',
  modes: { until: 'Bis zum Datum', since: 'Seit dem Datum' },
  units: 'Gezählt in',
  unitChoices: { days: 'Tagen', weeks: 'Wochen und Tagen', calendar: 'Jahren, Monaten und Tagen' },
}
