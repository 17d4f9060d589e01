import type { partsWords } from '../en/parts'

export const parts: ReturnType<typeof partsWords> = {
  undo: 'Rückgängig',
  colours: { green: 'Grün', blue: 'Blau', violet: 'Violett', pink: 'Rosa', yellow: 'Gelb' },
}
