import type { sketchWords } from '../en/sketch'

export const sketch: ReturnType<typeof sketchWords> = {
  draw: 'Zeichnen',
  drawing: 'Zeichnen ist an',
  stop: 'Fertig gezeichnet',
  pen: 'Stift',
  eraser: 'Radierer',
  undo: 'Rückgängig',
  clear: 'Alles wegwischen',
  cleared: 'Die Skizze ist wieder leer.',
  tools: 'Zeichenwerkzeuge',
  colour: 'Farbe',
  colours: { ink: 'Tinte', green: 'Grün', blue: 'Blau', violet: 'Violett', pink: 'Rosa', yellow: 'Gelb' },
  width: 'Strichstärke',
  widths: { fine: 'Fein', medium: 'Mittel', broad: 'Breit' },
  picture: (n, text) => (n === 1 ? `Skizze aus ${text} Strich` : `Skizze aus ${text} Strichen`),
  emptyPicture: 'Leere Skizze',
  empty: 'Drück auf den Stift und zeichne.',
  nearlyFull: (n) => `Noch Platz für ${n} Striche.`,
  full: 'Die Skizze ist voll. Radiere etwas weg, oder beginn eine neue.',
  grid: 'Papier',
  papers: { plain: 'Weiß', squared: 'Kariert', lined: 'Liniert' },
}
