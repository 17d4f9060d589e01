/** What the habits say. */
import { inEnglish } from '../spoken'

export const habitsWords = inEnglish('habits', {
  tickToday: (name: string) => `${name}, today`,
  unnamed: 'Habit',
  days: (n: number, text: string) => (n === 1 ? `${text} day` : `${text} days`),
  streak: (days: string) => `${days} in a row`,
  longest: (days: string) => `Longest: ${days}`,
  noStreak: 'Tick it today to begin',
  map: (name: string, done: string, of: string) => `${name}: ${done} of the last ${of} days`,
  lastDays: (name: string) => `${name}, the last days`,
  showDays: (name: string) => `The last days of ${name}`,
  add: 'Add a habit',
  addName: 'Name of the habit',
  placeholder: 'Walk, read, drink water…',
  addIt: 'Add',
  cancel: 'Cancel',
  empty: 'What would you like to do every day? Add it, and tick it off each day.',
  most: (n: string) => `There is room for ${n} habits. Add another widget for more.`,
  name: 'Name',
  colour: (name: string) => `Colour of ${name}`,
  remove: (name: string) => `Delete ${name}`,
  removed: (name: string) => `“${name}” and its days were deleted.`,
  none: 'There are no habits yet.',
  up: (name: string) => `Move ${name} up`,
  examples: ['Walk', 'Read'],
})
