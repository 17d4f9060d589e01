/** Days and times as lists name them, in both languages. */
import { afterEach, expect, it } from 'vitest'
import { dayKey, dayText, momentText, sentence } from '../../../src/ui/moment'
import { german } from '../../../src/words/de/all'
import { formatFor } from '../../../src/words/formats'
import { speak } from '../../../src/words/spoken'

afterEach(() => {
  speak({})
  formatFor('en')
})

const at = (day: number, hour: number, year = 2026) => new Date(year, 10, day, hour, 3).getTime()
const NOW = at(4, 1)

it.each([
  [at(4, 0), 'today', 'heute'],
  [at(3, 23), 'yesterday', 'gestern'],
  [at(2, 23), 'Monday, November 2', 'Montag, 2. November'],
  [at(2, 12, 2025), 'Sunday, November 2, 2025', 'Sonntag, 2. November 2025'],
  // A server's clock may be ahead.
  [at(5, 0), 'Thursday, November 5', 'Donnerstag, 5. November'],
])('%d is %s', (then, english, inGerman) => {
  expect(dayText(then, NOW)).toBe(english)
  speak({ ...german })
  formatFor('de')
  expect(dayText(then, NOW)).toBe(inGerman)
})

it('a moment is a day with its time, and a line begins with a capital', () => {
  expect(momentText(at(4, 14), NOW).replace(/\s/g, ' ')).toBe('today at 2:03 PM')
  speak({ ...german })
  formatFor('de')
  expect(sentence(momentText(at(3, 9), NOW))).toBe('Gestern um 09:03')
})

it('two moments of one day have the same key', () => {
  expect(dayKey(at(4, 0))).toBe(dayKey(at(4, 23)))
  expect(dayKey(at(4, 0))).not.toBe(dayKey(at(3, 23)))
})
