import { describe, expect, it } from 'vitest'
import {
  endsAt,
  extended,
  kindOf,
  MAX_LENGTH_MS,
  newRun,
  passed,
  paused,
  readRun,
  runValue,
  started,
} from '../../../src/widgets/timer/run'

const NOON = 1_790_000_000_000

describe('a run', () => {
  it('goes on while nobody looks: what is kept is when it began', () => {
    const kept = runValue(started(newRun(300_000), NOON))
    const elsewhere = readRun(kept, 300_000)
    expect(passed(elsewhere, NOON + 120_000)).toBe(120_000)
    expect(endsAt(elsewhere)).toBe(NOON + 300_000)
    expect(kindOf(elsewhere, NOON + 299_999)).toBe('running')
    expect(kindOf(elsewhere, NOON + 300_000)).toBe('ended')
    expect(passed(elsewhere, NOON + 9e9)).toBe(300_000)
  })

  it('stands while it is paused, and goes on from there', () => {
    const held = paused(started(newRun(300_000), NOON), NOON + 60_000)
    expect(kindOf(held, NOON + 9e9)).toBe('paused')
    const again = started(held, NOON + 1e6)
    expect(endsAt(again)).toBe(NOON + 1e6 + 240_000)
  })

  it('has not begun for a device whose clock is behind, and takes no time back', () => {
    expect(passed(started(newRun(300_000), NOON), NOON - 5_000)).toBe(0)
  })

  it('gets a minute more, and runs again for one when it has ended', () => {
    const run = started(newRun(300_000), NOON)
    expect(endsAt(extended(run, 60_000, NOON + 1))).toBe(NOON + 360_000)
    const again = extended(run, 60_000, NOON + 400_000)
    expect(kindOf(again, NOON + 400_001)).toBe('running')
    expect(endsAt(again)).toBe(NOON + 460_000)
    expect(extended(newRun(MAX_LENGTH_MS), 60_000, NOON).length).toBe(MAX_LENGTH_MS)
  })

  it('of a stopwatch never ends', () => {
    const run = started(newRun(null), NOON)
    expect(endsAt(run)).toBeNull()
    expect(kindOf(run, NOON + 1e12)).toBe('running')
  })
})
