import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countdownParts } from '../../../src/widgets/countdown/countdown'
import { nextChange, readMoment, spanTo, type Units } from '../../../src/widgets/countdown/span'
import { drawWidget, type OneWidget } from './one-widget'

const at = (text: string) => new Date(text).getTime()
const NOW = at('2026-11-30T09:15:30')

let widget: OneWidget
const start = async (fields: Record<string, string>) => {
  widget = await drawWidget(countdownParts, { type: 'countdown', ...fields })
}
const shown = () => widget.all('.countdown > *').map((part) => part.textContent)

describe('a countdown', () => {
  beforeEach(() => vi.useFakeTimers({ now: NOW }))
  afterEach(() => {
    widget.undraw()
    vi.useRealTimers()
  })

  it.each([
    ['2026-12-12', '12 days'],
    ['2026-12-01', 'tomorrow'],
    ['2026-11-30', 'today'],
    ['2026-11-29', 'yesterday'],
    ['2026-11-27', '3 days ago'],
  ])('to %s says %s', async (date, big) => {
    await start({ 'data/date': date })
    expect(shown()[0]).toBe(big)
    expect(shown()).toHaveLength(2)
  })

  it.each([
    ['2026-12-12', '18:00', ['12 days', '8 hours and 44 minutes']],
    ['2026-11-30', '11:20', ['2 hours', '4 minutes']],
    ['2026-11-30', '09:16', ['30 seconds']],
    ['2026-11-30', '09:10', ['5 minutes ago']],
  ])('to %s, %s', async (date, time, words) => {
    await start({ 'data/date': date, 'data/time': time })
    expect(shown().slice(0, -1)).toEqual(words)
  })

  it('counts up from a date, in the units that are wished', async () => {
    await start({ 'data/date': '2019-03-01', 'data/mode': 'since', 'data/units': 'calendar' })
    expect(shown()).toEqual(['7 years', '8 months and 29 days', 'since Fri, Mar 1, 2019'])
  })

  it('is drawn again at midnight, or when the minute is over, and not before', async () => {
    await start({ 'data/date': '2026-12-03' })
    expect(shown()[0]).toBe('3 days')
    await widget.act(() => void vi.advanceTimersByTime(at('2026-11-30T23:59:59') - NOW))
    expect(shown()[0]).toBe('3 days')
    await widget.act(() => void vi.advanceTimersByTime(1_000))
    expect(shown()[0]).toBe('2 days')
  })

  it('asks for a date where there is none, and takes it in one edit', async () => {
    await start({ 'data/date': '2026-02-31' })
    expect(widget.root.textContent).toContain('no date that can be counted to')
    const field = widget.find<HTMLInputElement>('input[type=date]')
    await widget.act(() => {
      field.value = '2026-12-24'
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await widget.act(() => widget.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
    expect(widget.edits()).toEqual([{ 'data/date': '2026-12-24' }])
    expect(shown()[0]).toBe('24 days')
  })
})

describe('a span', () => {
  const span = (from: string, date: string, units: Units, time = '') => {
    const moment = readMoment(date, time)
    return moment && spanTo(moment, at(from), units).parts
  }

  it('is of whole months, where the day is the last one, too', () => {
    expect(span('2027-01-31T12:00', '2027-02-28', 'calendar')).toEqual([[1, 'month']])
    expect(span('2027-01-31T12:00', '2027-03-01', 'calendar')).toEqual([
      [1, 'month'],
      [1, 'day'],
    ])
    expect(span('2024-02-29T00:00', '2026-02-28', 'calendar')).toEqual([[2, 'year']])
  })

  it('is of weeks and days', () => {
    expect(span('2026-11-30T23:59', '2026-12-12', 'weeks')).toEqual([
      [1, 'week'],
      [5, 'day'],
    ])
  })

  it('is of whole days by the calendar, however long one of them is', () => {
    // Clocks are set in between in many zones: 23 and 25 hours are a day each.
    for (let month = 1; month <= 12; month++) {
      const name = String(month).padStart(2, '0')
      expect(span(`2026-${name}-01T00:30`, '2027-01-01', 'days')?.[0]?.[0]).toBe(
        Math.round((Date.UTC(2027, 0, 1) - Date.UTC(2026, month - 1, 1)) / 86_400_000),
      )
    }
  })

  it('changes at the moment that is named, and not a millisecond before', () => {
    const moments = [readMoment('2026-12-24', '18:00'), readMoment('2026-11-30', '09:16'), readMoment('2026-11-30', '')]
    for (const moment of moments) {
      if (moment === null) throw new Error('no moment')
      for (const now of [NOW, NOW + 1, NOW + 29_999, NOW + 30_000, NOW + 59_500]) {
        const next = nextChange(moment, now)
        const words = (ms: number) => JSON.stringify(spanTo(moment, ms, 'days'))
        expect(next).toBeGreaterThan(now)
        expect(words(next - 1)).toBe(words(now))
      }
    }
  })

  it.each(['', 'soon', '2026-02-30', '2026-13-01', '12345-01-01', '0001-01-01x'])('%j is no date', (date) =>
    expect(readMoment(date, '')).toBeNull(),
  )

  it('leaves out a time that is none', () => {
    expect(readMoment('2026-12-24', '25:00')).toEqual({ at: at('2026-12-24T00:00'), hasTime: false })
  })
})
