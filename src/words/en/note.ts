/** The note. */
import { inEnglish } from '../spoken'

export const noteWords = inEnglish('note', {
  text: 'Text of the note',
  placeholder: 'Write something…',
  edit: 'Edit the text',
  tick: (name: string) => `Done: ${name}`,
  task: 'Task',
  image: 'Image',
  newTab: '(opens in a new tab)',
  formatting: 'Formatting',
  /** What marks of Markdown make of a text. */
  marks: {
    heading: 'heading',
    bold: 'bold',
    italic: 'italic',
    list: 'list',
    task: 'task to tick off',
    quote: 'quote',
    code: 'code',
  },
  example: '## Sunday\n\n**Ada** comes at *three*.\n\n- [x] Bread\n- [ ] Olives\n- [ ] A candle',
})
