/** Which versions are kept as they age, and where whole layouts stand along the history. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointPlan, MOST_REVISIONS, mostBytes, WAY_BEGINS } from '../../../core/history/checkpoint-plan'
import { agesAt, DAY_MS, type Entry, HOUR_MS, thinPlan } from '../../../core/history/thin-plan'
import { RUNS } from './random-history'

const NOW = Date.UTC(2026, 5, 1, 12, 30)
const LIMITS = { versions: 200, bytes: 1_000_000 }

/** Revisions that are left of those made at these times. */
function kept(times: readonly number[], historyDays: number, limits = LIMITS): number[] {
  const entries = times.map((at, i) => ({ revision: i + 1, at, bytes: 10 }))
  const gone = thinPlan(entries, agesAt(NOW, historyDays), limits).flatMap((group) => group.slice(0, -1))
  return entries.filter((entry) => !gone.includes(entry)).map(({ revision }) => revision)
}
const ago = (days: number, hours = 0, minutes = 0) => NOW - days * DAY_MS - hours * HOUR_MS - minutes * 60_000

describe('thinning', () => {
  it('all of the last 30 days are kept, then the last of each hour, then of each day', () => {
    const times = [
      ago(100, 2),
      ago(100, 1),
      ago(95, 3),
      ago(60, 3, 20),
      ago(60, 3, 10),
      ago(60, 2),
      ago(29, 0, 2),
      ago(29),
    ]
    expect(kept(times, 90)).toEqual([2, 3, 5, 6, 7, 8])
  })

  it('with HISTORY_DAYS below 30, everything older than that is kept by the day', () => {
    expect(kept([ago(9, 2), ago(9, 1), ago(6, 1, 1), ago(6, 1)], 7)).toEqual([2, 3, 4])
  })

  it('no hour is judged before it is over', () => {
    const hour = Math.floor(ago(30) / HOUR_MS) * HOUR_MS
    expect(kept([hour - 2, hour - 1, hour, hour + 1], 90)).toEqual([2, 3, 4])
  })

  it('a clock that went back keeps too much and never too little', () => {
    const hour = Math.floor(ago(40) / HOUR_MS) * HOUR_MS
    expect(kept([hour - 2, hour + 1, hour - 1, hour + 2], 90)).toEqual([1, 2, 3, 4])
  })

  it('of every hour and day something is kept, the newest always, and thinning again changes nothing', () => {
    const times = fc.array(fc.integer({ min: ago(200), max: NOW }), { minLength: 1, maxLength: 200 })
    const limits = fc.record({ versions: fc.integer({ min: 2, max: 5 }), bytes: fc.integer({ min: 5, max: 60 }) })
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 120 }), limits, (unsorted, days, least) => {
        const sorted = unsorted.toSorted((a, b) => a - b)
        const left = kept(sorted, days, least)
        expect(left).toEqual(kept(sorted, days))
        expect(left.at(-1)).toBe(sorted.length)
        const periods = (of: readonly number[]) => new Set(of.map((at) => Math.floor(at / DAY_MS)))
        const leftTimes = left.map((revision) => sorted[revision - 1] as number)
        expect(periods(leftTimes)).toEqual(periods(sorted))
        expect(kept(leftTimes, days)).toHaveLength(left.length)
      }),
      RUNS,
    )
  })

  it('groups follow one another: the last of one is the first of the next', () => {
    const entries: Entry[] = Array.from({ length: 7 }, (_, i) => ({ revision: i + 1, at: ago(40) + i, bytes: 10 }))
    const groups = thinPlan(entries, agesAt(NOW, 90), { versions: 3, bytes: 1_000 })
    expect(groups.map((group) => group.map(({ revision }) => revision))).toEqual([
      [1, 2, 3],
      [3, 4, 5],
      [5, 6, 7],
    ])
  })
})

describe('checkpoints', () => {
  const milestones = (count: number, bytes: number, at: readonly number[] = []) =>
    Array.from({ length: count }, (_, i) => ({ revision: i + 1, bytes, hasCheckpoint: at.includes(i + 1) }))

  it('one is made when the changes since the last are longer than the layout', () => {
    expect(checkpointPlan(milestones(100, 10_000), WAY_BEGINS, 300_000).make).toEqual([31, 62, 93])
  })

  it('a small layout has one every 64 kB', () => {
    expect(checkpointPlan(milestones(1_000, 100), WAY_BEGINS, 500).make).toEqual([656])
  })

  it('one is made after so many rows, however little they hold', () => {
    const thinned = [
      { revision: 5, bytes: 1, hasCheckpoint: false },
      { revision: 5 + MOST_REVISIONS, bytes: 1, hasCheckpoint: false },
    ]
    expect(checkpointPlan(thinned, WAY_BEGINS, 0).make).toEqual([5 + MOST_REVISIONS])
  })

  it('one that stands close to another is dropped', () => {
    expect(checkpointPlan(milestones(400, 100, [300, 310, 320]), WAY_BEGINS, 0)).toMatchObject({
      make: [],
      drop: [310, 320],
    })
  })

  it('slice by slice or at once, no way is longer than it may be, and doing it again does nothing', () => {
    const bytes = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 0, max: 200_000 }), (sizes, cut, layoutBytes) => {
        const all = sizes.map((size, i) => ({ revision: i + 1, bytes: size, hasCheckpoint: false }))
        const whole = checkpointPlan(all, WAY_BEGINS, layoutBytes)
        const first = checkpointPlan(all.slice(0, cut % all.length), WAY_BEGINS, layoutBytes)
        const second = checkpointPlan(all.slice(cut % all.length), first.way, layoutBytes)
        expect([...first.make, ...second.make]).toEqual(whole.make)
        let way = 0
        for (const { revision, bytes } of all) {
          way = whole.make.includes(revision) ? 0 : way + bytes
          expect(way).toBeLessThanOrEqual(mostBytes(layoutBytes))
        }
        const again = all.map((one) => ({ ...one, hasCheckpoint: whole.make.includes(one.revision) }))
        expect(checkpointPlan(again, WAY_BEGINS, layoutBytes)).toMatchObject({ make: [], drop: [] })
      }),
      RUNS,
    )
  })
})
