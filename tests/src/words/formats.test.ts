import { afterEach, describe, expect, it } from 'vitest'
import { bytesInWords } from '../../../src/ui/bytes'
import { timeAgo } from '../../../src/ui/time-ago'
import { german } from '../../../src/words/de/all'
import { dateText, formatFor, listText, numberText, relativeText } from '../../../src/words/formats'
import { speak } from '../../../src/words/spoken'

afterEach(() => {
  formatFor('en')
  speak({})
})

const NOON = Date.UTC(2026, 10, 30, 12, 5)

/** Spaces of whatever width count as one. */
const plain = (text: string) => text.replace(/\s/g, ' ')

const said = () =>
  [
    numberText(12_345.6),
    dateText(NOON, { dateStyle: 'long', timeZone: 'UTC' }),
    dateText(NOON, { timeStyle: 'short', timeZone: 'UTC' }),
    relativeText(-3, 'day'),
    relativeText(-1, 'day'),
    listText(['A', 'B', 'C']),
    bytesInWords(1_234_567),
    timeAgo(0, 7_200_000),
  ].map(plain)

describe('dates, numbers and times', () => {
  it.each([
    [
      'en',
      ['12,345.6', 'November 30, 2026', '12:05 PM', '3 days ago', 'yesterday', 'A, B, and C', '1.2 MB', '2 hours ago'],
    ],
    [
      'en-GB',
      ['12,345.6', '30 November 2026', '12:05', '3 days ago', 'yesterday', 'A, B and C', '1.2 MB', '2 hours ago'],
    ],
    [
      'de',
      ['12.345,6', '30. November 2026', '12:05', 'vor 3 Tagen', 'gestern', 'A, B und C', '1,2 MB', 'vor 2 Stunden'],
    ],
  ])('are written as in %s', (tag, as) => {
    formatFor(tag)
    expect(said()).toEqual(as)
  })

  it('follow a change of language, though they are made once each', () => {
    formatFor('de')
    said()
    formatFor('en')
    expect(numberText(1.5)).toBe('1.5')
    formatFor('de')
    expect(numberText(1.5)).toBe('1,5')
  })

  it('are of no language that Intl would not take', () => expect(() => formatFor('not a tag')).toThrow(RangeError))

  it('say in words what was just now', () => {
    expect(timeAgo(0, 5_000)).toBe('just now')
    speak({ page: german.page })
    expect(timeAgo(0, 5_000)).toBe('gerade eben')
  })
})
