/** Words of the parts that widget types share. */
import { inEnglish } from '../spoken'

export const partsWords = inEnglish('parts', {
  undo: 'Undo',
  /** Of a whole widget. */
  colour: 'Colour',
  colours: { plain: 'Plain', green: 'Green', blue: 'Blue', violet: 'Violet', pink: 'Pink', yellow: 'Yellow' },
})
