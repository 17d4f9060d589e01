import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BAD_ANSWERS, MAX_DELAY_MS } from '../../../core/wire/fault'
import { changeProblem, faultsOf, NO_TROUBLE, type Trouble, troubleOf } from '../../../src/inspector/trouble'

const trouble: fc.Arbitrary<Trouble> = fc
  .record({
    paused: fc.boolean(),
    full: fc.boolean(),
    skewMs: fc.integer(),
    offline: fc.boolean(),
    delayMs: fc.nat({ max: MAX_DELAY_MS }),
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

it('who is offline does not find the server back either', () => {
  const faults = faultsOf({ ...NO_TROUBLE, offline: true })
  expect(faults.map(({ match, kind }) => `${match} ${kind}`)).toEqual([
    '* /api/* drop-before',
    'GET /readyz drop-before',
  ])
})

it.each([
  [undefined, /said as \{ offline: true \}, with any of offline, delayMs,/],
  ['offline', /said as/],
  [{ ofline: true }, /no “ofline”. There are offline, delayMs, answer, times, paused, full, skewMs/],
  [{ toString: true }, /no “toString”/],
  [{ offline: 'yes' }, /“offline” must be true or false/],
  [{ paused: undefined }, /“paused” must be true or false/],
  [{ offline: true, delayMs: -1 }, /“delayMs” must be a whole number of ms from 0/],
  [{ delayMs: '400' }, /“delayMs” must be/],
  [{ skewMs: 0.5 }, /“skewMs” must be a whole number/],
  [{ answer: 'error-418' }, /“answer” must be null or one of error-500, /],
  [{ times: 0 }, /“times” must be null or a whole number from 1/],
])('says what is wrong with %o, and which there are', (change, words) => {
  expect(changeProblem(change)).toMatch(words)
})

it('takes every trouble that there is, and nothing at all', () => {
  fc.assert(
    fc.property(trouble, (wanted) => {
      expect(changeProblem(wanted)).toBeNull()
    }),
  )
  expect(changeProblem({})).toBeNull()
})
