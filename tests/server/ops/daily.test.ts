/** Daily work, on a clock that a test moves. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { everyDay } from '../../../server/ops/daily'

const DAY_MS = 86_400_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('[S11] is done soon after the start, then every day, also after a day on which it failed', async () => {
  const failures: unknown[] = []
  let times = 0
  const end = everyDay(
    async () => {
      times += 1
      if (times === 2) throw new Error('the database is away')
    },
    (error) => failures.push(error),
  )
  await vi.advanceTimersByTimeAsync(DAY_MS / 2)
  expect(times).toBe(1)
  await vi.advanceTimersByTimeAsync(2 * DAY_MS)
  expect(times).toBe(3)
  expect(failures).toHaveLength(1)
  await end()
  await vi.advanceTimersByTimeAsync(2 * DAY_MS)
  expect(times).toBe(3)
})
