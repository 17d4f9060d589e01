import { describe, expect, it } from 'vitest'
import type { Json, Widget } from '../../../core/layout/model'
import { dayAfter } from '../../../src/widgets/days'
import { streaksOf } from '../../../src/widgets/habits/streaks'
import { daysDone, ticked, withoutHabit } from '../../../src/widgets/habits/ticks'
import type { Fields } from '../../../src/widgets/use-edit'

const TODAY = '2026-11-30'
const empty: Widget = { id: 'w', fields: { type: 'habits' } }

function withEdit(widget: Widget, edit: Fields): Widget {
  const fields: Record<string, Json> = {}
  for (const [field, value] of Object.entries({ ...widget.fields, ...edit }))
    if (value !== undefined) fields[field] = value
  return { ...widget, fields }
}

/** Ticked on each of the last `count` days, on the day itself. */
function tickedFor(count: number): Widget {
  let widget = empty
  for (let i = count - 1; i >= 0; i--) {
    const day = dayAfter(TODAY, -i)
    widget = withEdit(widget, ticked(widget, 'a', day, true, day))
  }
  return widget
}

describe('ticks of a habit', () => {
  it('are a field a day, so that two devices that tick two days lose none', () => {
    const here = ticked(empty, 'a', TODAY, true, TODAY)
    const there = ticked(empty, 'a', '2026-11-29', true, TODAY)
    expect([...daysDone(withEdit(withEdit(empty, here), there), 'a')].sort()).toEqual(['2026-11-29', TODAY])
    expect(withEdit(withEdit(empty, here), ticked(withEdit(empty, here), 'a', TODAY, false, TODAY))).toEqual(empty)
  })

  it('of ten years stay far below the 2,000 fields of a widget, and none is lost', () => {
    const widget = tickedFor(3_650)
    expect(daysDone(widget, 'a').size).toBe(3_650)
    expect(Object.keys(widget.fields).length).toBeLessThan(150)
    expect(streaksOf(daysDone(widget, 'a'), TODAY)).toEqual({ now: 3_650, longest: 3_650 })
  })

  it('can be taken back after they were packed, and ticked again', () => {
    const day = '2025-02-14'
    let widget = tickedFor(800)
    widget = withEdit(widget, ticked(widget, 'a', day, false, TODAY))
    expect(daysDone(widget, 'a').has(day)).toBe(false)
    expect(daysDone(widget, 'a').size).toBe(799)
    widget = withEdit(widget, ticked(widget, 'a', day, true, TODAY))
    expect(daysDone(widget, 'a').size).toBe(800)
  })

  it('go with their habit, and leave the others alone', () => {
    const two = withEdit(tickedFor(400), { 'data/habit:a': { name: 'Read' }, 'data/day:ab:2026-11-30': true })
    expect(withEdit(two, withoutHabit(two, 'data/habit:a', 'a')).fields).toEqual({
      type: 'habits',
      'data/day:ab:2026-11-30': true,
    })
  })
})

describe('a streak', () => {
  const days = (...back: number[]) => new Set(back.map((n) => dayAfter(TODAY, -n)))

  it.each([
    [days(), 0, 0],
    [days(0), 1, 1],
    [days(1, 2, 3), 3, 3],
    [days(2, 3), 0, 2],
    [days(0, 1, 5, 6, 7, 8), 2, 4],
    [days(-1, 0), 1, 1],
  ])('%#: holds as long as today may still be ticked', (done, now, longest) => {
    expect(streaksOf(done, TODAY)).toEqual({ now, longest })
  })

  it('goes over the end of months, years and February', () => {
    expect(streaksOf(new Set(['2028-02-28', '2028-02-29', '2028-03-01']), '2028-03-01').now).toBe(3)
    expect(streaksOf(new Set(['2026-12-31', '2027-01-01']), '2027-01-01').now).toBe(2)
  })
})
