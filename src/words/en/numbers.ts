/** What the number tracker says. */
import { inEnglish } from '../spoken'

export const numbersWords = inEnglish('numbers', {
  value: 'New value',
  placeholder: 'Value',
  add: 'Add value',
  noNumber: 'This is no number. Write it like 72.5.',
  empty: 'Weight, steps, pages read: add a number now and then, and see how it goes.',
  change: (by: string, since: string) => `${by} since ${since}`,
  same: (since: string) => `Unchanged since ${since}`,
  least: 'Lowest',
  most: 'Highest',
  mean: 'Mean',
  plot: (n: number, text: string, from: string, to: string) =>
    n === 1 ? `${text} value, ${from}` : `${text} values from ${from} to ${to}`,
  showAll: 'Show the values',
  hideAll: 'Hide the values',
  values: 'Values',
  at: (time: string) => `Value of ${time}`,
  day: 'When',
  remove: (value: string, time: string) => `Delete ${value} of ${time}`,
  removed: (value: string) => `${value} was deleted.`,
  more: (n: string) => `${n} older values are in the plot and not in this list.`,
  full: 'There is no room for more values. Delete some, or add another tracker.',
  unit: 'Unit',
  unitExample: 'kg, km, pages',
  decimals: 'Decimals',
  auto: 'As typed',
  span: 'Show',
  spans: { month: 'the last month', year: 'the last year', all: 'everything' },
  nothingInSpan: 'There is nothing in this time.',
})
