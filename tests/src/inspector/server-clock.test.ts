import { expect, it } from 'vitest'
import { type ClockAsked, clockBounds, clockOffMs, spanWords } from '../../../src/inspector/server-clock'

/** Asked at 1000 and answered `tookMs` later; the server looked at its clock in the middle, which is `aheadMs` ahead. */
const asked = (aheadMs: number, tookMs: number): ClockAsked => ({
  askedAt: 1_000,
  serverNow: 1_000 + tookMs / 2 + aheadMs,
  answeredAt: 1_000 + tookMs,
})
const offOf = (...questions: ClockAsked[]) =>
  clockOffMs(questions.reduce<ReturnType<typeof clockBounds>>((known, one) => clockBounds(one, known), null))

it.each([
  ['behind', -3_600_000],
  ['ahead', 3_600_000],
  ['just so much behind that it shows', -21],
])('a server that is %s is placed where it was', (_, aheadMs) => {
  expect(offOf(asked(aheadMs, 40))).toBe(-aheadMs)
})

it.each([0, 19, -19])('a difference of %i ms that the time of asking may explain is none', (aheadMs) => {
  expect(offOf(asked(aheadMs, 40))).toBe(0)
})

it('knows it better after a question that was answered sooner, and keeps that', () => {
  expect(offOf(asked(-19, 40), asked(-19, 4))).toBe(19)
  expect(offOf(asked(-19, 4), asked(-19, 4_000))).toBe(19)
})

it('forgets what it knew when one of the clocks was set', () => {
  expect(offOf(asked(-5_000, 4), asked(5_000, 4))).toBe(-5_000)
  expect(offOf(asked(-5_000, 4), { askedAt: 9_000, serverNow: 1_000, answeredAt: 2_000 })).toBe(5_000)
})

it('says in words how long that is', () => {
  expect([-40, 90_000, 3_600_000, 86_400_000].map(spanWords)).toEqual(['40 ms', '90 s', '60 min', '24 h'])
})
