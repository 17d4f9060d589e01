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
  colour: 'Colour',
  colours: { plain: 'Plain', yellow: 'Yellow', green: 'Green', blue: 'Blue', pink: 'Pink', violet: 'Violet' },
  formatting: 'Formatting',
  /** What one writes, and what it becomes. */
  marks: [
    ['# …', 'heading'],
    ['**…**', 'bold'],
    ['*…*', 'italic'],
    ['- …', 'list'],
    ['- [ ] …', 'task to tick off'],
    ['> …', 'quote'],
    ['`…`', 'code'],
  ] as [string, string][],
  example: '## Sunday\n\n**Ada** comes at *three*.\n\n- [x] Bread\n- [ ] Olives\n- [ ] A candle',
})
