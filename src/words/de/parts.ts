import type { partsWords } from '../en/parts'

export const parts: ReturnType<typeof partsWords> = {
  undo: 'Rückgängig',
  colour: 'Farbe',
  colours: { plain: 'Ohne', green: 'Grün', blue: 'Blau', violet: 'Violett', pink: 'Rosa', yellow: 'Gelb' },
}
