import { expect, it } from 'vitest'
import { createRateLimit } from '../../../server/ops/rate-limit'

it('a client may try so often in a window, is told how long to wait, and others are not its business', () => {
  let now = 1_000
  const limit = createRateLimit(2, 60_000, () => now)
  expect([limit.take('ada'), limit.take('ada')]).toEqual([{ kind: 'go' }, { kind: 'go' }])
  now += 15_500
  expect(limit.take('ada')).toEqual({ kind: 'wait', seconds: 45 })
  expect(limit.take('bob')).toEqual({ kind: 'go' })
  now += 44_500
  expect(limit.take('ada')).toEqual({ kind: 'go' })
})

it('0 is no limit', () => {
  const limit = createRateLimit(0, 60_000, () => 0)
  for (let i = 0; i < 1_000; i++) expect(limit.take('ada')).toEqual({ kind: 'go' })
})

it('memory stays bounded, and who is over the limit is not forgotten for a few newcomers', () => {
  const limit = createRateLimit(1, 60_000, () => 0)
  limit.take('ada')
  for (let i = 0; i < 40_000; i++) limit.take(`${i}`)
  expect(limit.take('ada').kind).toBe('wait')
  for (let i = 0; i < 60_000; i++) limit.take(`more ${i}`)
  expect(limit.take('ada').kind).toBe('go')
})
