/** What the calendar says. */
import { inEnglish } from '../spoken'

export const calendarWords = inEnglish('calendar', {
  month: 'Month',
  before: 'The month before',
  after: 'The next month',
  today: 'Today',
  dates: (n: number, text: string) => (n === 1 ? `${text} date` : `${text} dates`),
  on: (day: string) => `Dates on ${day}`,
  what: 'What is on this day?',
  add: 'Add',
  close: 'Close',
  text: 'Date',
  remove: (text: string) => `Delete ${text}`,
  removed: (text: string) => `“${text}” was deleted.`,
  unnamed: 'Without a text',
  next: 'Coming up',
  more: (n: string) => `and ${n} more`,
  nothingNext: 'No dates ahead. Choose a day to add one.',
  full: 'There is no room for more dates. Delete old ones, or add another calendar.',
  deletePast: (n: string) => `Delete the ${n} dates that are past`,
  pastDeleted: (n: string) => `${n} past dates were deleted.`,
  weekNumbers: 'Show the number of each week',
  week: 'Week',
  list: 'Show what is coming up',
  example: 'Dinner with Noor',
})
