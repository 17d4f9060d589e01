import type { partWords } from '../en/parts'

export const parts: ReturnType<typeof partWords> = {
  undo: 'Rückgängig',
  colours: { green: 'Grün', blue: 'Blau', violet: 'Violett', pink: 'Rosa', yellow: 'Gelb' },
}
