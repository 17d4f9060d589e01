/** The catalogue of widgets. */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const catalogueWords = inEnglish('catalogue', {
  title: 'Add a widget',
  search: 'Search',
  add: (name: string) => `Add ${name}`,
  found: (n: number) => (n === 1 ? '1 widget found' : `${numberText(n)} widgets found`),
  nothingFound: (wanted: string) => `No widget is called “${wanted}”. Try another word.`,
})
