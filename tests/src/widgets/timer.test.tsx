import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timerParts } from '../../../src/widgets/timer/timer'
import { type DrawnWidget, drawWidget } from './drawn-widget'

const NOON = 1_790_000_000_000
let drawn: DrawnWidget
const shown = () => drawn.root.querySelector('[role=timer]')?.textContent
const said = () => drawn.root.querySelector('[role=status]')?.textContent
const passing = (ms: number) => drawn.act(() => void vi.advanceTimersByTime(ms))

// Not Intl: the faked one takes 0 for now.
beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => {
  drawn.undraw()
  vi.useRealTimers()
})

describe('a timer', () => {
  it('makes one edit a press, and none while it ticks', async () => {
    drawn = await drawWidget(timerParts, 'timer', { 'data/length': 90 })
    await drawn.press('Start')
    expect(drawn.edits()).toEqual([{ 'data/run:timer': { startedAt: NOON, elapsed: 0, length: 90_000 } }])
    expect(said()).toBe('Started, 1 minute and 30 seconds left')
    await passing(30_000)
    expect(shown()).toBe('01:00')
    // Each second is for the eyes alone.
    expect(said()).toBe('Started, 1 minute and 30 seconds left')
    await drawn.press('Pause')
    expect(drawn.edits()).toHaveLength(2)
    await passing(60_000)
    expect(shown()).toBe('01:00')
    await drawn.press('Resume')
    await drawn.press('1 min more')
    expect(shown()).toBe('02:00')
    expect(drawn.edits()).toHaveLength(4)
  })

  it('that another device started goes on here, and its end is said once', async () => {
    drawn = await drawWidget(timerParts, 'timer', {
      'data/run:timer': { startedAt: NOON - 50_000, elapsed: 0, length: 60_000 },
    })
    expect(shown()).toBe('00:10')
    const title = 'Holdfast'
    document.title = title
    await passing(10_000)
    expect(shown()).toBe('00:00')
    expect(said()).toBe('Time is up')
    expect(document.title).toBe(`Timer: time is up · ${title}`)
    expect(drawn.toasts.store.getState().toasts.map(({ text }) => text)).toEqual(['Timer: time is up'])
    expect(drawn.edits()).toEqual([])
    await drawn.press('Reset')
    expect(document.title).toBe(title)
    await passing(600_000)
    expect(drawn.toasts.store.getState().toasts).toEqual([])
  })

  it('that ended while nobody was here shows that, and rings no more', async () => {
    drawn = await drawWidget(timerParts, 'timer', {
      'data/run:timer': { startedAt: NOON - 500_000, elapsed: 0, length: 60_000 },
    })
    await passing(10_000)
    expect(shown()).toBe('00:00')
    expect(said()).toBe('')
    expect(drawn.toasts.store.getState().toasts).toEqual([])
  })

  it('draws nothing again while it stands, or while nobody sees the page', async () => {
    drawn = await drawWidget(timerParts, 'timer', { 'data/mode': 'stopwatch' })
    expect(vi.getTimerCount()).toBe(0)
    await drawn.press('Start')
    expect(vi.getTimerCount()).toBe(1)
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await drawn.act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(vi.getTimerCount()).toBe(0)
    hidden.mockRestore()
    vi.setSystemTime(NOON + 65_000)
    await drawn.act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(shown()).toBe('01:05')
  })

  it('as a stopwatch keeps each lap in a field of its own, and a reset can be taken back', async () => {
    drawn = await drawWidget(timerParts, 'timer', { 'data/mode': 'stopwatch' })
    await drawn.press('Start')
    await passing(5_000)
    await drawn.press('Lap')
    await passing(2_500)
    await drawn.press('Lap')
    const laps = () => Object.keys(drawn.widget().fields).filter((field) => field.startsWith('data/lap:'))
    expect(laps()).toHaveLength(2)
    expect(drawn.root.querySelector('.timer-laps')?.textContent).toBe('Lap 200:02.5000:07.50Lap 100:05.0000:05.00')
    await drawn.press('Reset')
    expect(laps()).toEqual([])
    expect(shown()).toBe('00:00')
    await drawn.act(() => drawn.toasts.store.getState().toasts[0]?.action?.run())
    expect(laps()).toHaveLength(2)
    expect(shown()).toBe('00:07')
  })

  it('as a pomodoro clock goes on when it is pressed, never by itself', async () => {
    drawn = await drawWidget(timerParts, 'timer', { 'data/mode': 'pomodoro', 'data/work': 1, 'data/short': 1 })
    await drawn.press('Start')
    await passing(61_000)
    expect(said()).toBe('Focus is over, time for a break')
    expect(drawn.edits()).toHaveLength(1)
    await drawn.press('Start the short break')
    expect(drawn.widget().fields['data/run:pomodoro']).toMatchObject({ phase: 'short', done: 1 })
    expect(drawn.root.textContent).toContain('Round 1 of 4')
    await passing(60_000)
    await drawn.press('Start to focus')
    expect(drawn.root.textContent).toContain('Round 2 of 4')
  })
})
