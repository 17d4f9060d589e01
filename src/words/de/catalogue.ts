import type { catalogueWords } from '../en/catalogue'
import { numberText } from '../formats'

export const catalogue: ReturnType<typeof catalogueWords> = {
  title: 'Ein Widget hinzufügen',
  search: 'Suchen',
  add: (name) => `${name} hinzufügen`,
  found: (n) => (n === 1 ? '1 Widget gefunden' : `${numberText(n)} Widgets gefunden`),
  nothingFound: (wanted) => `Kein Widget heißt „${wanted}“. Versuch ein anderes Wort.`,
}
