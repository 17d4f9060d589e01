import type { catalogueWords } from '../en/catalogue'

export const catalogue: ReturnType<typeof catalogueWords> = {
  title: 'Ein Widget hinzufügen',
  search: 'Suchen',
  add: (name) => `${name} hinzufügen`,
  found: (n) => (n === 1 ? '1 Widget gefunden' : `${n} Widgets gefunden`),
  nothingFound: (wanted) => `Kein Widget heißt „${wanted}“. Versuch ein anderes Wort.`,
}
