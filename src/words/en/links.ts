/** The links. */
import { inEnglish } from '../spoken'

export const linksWords = inEnglish('links', {
  empty: 'No links yet',
  emptyHint: 'Keep the pages here that you open often. Paste an address, or several, one a line.',
  add: 'Add a link',
  edit: 'Edit links',
  editDone: 'Done',
  address: 'Address',
  addressExample: 'example.org',
  title: 'Title',
  titleOptional: 'Title (optional)',
  refused: 'This is no web or mail address.',
  cancel: 'Cancel',
  addIt: 'Add',
  emptyLink: 'Empty link',
  noAddress: 'No address',
  notAnAddress: 'Not a web or mail address',
  newTab: '(opens in a new tab)',
  delete: 'Delete',
  deleted: (name: string) => `${name} deleted`,
  undo: 'Undo',
  look: 'Look',
  looks: { list: 'List', tiles: 'Tiles' },
  example: ['News', 'Weather', 'Train times', 'Recipes'],
})
