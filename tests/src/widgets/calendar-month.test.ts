import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDates } from '../../../src/widgets/calendar/dates'
import { monthsAfter, movedBy, weekNumber, weeksOf } from '../../../src/widgets/calendar/month'
import { dayAfter, isDay } from '../../../src/widgets/days'
import { firstWeekday } from '../../../src/widgets/first-weekday'

const anyDay = fc.integer({ min: -20_000, max: 40_000 }).map((n) => dayAfter('2026-11-30', n))

describe('a month', () => {
  it('is whole weeks that begin on the day of the country', () => {
    const monday = weeksOf('2026-11-30', 1)
    expect(monday[0]?.[0]).toBe('2026-10-26')
    expect(monday.at(-1)).toEqual([
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-05',
      '2026-12-06',
    ])
    expect(weeksOf('2026-11-30', 7)[0]?.[0]).toBe('2026-11-01')
    expect(weeksOf('2027-02-10', 1)).toHaveLength(4)
  })

  it('has each of its days once, whatever the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 7 }), (day, first) => {
        const days = weeksOf(day, first).flat()
        expect(new Set(days).size).toBe(days.length)
        const next = monthsAfter(`${day.slice(0, 7)}-01`, 1)
        for (let one = `${day.slice(0, 7)}-01`; one < next; one = dayAfter(one, 1)) expect(days).toContain(one)
      }),
    )
  })

  it('that is shorter takes its last day', () => {
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28')
    expect(monthsAfter('2028-01-31', 1)).toBe('2028-02-29')
    expect(monthsAfter('2026-03-31', -13)).toBe('2025-02-28')
    expect(monthsAfter('2026-12-15', 1)).toBe('2027-01-15')
    expect(isDay(monthsAfter('9998-12-31', 12))).toBe(true)
  })

  it('moves the focus as the date grid of WAI-ARIA does', () => {
    const moved = (key: string, shift = false, rtl = false) => movedBy(key, shift, '2026-11-18', 1, rtl)
    expect(moved('ArrowLeft')).toBe('2026-11-17')
    expect(moved('ArrowLeft', false, true)).toBe('2026-11-19')
    expect(moved('ArrowDown')).toBe('2026-11-25')
    expect(moved('Home')).toBe('2026-11-16')
    expect(moved('End')).toBe('2026-11-22')
    expect(moved('PageDown')).toBe('2026-12-18')
    expect(moved('PageUp', true)).toBe('2025-11-18')
    expect(moved('a')).toBeNull()
  })

  it.each([
    ['2026-01-01', 1],
    ['2027-01-01', 53],
    ['2024-12-30', 1],
    ['2026-11-30', 49],
  ])('%s is in week %i', (day, week) => expect(weekNumber(day)).toBe(week))

  it.each([
    ['en-US', 7],
    ['de', 1],
    ['en-GB', 1],
    ['ar-EG', 6],
  ])('begins its weeks in %s on day %i', (tag, day) => expect(firstWeekday(tag)).toBe(day))
})

describe('dates', () => {
  it('are read in the order of their days; what is no day is left out', () => {
    const fields = {
      'data/date:2026-12-24:b': { text: 'Dinner' },
      'data/date:2026-12-02:a': { text: 'Dentist' },
      'data/date:2026-02-30:a': { text: 'Never' },
      'data/date:soon': { text: 'Rubbish' },
    }
    expect(readDates({ id: 'w', fields }).map(({ text }) => text)).toEqual(['Dentist', 'Dinner'])
  })
})
