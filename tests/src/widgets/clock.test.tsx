import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clockParts } from '../../../src/widgets/clock/clock'
import { differenceOf, differenceText, timeIn } from '../../../src/widgets/clock/zone-time'
import { drawWidget, ID, type OneWidget } from './one-widget'

/** 2026-11-30, 22:41:07.250 in Lisbon. */
const NOW = Date.UTC(2026, 10, 30, 22, 41, 7, 250)

let clock: OneWidget
const visibility = (state: DocumentVisibilityState) =>
  clock.act(() => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
  })

describe('a clock', () => {
  beforeEach(() => vi.useFakeTimers({ now: NOW }))
  afterEach(() => {
    clock.undraw()
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it('of nothing but a zone, as earlier versions made it, shows the time and the place there', async () => {
    clock = await drawWidget(clockParts, { type: 'clock', 'data/zone': 'Asia/Tokyo' })
    expect(clock.find('time').textContent).toMatch(/^7:41\sAM$/)
    expect(clock.root.textContent).toContain('Tuesday, December 1')
    expect(clock.root.textContent).toContain('Tokyo')
    expect(clock.root.querySelector('.clock-places')).toBeNull()
  })

  it('shows other places, how far they are from the clock’s own, and where it is another day', async () => {
    clock = await drawWidget(clockParts, {
      type: 'clock',
      'data/zone': 'Europe/Lisbon',
      'data/hours': '24',
      'data/zone:b': { zone: 'America/New_York', order: 2 },
      'data/zone:a': { zone: 'Asia/Kolkata', order: 1 },
      'data/zone:c': { zone: 'Mars/Base', order: 3 },
    })
    expect(clock.all('.clock-other').map((place) => place.textContent)).toEqual([
      'Kolkata5.5 hr ahead · +1 day04:11',
      'New York5 hr behind17:41',
      'Mars/Base (not known here)',
    ])
  })

  it('draws again at each full minute or second, and not while nobody can see it', async () => {
    clock = await drawWidget(clockParts, {
      type: 'clock',
      'data/zone': 'UTC',
      'data/hours': '24',
      'data/seconds': true,
    })
    const shown = () => clock.find('time').textContent
    expect(shown()).toBe('22:41:07')
    await clock.act(() => void vi.advanceTimersByTime(750))
    expect(shown()).toBe('22:41:08')
    await visibility('hidden')
    expect(vi.getTimerCount()).toBe(0)
    await clock.act(() => void vi.advanceTimersByTime(60_000))
    expect(shown()).toBe('22:41:08')
    // Another device's change is drawn meanwhile, and nothing is waited for all the same.
    await clock.act(() => clock.services.remote(ID, { 'data/seconds': false }))
    await clock.act(() => clock.services.remote(ID, { 'data/seconds': true }))
    expect(vi.getTimerCount()).toBe(0)
    await visibility('visible')
    expect(shown()).toBe('22:42:08')
    await clock.act(() => void vi.advanceTimersByTime(1_000))
    expect(shown()).toBe('22:42:09')
  })

  it('has a face with hands, which says the time in words', async () => {
    clock = await drawWidget(clockParts, { type: 'clock', 'data/zone': 'UTC', 'data/face': 'analogue' })
    expect(clock.find('svg.face').getAttribute('aria-label')).toMatch(/^10:41\sPM$/)
    expect(clock.find('.face-minute').getAttribute('transform')).toBe('rotate(246 50 50)')
    expect(clock.find('.face-hour').getAttribute('transform')).toBe('rotate(320.5 50 50)')
    expect(clock.root.querySelector('.face-second')).toBeNull()
  })

  it('each other place is a field of its own, added and taken away by itself', async () => {
    const there = { zone: 'Asia/Tokyo', order: 1 }
    clock = await drawWidget(clockParts, { type: 'clock', 'data/zone:a': there }, 'Settings')
    const select = clock.find<HTMLSelectElement>('.clock-add select')
    await clock.act(() => {
      select.value = 'Europe/Lisbon'
      select.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await clock.act(() => clock.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
    expect(Object.values(clock.edits()[0] ?? {})).toEqual([{ zone: 'Europe/Lisbon', order: 2 }])
    await clock.act(() => clock.find('[aria-label="Remove Tokyo"]').click())
    expect(clock.edits()[1]).toEqual({ 'data/zone:a': undefined })
  })
})

describe('the time in a zone', () => {
  it('is known at midnight and in half hours', () => {
    expect(timeIn('Asia/Kolkata', Date.UTC(2026, 0, 1, 18, 30))).toMatchObject({ hour: 0, minute: 0, second: 0 })
    expect(differenceOf('UTC', 'Asia/Kathmandu', NOW)).toEqual({ minutes: 345, days: 1 })
    expect(differenceOf('Asia/Kathmandu', 'UTC', NOW)).toEqual({ minutes: -345, days: -1 })
  })

  it('knows when clocks are set forward', () => {
    const before = Date.UTC(2026, 2, 8, 6, 59)
    expect(differenceOf('UTC', 'America/New_York', before).minutes).toBe(-300)
    expect(differenceOf('UTC', 'America/New_York', before + 60_000).minutes).toBe(-240)
  })

  it('says nothing of a day where it is the same one', () => {
    expect(differenceText({ minutes: 0, days: 0 })).toBe('Same time')
    expect(differenceText({ minutes: -60, days: -1 })).toBe('1 hr behind · -1 day')
  })
})
