/** What each widget type is called, and the line about it in the catalogue. */
import { inEnglish } from '../spoken'

export const widgetsWords = inEnglish('widgets', {
  note: { name: 'Note', about: 'A thought, a list, a text to keep at hand' },
  todo: { name: 'To-do list', about: 'Things to do, to tick off one by one' },
  links: { name: 'Links', about: 'Pages you open often' },
  clock: { name: 'Clock', about: 'The time here and in other places' },
  calendar: { name: 'Calendar', about: 'The month, your dates, and what comes next' },
  timer: { name: 'Timer', about: 'A timer, a stopwatch, or work and breaks in turn' },
  habits: { name: 'Habits', about: 'What you want to do every day, and how it goes' },
  counter: { name: 'Counter', about: 'Count anything, with a goal if you like' },
  numbers: { name: 'Number tracker', about: 'A value now and then, and how it changes' },
  sketch: { name: 'Sketch', about: 'A sheet of paper to draw on' },
  'sync-health': { name: 'Sync health', about: 'What was sent lately, and what was not' },
  countdown: { name: 'Countdown', about: 'How long it is until a day, or since' },
  unknown: { name: 'Widget', about: '' },
})
