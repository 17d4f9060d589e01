import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'

const RUNS = { seed: 20260123, numRuns: 1_000 }
const DEEP = 8_000

/** The slow and plain way: text with all keys in order. */
function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const parts = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
  return `{${parts.sort().join()}}`
}

/** The same value with the keys of every object the other way round. */
function turned(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(turned)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  )
}

/** Few different values, so that two of them are often nearly the same. */
const { value: smallValue } = fc.letrec<{ value: Json; leaf: Json; list: Json[]; object: { [key: string]: Json } }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('list'), tie('object')),
    leaf: fc.constantFrom<Json>(null, true, false, 0, -0, 1, '', '0', 'a', '__proto__'),
    list: fc.array(tie('value'), { maxLength: 2 }),
    object: fc.dictionary(fc.constantFrom('0', 'a', '__proto__', 'length'), tie('value'), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  }),
)

const nested = (core: string, open: string, close: string): Json =>
  JSON.parse(open.repeat(DEEP) + core + close.repeat(DEEP)) as Json

describe('sameJson', () => {
  it('[S4] agrees with a comparison of canonical JSON', () => {
    fc.assert(
      fc.property(smallValue, smallValue, (a, b) => {
        expect(sameJson(a, b)).toBe(canonical(a) === canonical(b))
      }),
      RUNS,
    )
  })

  it('[S4] any value is the same as its copy with other orders of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value)) as Json
        expect(sameJson(parsed, turned(parsed))).toBe(true)
      }),
      RUNS,
    )
  })

  it.each<[string, Json | undefined, Json | undefined]>([
    ['a list and an object with the same keys', ['a'], { 0: 'a' }],
    ['an empty list and an empty object', [], {}],
    ['null and an object', null, {}],
    ['a number and its text', 1, '1'],
    ['no value and null', undefined, null],
    ['a key more', { a: 1 }, { a: 1, b: 1 }],
    ['an entry named __proto__ and none', JSON.parse('{"__proto__":{"a":1}}') as Json, { a: 1 }],
    ['two entries named __proto__', JSON.parse('{"__proto__":1}') as Json, JSON.parse('{"__proto__":2}') as Json],
    ['a key that every object inherits', { toString: 1 }, { a: 1 }],
  ])('[S4] tells apart: %s', (_, a, b) => {
    expect([sameJson(a, b), sameJson(b, a)]).toEqual([false, false])
  })

  it('no value is the same as no value', () => {
    expect(sameJson(undefined, undefined)).toBe(true)
  })

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])(`compares ${DEEP} nested %s`, (_, open, close) => {
    expect(sameJson(nested('1', open, close), nested('1', open, close))).toBe(true)
    expect(sameJson(nested('1', open, close), nested('2', open, close))).toBe(false)
  })
})
