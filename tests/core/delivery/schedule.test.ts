import { describe, expect, it } from 'vitest'
import { backoffMs, RETRY_MAX_MS } from '../../../core/delivery/backoff'
import type { Outcome } from '../../../core/delivery/outcome'
import {
  afterTry,
  type Cause,
  type DeliveryState,
  FRESH,
  mayTry,
  quickRetryAt,
  statusOf,
  triggered,
  untilTry,
} from '../../../core/delivery/schedule'
import type { Problem } from '../../../core/wire/problem'

const IN_VAIN: Outcome = { kind: 'retry', why: 'foreign-answer', errorKind: 'network' }
const PROBLEM: Problem = { type: 't', title: 'T', status: 401 }
const held = (why: 'sign-in' | 'forbidden' | 'newer-than-server'): Outcome => ({ kind: 'hold', why, problem: PROBLEM })
const T0 = 1_000_000

/** Tries at every planned moment, in vain, and says when (s since the first try) and what a page was told after it. */
function storyInVain(tries: number, random: number): string[] {
  const log: string[] = []
  let now = T0
  let state = FRESH
  for (let i = 0; i < tries; i++) {
    state = afterTry(state, IN_VAIN, now, random)
    log.push(`${(now - T0) / 1000} ${statusOf('ada', state, false).state}`)
    now = state.nextTryAt ?? Number.NaN
  }
  return log
}

describe('a clock that is set back', () => {
  const HOUR_MS = 3_600_000
  const asked: Outcome = { kind: 'retry', why: 'foreign-answer', errorKind: 'server', afterMs: 90_000 }

  it.each([HOUR_MS, 7 * 24 * HOUR_MS])(
    '[D5] by %i ms stops no delivery, whatever was planned or asked before',
    (ms) => {
      const state = afterTry(FRESH, asked, T0 + ms, 0)
      expect(mayTry(state, 'retry', T0 + ms)).toBe(false)
      expect(mayTry(state, 'retry', T0)).toBe(true)
      expect(mayTry(state, 'timer', T0)).toBe(true)
      expect(untilTry(T0 + 7 * 24 * HOUR_MS, T0)).toBe(RETRY_MAX_MS)
    },
  )
  it.each<Outcome>([
    { kind: 'refused', problem: PROBLEM },
    { kind: 'base-unknown', problem: PROBLEM },
    held('sign-in'),
    held('newer-than-server'),
  ])('[D5] what the server asked for holds on where another try is answered $kind meanwhile', (outcome) => {
    const state = afterTry(afterTry(FRESH, asked, T0, 0), outcome, T0 + 1_000, 0)
    expect(mayTry(state, 'signed-in', T0 + 89_000)).toBe(false)
    expect(mayTry(state, 'signed-in', T0 + 90_000)).toBe(true)
  })
  it('[D5] what the server asked for is over when it takes a save', () => {
    const answer = {} as Extract<Outcome, { kind: 'acknowledged' }>['answer']
    expect(afterTry(afterTry(FRESH, asked, T0, 0), { kind: 'acknowledged', answer }, T0 + 1_000, 0)).toEqual(FRESH)
  })
  it('[D5] what the server asked for holds on where another try has no answer meanwhile', () => {
    const state = afterTry(afterTry(FRESH, asked, T0, 0), IN_VAIN, T0 + 1_000, 0)
    expect(mayTry(state, 'new-save', T0 + 89_000)).toBe(false)
    expect(mayTry(state, 'timer', T0 + 92_000)).toBe(true)
    expect(untilTry(state.nextTryAt ?? 0, T0 + 1_000)).toBe(89_000)
  })
})

describe('tries in vain', () => {
  it('[D5] come after 1 s, 2 s and 4 s, then saving fails and the timer backs off to five minutes', () => {
    expect(storyInVain(13, 0)).toEqual([
      '0 waiting',
      '1 waiting',
      '3 waiting',
      '7 failing',
      '15 failing',
      '31 failing',
      '63 failing',
      '127 failing',
      '255 failing',
      '495 failing',
      '735 failing',
      '975 failing',
      '1215 failing',
    ])
  })
  it('[D5] have jitter, but never come early and never later than five minutes', () => {
    expect(storyInVain(4, 0.999)).toEqual(['0 waiting', '1.25 waiting', '3.75 waiting', '8.749 failing'])
    expect(backoffMs(50, 0.9999)).toBeLessThanOrEqual(RETRY_MAX_MS)
    expect(backoffMs(Number.MAX_SAFE_INTEGER, 0)).toBe(240_000)
  })
  it('[D5] leave only the quick ones to whoever sends', () => {
    let state = FRESH
    const quick: (number | null)[] = []
    for (let i = 0; i < 5; i++) {
      state = afterTry(state, IN_VAIN, T0, 0)
      quick.push(quickRetryAt(state, T0))
    }
    expect(quick).toEqual([T0 + 1_000, T0 + 2_000, T0 + 4_000, null, null])
  })
  it('are forgotten by an acknowledgement, and by a refusal, which settles the save as well', () => {
    const failing = afterTry({ ...FRESH, attempts: 6 }, IN_VAIN, T0, 0)
    expect(afterTry(failing, { kind: 'refused', problem: PROBLEM }, T0, 0)).toBe(FRESH)
    expect(afterTry(failing, { kind: 'base-unknown', problem: PROBLEM }, T0, 0)).toBe(FRESH)
  })
})

describe('triggers', () => {
  const failing = afterTry({ ...FRESH, attempts: 9 }, IN_VAIN, T0, 0)

  it.each(['online', 'visible', 'hidden', 'new-save', 'start', 'retry', 'sync'] as Cause[])(
    '[D5] %s tries at once, whatever the timer says',
    (cause) => {
      expect(mayTry(failing, cause, T0)).toBe(true)
    },
  )
  it('[D5] a page is told until when the server asked to wait, and nothing of it where it did not', () => {
    const asked = afterTry(FRESH, { kind: 'retry', why: 'x', errorKind: 'server', afterMs: 60_000 }, T0, 0)
    expect(statusOf('ada', asked, false)).toMatchObject({ notBefore: T0 + 60_000, nextTryAt: T0 + 60_000 })
    expect(statusOf('ada', afterTry(FRESH, IN_VAIN, T0, 0), false)).not.toHaveProperty('notBefore')
  })

  it('[D5] none comes before the server’s Retry-After', () => {
    const busy = afterTry(FRESH, { ...IN_VAIN, errorKind: 'server', afterMs: 60_000 }, T0, 0)
    for (const cause of ['online', 'new-save', 'retry', 'sync', 'plan'] as const) {
      expect(mayTry(busy, cause, T0 + 59_000)).toBe(false)
      expect(mayTry(busy, cause, T0 + 60_000)).toBe(true)
    }
    expect(quickRetryAt(busy, T0)).toBeNull()
    expect(backoffMs(1, 1, 60_000)).toBe(75_000)
  })
  it('ten tabs whose timers fire together make one try', () => {
    const due = failing.nextTryAt ?? 0
    expect(mayTry(failing, 'timer', due - 1_000)).toBe(false)
    expect(mayTry(failing, 'timer', due - 10)).toBe(true)
    expect(mayTry(afterTry(failing, IN_VAIN, due, 0), 'timer', due + 5)).toBe(false)
  })
  it('in vain do not push the timer out to five minutes', () => {
    const state = afterTry(triggered(failing, 'visible'), IN_VAIN, T0, 0)
    expect(state.nextTryAt).toBe(T0 + 8_000)
    expect(statusOf('ada', state, false).state).toBe('failing')
    expect(triggered(failing, 'timer')).toBe(failing)
  })

  it.each(['online', 'retry', 'signed-in'] as const)('[D5] begins with the quick retries again after “%s”', (cause) => {
    const state = afterTry(triggered(failing, cause), IN_VAIN, T0, 0)
    expect(quickRetryAt(state, T0)).toBe(T0 + 1_000)
  })
  it('a clock that was set back by a year does not stop the timer, nor a floor', () => {
    const year = 365 * 86_400_000
    const busy: DeliveryState = { ...failing, notBefore: T0 + 60_000 }
    expect(mayTry(busy, 'timer', T0 - year)).toBe(true)
  })
})

describe('a save that waits for a person', () => {
  it('to sign in is tried when that may have happened, and not else', () => {
    const state = afterTry(FRESH, held('sign-in'), T0, 0)
    expect(statusOf('ada', state, false)).toMatchObject({ state: 'held', why: 'sign-in', nextTryAt: null })
    const tried = ['signed-in', 'start', 'retry', 'new-save'] as const
    const left = ['online', 'visible', 'hidden', 'timer', 'sync', 'plan'] as const
    expect(tried.map((cause) => mayTry(state, cause, T0))).toEqual([true, true, true, true])
    expect(left.map((cause) => mayTry(state, cause, T0))).toEqual(left.map(() => false))
  })
  it('for a newer server is tried again by the long timer', () => {
    const state = afterTry(FRESH, held('newer-than-server'), T0, 0)
    expect(state.nextTryAt).toBe(T0 + 240_000)
    expect(mayTry(state, 'timer', T0 + 240_000)).toBe(true)
    expect(statusOf('ada', state, false)).toMatchObject({ state: 'held', why: 'newer-than-server' })
  })
})
