import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Json } from '../../../core/layout/model'
import type { Inspector } from '../../../src/inspector/inspector'
import { calendarParts } from '../../../src/widgets/calendar/calendar'
import { counterParts } from '../../../src/widgets/counter/counter'
import { countOf } from '../../../src/widgets/counter/sum'
import { habitsParts } from '../../../src/widgets/habits/habits'
import { numbersParts } from '../../../src/widgets/numbers/numbers'
import { sketchParts } from '../../../src/widgets/sketch/sketch'
import { syncHealthParts } from '../../../src/widgets/sync-health/sync-health'
import { press as key, typeInto } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'
import { type DrawnWidget, drawWidget } from './drawn-widget'

let drawn: DrawnWidget
const undo = () => drawn.act(() => drawn.toasts.store.getState().toasts[0]?.action?.run())
const find = <E extends Element>(selector: string) => drawn.root.querySelector(selector) as E

// Half past nine in the morning, wherever this runs.
beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 10, 30, 9, 30) }))
afterEach(() => {
  drawn.undraw()
  vi.useRealTimers()
})

describe('a counter', () => {
  it('counts by its step towards its goal; a reset can be taken back', async () => {
    drawn = await drawWidget(counterParts, 'counter', { 'data/step': 2, 'data/goal': 5 })
    await drawn.press('Add 2')
    await drawn.press('Add 2')
    expect(countOf(drawn.widget())).toBe(4)
    expect(find('.counter-goal').textContent).toContain('1 to go')
    await drawn.press('Add 2')
    expect(find('.counter-goal').textContent).toContain('Goal reached')
    await drawn.press('Reset to zero')
    expect(find('.counter-count').textContent).toBe('0')
    await undo()
    expect(find('.counter-count').textContent).toBe('6')
  })
})

describe('habits', () => {
  it('say what they are for while there are none, and are added by name', async () => {
    drawn = await drawWidget(habitsParts, 'habits')
    expect(drawn.root.textContent).toContain('What would you like to do every day?')
    await drawn.press('Add a habit')
    await drawn.act(() => typeInto(find('input'), 'Walk'))
    await drawn.press('Add')
    expect(find('.habit-words strong').textContent).toBe('Walk')
  })

  it('are ticked for today with one press, and for the days before', async () => {
    drawn = await drawWidget(habitsParts, 'habits', { 'data/habit:a': { name: 'Walk', order: 1 } })
    await drawn.press('Walk, today')
    expect(drawn.edits()).toEqual([{ 'data/day:a:2026-11-30': true }])
    await drawn.act(() => find<HTMLElement>('.habit-words').click())
    await drawn.act(() => drawn.root.querySelectorAll<HTMLElement>('.habit-day')[5]?.click())
    expect(drawn.widget().fields['data/day:a:2026-11-29']).toBe(true)
    expect(find('.habit-words').textContent).toContain('2 days in a row')
    expect(find('.habit-map').getAttribute('aria-label')).toBe('Walk: 2 of the last 70 days')
  })
})

describe('a calendar', () => {
  const focused = () => find('[tabindex="0"]')

  it('is walked through with the keys of a date grid; which month one looks at is not kept', async () => {
    drawn = await drawWidget(calendarParts, 'calendar')
    expect(focused().getAttribute('aria-current')).toBe('date')
    await drawn.act(() => key(focused(), 'ArrowRight'))
    expect(focused().getAttribute('aria-label')).toBe('Tuesday, December 1, 2026')
    expect(document.activeElement).toBe(focused())
    expect(find('.calendar-month').textContent).toBe('December 2026')
    await drawn.act(() => key(focused(), 'PageUp', { shiftKey: true }))
    expect(find('.calendar-month').textContent).toBe('December 2025')
    await drawn.press('Today')
    expect(find('.calendar-month').textContent).toBe('November 2026')
    expect(drawn.edits()).toEqual([])
  })

  it('takes a date for a day, names the day by it, and says how soon it is', async () => {
    drawn = await drawWidget(calendarParts, 'calendar')
    await drawn.press('Thursday, November 26, 2026')
    await drawn.act(() => key(find('[data-open="true"]'), 'ArrowDown'))
    await drawn.press('Thursday, December 3, 2026')
    await drawn.act(() => typeInto(find('.calendar-add input'), 'Dinner'))
    await drawn.press('Add')
    expect(Object.keys(drawn.edits()[0] ?? {})[0]).toMatch(/^data\/date:2026-12-03:/)
    await drawn.press('Thursday, December 3, 2026, 1 date')
    expect(find('.calendar-next').textContent).toContain('Dinnerin 3 days')
  })
})

describe('a number tracker', () => {
  it('takes numbers as people write them, and says what is none', async () => {
    drawn = await drawWidget(numbersParts, 'numbers', { 'data/unit': 'kg' })
    await drawn.act(() => typeInto(find('input'), 'heavy'))
    await drawn.press('Add value')
    expect(find('[role=alert]').textContent).toContain('no number')
    for (const text of ['72,9', '72.4']) {
      await drawn.act(() => typeInto(find('input'), text))
      await drawn.press('Add value')
      vi.advanceTimersByTime(1_000)
    }
    expect(find('.numbers-value').textContent).toBe('72.4\u00a0kg')
    expect(find('.numbers-change').textContent).toContain('-0.5\u00a0kg since')
    expect(find('.numbers-summary').textContent).toBe('Lowest72.4Mean72.65Highest72.9')
  })

  it('says so when there is no room for more', async () => {
    const many = Array.from({ length: 1_990 }, (_, i) => [`data/entry:${i}`, { v: i, at: Date.now() - i }])
    drawn = await drawWidget(numbersParts, 'numbers', Object.fromEntries(many) as Record<string, Json>)
    expect(drawn.root.textContent).toContain('There is no room for more values')
  })
})

describe('a sketch pad', () => {
  /** The last event was the paper's, and no swipe of the page. */
  let taken = false
  const pointer = (type: string, x: number, y: number) =>
    drawn.act(() => {
      const event = new PointerEvent(type, {
        bubbles: true,
        cancelable: true,
        clientX: x,
        clientY: y,
        pointerId: 1,
        button: 0,
      })
      find('.sketch-paper').dispatchEvent(event)
      taken = event.defaultPrevented
    })
  async function start(fields: Record<string, Json> = {}) {
    drawn = await drawWidget(sketchParts, 'sketch', fields)
    find('.sketch-paper').getBoundingClientRect = () => new DOMRect(0, 0, 400, 300)
  }
  async function drag(...points: [number, number][]) {
    const [first = [0, 0], ...rest] = points
    await pointer('pointerdown', ...first)
    for (const point of rest) await pointer('pointermove', ...point)
    await pointer('pointerup', ...(rest.at(-1) ?? first))
  }

  it('leaves a swipe to the page until the pen is on', async () => {
    await start()
    await pointer('pointerdown', 10, 10)
    expect(taken).toBe(false)
    await drag([10, 10], [100, 100])
    expect(drawn.edits()).toEqual([])
    await drawn.press('Draw')
    await pointer('pointerdown', 10, 10)
    expect(taken).toBe(true)
    await pointer('pointercancel', 10, 10)
    await drag([10, 10], [50, 50], [100, 100])
    expect(drawn.edits()).toHaveLength(1)
    expect(Object.values(drawn.edits()[0] ?? {})).toEqual([{ c: 'ink', w: 'medium', p: [40, 40, 360, 360] }])
    await drawn.press('Done drawing')
    await drag([10, 10], [100, 100])
    expect(drawn.edits()).toHaveLength(1)
  })

  it('erases whole strokes, all that one stroke of the eraser touches in one edit; clearing can be taken back', async () => {
    await start()
    await drawn.press('Draw')
    await drag([10, 10], [390, 10])
    await drag([10, 50], [390, 50])
    await drag([10, 290], [390, 290])
    const strokes = () => Object.keys(drawn.widget().fields).filter((field) => field.startsWith('data/stroke:')).length
    expect(strokes()).toBe(3)
    await drawn.press('Eraser')
    await drag([200, 0], [200, 100])
    expect(strokes()).toBe(1)
    expect(drawn.edits()).toHaveLength(4)
    await drawn.press('Undo')
    expect(strokes()).toBe(3)
    await drawn.press('Clear the sketch')
    expect(strokes()).toBe(0)
    await undo()
    expect(strokes()).toBe(3)
  })

  it('says so before it is full, and then draws no more', async () => {
    const stroke = { c: 'ink', w: 'fine', p: [1, 1] }
    const some = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`data/stroke:${i}-x`, stroke]))
    await start(some(1_900))
    await drawn.press('Draw')
    expect(drawn.root.textContent).toContain('Room for 39 more strokes')
    drawn.undraw()
    await start(some(1_950))
    await drawn.press('Draw')
    expect(drawn.root.textContent).toContain('The sketch is full')
    await drag([10, 10], [100, 100])
    expect(drawn.edits()).toEqual([])
  })
})

describe('the health of syncing', () => {
  it('[D10] says what is not sent, and that what happened lately cannot be had', async () => {
    const services = createFakeServices()
    services.sync.setState({ syncStatus: 'offline', pendingChanges: 3 })
    drawn = await drawWidget(syncHealthParts, 'sync-health', {}, services)
    await drawn.act(() => {})
    expect(drawn.root.textContent).toContain('3 changes')
    expect(drawn.root.textContent).toContain('Not since this page was opened')
    expect(drawn.root.textContent).toContain('cannot be shown now')
    expect(find<HTMLAnchorElement>('a').getAttribute('href')).toBe('#/inspector')
    expect(drawn.edits()).toEqual([])
  })

  it('[D10] tells tries and failures, and from when on it knows', async () => {
    const at = (minutesAgo: number) => Date.now() - minutesAgo * 60_000
    const timeline = [
      { at: at(50), place: 'worker', what: 'no-answer', save: 's1' },
      { at: at(20), place: 'server', what: 'answer', save: 's1', details: { status: 200 } },
    ]
    const inspector = { tries: async () => timeline, onChange: () => () => {} } as unknown as Inspector
    const services = { ...createFakeServices(), inspector: async () => inspector }
    drawn = await drawWidget(syncHealthParts, 'sync-health', {}, services)
    await drawn.act(() => {})
    expect(find('.health-bars').getAttribute('aria-label')).toBe('Last 6 hours: 1 answer, 1 failure')
    expect(drawn.root.textContent).toMatch(/Nothing is written down from before 8:40/)
    expect(drawn.root.querySelectorAll('.health-failed')).toHaveLength(1)
  })
})
