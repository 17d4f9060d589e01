/** The countdown. */
import { inEnglish } from '../spoken'

export const countdownWords = inEnglish('countdown', {
  empty: 'Which day do you look forward to?',
  date: 'Date',
  time: 'Time',
  noTime: 'Without a time the whole day counts.',
  start: 'Start',
  since: (date: string) => `since ${date}`,
  notADate: 'This is no date that can be counted to.',
  count: 'Count',
  modes: { until: 'Down to the date', since: 'Up from the date' },
  units: 'Counted in',
  unitChoices: { days: 'Days', weeks: 'Weeks and days', calendar: 'Years, months and days' },
})
