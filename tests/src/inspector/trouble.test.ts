import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BAD_ANSWERS } from '../../../core/wire/fault'
import { faultsOf, NO_TROUBLE, type Trouble, troubleOf } from '../../../src/inspector/trouble'

const trouble: fc.Arbitrary<Trouble> = fc
  .record({
    paused: fc.boolean(),
    full: fc.boolean(),
    skewMs: fc.integer(),
    offline: fc.boolean(),
    delayMs: fc.nat(),
    answer: fc.option(fc.constantFrom(...BAD_ANSWERS)),
    times: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  // A number of no answers means nothing, and who is offline gets none.
  .map((made) => (made.answer === null || made.offline ? { ...made, answer: null, times: null } : made))

it('what the server is told gives the same switches back', () => {
  fc.assert(
    fc.property(trouble, (wanted) => {
      expect(troubleOf(faultsOf(wanted), wanted)).toEqual(wanted)
    }),
  )
})

it('nothing is broken where everything is switched off', () => {
  expect(faultsOf(NO_TROUBLE)).toEqual([])
})

it('who is signed out is so for everything that asks who one is, as often as for a save', () => {
  const faults = faultsOf({ ...NO_TROUBLE, answer: 'error-401', times: 1 })
  expect(faults.map(({ match }) => match)).toEqual(['POST /api/layout', 'GET /api/layout', 'GET /api/account'])
})
