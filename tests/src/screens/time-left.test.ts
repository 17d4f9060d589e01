import { expect, it } from 'vitest'
import { timeLeft } from '../../../src/screens/devices/time-left'

it.each([
  [480_000, '8 minutes'],
  [420_001, '8 minutes'],
  [60_001, '2 minutes'],
  [60_000, '60 seconds'],
  [900, '1 second'],
  [-5, '0 seconds'],
])('%i ms are %s', (ms, words) => {
  expect(timeLeft(ms)).toBe(words)
})
