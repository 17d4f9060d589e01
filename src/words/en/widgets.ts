/** What each widget type is called, and the line about it in the catalogue. */
import { inEnglish } from '../spoken'

export const widgetsWords = inEnglish('widgets', {
  note: { name: 'Note', about: 'A thought, a number, a text to keep at hand' },
  todo: { name: 'To-do list', about: 'Things to do, to tick off one by one' },
  links: { name: 'Links', about: 'Pages you open often' },
  clock: { name: 'Clock', about: 'The time here or somewhere else' },
  unknown: { name: 'Widget', about: '' },
})
