import { expect, it } from 'vitest'
import { createGuessLimit } from '../../../server/pairing/guesses'

it('guesses are limited for one client, and for many clients together', () => {
  const clock = { at: 0 }
  const wait = createGuessLimit(2, () => clock.at, 5)
  expect([wait('a'), wait('a'), wait('a')]).toEqual([null, null, 60])
  // What a was refused is not counted against the others.
  expect([wait('b'), wait('c'), wait('d'), wait('e')]).toEqual([null, null, null, 60])
  clock.at = 60_000
  expect([wait('a'), wait('e')]).toEqual([null, null])
})

it('0 is no limit', () => {
  const wait = createGuessLimit(0, () => 0, 5)
  expect(Array.from({ length: 20 }, () => wait('a'))).toEqual(Array(20).fill(null))
})
