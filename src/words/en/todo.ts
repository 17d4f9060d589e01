/** The to-do list. */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const todoWords = inEnglish('todo', {
  newItem: 'New item',
  addItem: 'Add item',
  placeholder: 'Add an item',
  item: 'Item',
  emptyItem: 'Empty item',
  tick: (name: string) => `Done: ${name}`,
  delete: 'Delete',
  deleted: (name: string) => `${name} deleted`,
  progress: 'Done',
  /** Both are numbers as people write them. */
  doneOf: (done: string, of: string) => `${done} of ${of} done`,
  allDone: 'All done',
  clear: 'Clear done',
  cleared: (count: number) => (count === 1 ? 'One item cleared' : `${numberText(count)} items cleared`),
  added: (count: number) => (count === 1 ? 'One item added' : `${numberText(count)} items added`),
  undo: 'Undo',
  hideDone: 'Hide what is done',
  nothing: 'Nothing to do yet',
  nothingHint: 'Add a line below. Several pasted lines become several items.',
  full: (most: string) => `A list holds ${most} items at most.`,
  example: ['Water the plants', 'Book the train to Porto', 'Call Ada about Sunday'],
})
