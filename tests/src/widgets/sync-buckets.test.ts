import { describe, expect, it } from 'vitest'
import type { JournalEvent } from '../../../core/wire/journal-event'
import { lately } from '../../../src/widgets/sync-health/buckets'

const NOW = 36_000_000
const HOUR = 3_600_000
const event = (minutesAgo: number, what: string, more: Partial<JournalEvent> = {}): JournalEvent => ({
  at: NOW - minutesAgo * 60_000,
  place: 'page',
  what,
  ...more,
})
const pull = { method: 'GET', path: '/api/layout' }
const save = { method: 'POST', path: '/api/layout' }

describe('the tries of the last hours', () => {
  it('[D10] are told by how they ended, each once, though page and worker both note them', () => {
    const { answered, failed } = lately(
      [
        event(50, 'request', { details: save, save: 's1' }),
        event(50, 'answer', { place: 'server', details: { status: 200 }, save: 's1' }),
        event(50, 'response', { details: { ...save, status: 200 }, save: 's1' }),
        // Refused: noted by the worker as an answer, and by the page as a response.
        event(40, 'answer', { place: 'server', details: { status: 503 }, save: 's2' }),
        event(40, 'response', { details: { ...save, status: 503 }, save: 's2' }),
        event(30, 'no-answer', { place: 'worker', save: 's3' }),
        event(30, 'response', { details: { ...save, status: 202 }, save: 's3' }),
        // A portal says this without a worker: nobody else notes it.
        event(20, 'response', { details: { ...save, status: 511 }, save: 's4' }),
        event(10, 'response', { details: { ...pull, status: 304 } }),
        event(5, 'no-response', { details: pull }),
        event(4, 'response', { details: { method: 'GET', path: '/api/devices', status: 500 } }),
      ],
      NOW,
      HOUR,
      6,
    )
    expect({ answered, failed }).toEqual({ answered: 2, failed: 4 })
  })

  it('stand in the stretch of time in which they were; what is older is left out', () => {
    const { buckets, since } = lately(
      [
        event(90, 'no-answer'),
        event(59, 'no-answer'),
        event(1, 'answer', { details: { status: 200 } }),
        event(0, 'no-answer'),
      ],
      NOW,
      HOUR,
      6,
    )
    expect(buckets.map(({ failed }) => failed)).toEqual([1, 0, 0, 0, 0, 1])
    expect(buckets.map(({ answered }) => answered)).toEqual([0, 0, 0, 0, 0, 1])
    expect(since).toBe(NOW - 90 * 60_000)
  })

  it('[D10] are not known from before the journal begins', () => {
    expect(lately([], NOW, HOUR, 6).since).toBeNull()
  })
})
