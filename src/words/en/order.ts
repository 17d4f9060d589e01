/** Putting the entries of a list in another order: by hand, by keys, by a menu, and what is said of it. */
import { inEnglish } from '../spoken'

export const orderWords = inEnglish('order', {
  handle: (name: string) => `Move ${name}`,
  help: 'Drag it. Or with keys: Alt and an arrow key move it by one; Enter picks it up, arrow keys move it, Enter drops it, Escape puts it back.',
  moveUp: 'Move up',
  moveDown: 'Move down',
  optionsOf: (name: string) => `Options of ${name}`,
  pickedUp: (name: string, at: string, of: string) =>
    `Picked up ${name}, ${at} of ${of}. Arrow keys move it, Enter drops it, Escape puts it back.`,
  isAt: (name: string, at: string, of: string) => `${name} is ${at} of ${of}`,
  dropped: (name: string, at: string, of: string) => `${name} dropped as ${at} of ${of}`,
  putBack: (name: string) => `${name} put back`,
})
