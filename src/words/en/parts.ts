/** Words of the parts that widget types share. */
import { inEnglish } from '../spoken'

export const partsWords = inEnglish('parts', {
  undo: 'Undo',
  /** Of a text field in a widget that another device removed meanwhile. */
  removedWhileTyping: 'The widget you were typing in was removed on another device.',
  copyText: 'Copy my text',
  tooLong: 'This is too long to be kept. Shorten it, or divide it between two widgets.',
  /** Of a widget whose type this version does not know. */
  newer: {
    title: 'Needs a newer app',
    about: 'This widget is kept as it is. Update the app on this device to use it.',
    settings: 'Its settings need a newer app.',
  },
  /** Of a whole widget. */
  colour: 'Colour',
  colours: { plain: 'Plain', green: 'Green', blue: 'Blue', violet: 'Violet', pink: 'Pink', yellow: 'Yellow' },
})
