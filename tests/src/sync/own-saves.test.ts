import { expect, it } from 'vitest'
import type { HeldSave } from '../../../core/wire/worker-message'
import { ownSaves } from '../../../src/sync/own-saves'

const HERS: HeldSave = {
  id: 4,
  save: 'a-name',
  account: 'ada',
  device: 'a-device',
  body: { secret: 'secret' },
  bytes: 123,
  heldSince: 456,
  attempts: 7,
  nextTryAt: 89,
  lastError: 'An error.',
}

it('[D13] of a save of another account only that there is one is shown: not its size, times or tries either', () => {
  const [shown] = ownSaves([HERS], 'bob')
  expect(shown).toMatchObject({ id: 4, account: 'another' })
  expect(JSON.stringify(shown)).not.toMatch(/ada|a-name|a-device|secret|123|456|7|89|error\./)
})

it('one’s own are shown whole, and so is one that cannot be read', () => {
  const unreadable = { ...HERS, account: '' }
  expect(ownSaves([HERS, unreadable], 'ada')).toEqual([HERS, unreadable])
})
