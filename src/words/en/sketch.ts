/** What the sketch pad says. */
import { inEnglish } from '../spoken'

export const sketchWords = inEnglish('sketch', {
  draw: 'Draw',
  drawing: 'Drawing is on',
  stop: 'Done drawing',
  pen: 'Pen',
  eraser: 'Eraser',
  undo: 'Undo',
  clear: 'Clear the sketch',
  cleared: 'The sketch was cleared.',
  tools: 'Drawing tools',
  colour: 'Colour',
  colours: { ink: 'Ink', green: 'Green', blue: 'Blue', violet: 'Violet', pink: 'Pink', yellow: 'Yellow' },
  width: 'Width',
  widths: { fine: 'Fine', medium: 'Medium', broad: 'Broad' },
  picture: (n: number, text: string) => (n === 1 ? `Sketch of ${text} stroke` : `Sketch of ${text} strokes`),
  emptyPicture: 'Empty sketch',
  empty: 'Press the pen and draw.',
  nearlyFull: (n: string) => `Room for ${n} more strokes.`,
  full: 'The sketch is full. Erase something, or begin another one.',
  grid: 'Paper',
  papers: { plain: 'Plain', squared: 'Squared', lined: 'Lined' },
})
