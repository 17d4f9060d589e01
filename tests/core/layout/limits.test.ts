import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isFieldKey,
  MAX_VALUE_BYTES,
  MAX_VALUE_DEPTH,
  utf8Bytes,
  valueBytes,
  valueProblems,
} from '../../../core/layout/limits'
import type { Json } from '../../../core/layout/model'

const RUNS = { seed: 20260124, numRuns: 1_000 }
const box = { x: 0, y: 0, w: 4, h: 3 }
const paths = (field: string, value: unknown) => valueProblems(field, value as Json).map((problem) => problem.path)
const sentences = (field: string, value: unknown) =>
  valueProblems(field, value as Json).map((problem) => problem.message)
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

describe('utf8Bytes', () => {
  it('agrees with TextEncoder, lone surrogates too', () => {
    const units = fc
      .array(
        fc.oneof(
          fc.constantFrom(0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff),
          fc.nat(0xffff),
        ),
      )
      .map((codes) => String.fromCharCode(...codes))
    fc.assert(
      fc.property(units, (text) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length)
      }),
      RUNS,
    )
  })

  it.each(['', 'a', 'é', '€', '😀', '\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83d'])('of %j', (text) => {
    expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length)
  })
})

describe('isFieldKey', () => {
  it.each([
    'type',
    'title',
    'desktop',
    'mobile',
    'data/a',
    'data/item:7',
    'data/__proto__',
    'data/A-z_0.:',
    `data/${'k'.repeat(120)}`,
  ])('%s is one', (field) => expect(isFieldKey(field)).toBe(true))
  it.each([
    '',
    'data',
    'data/',
    'data/a b',
    'data/a/b',
    'data/é',
    'data/a\n',
    '\ndata/a',
    'Title',
    '__proto__',
    'constructor',
    `data/${'k'.repeat(121)}`,
  ])('%j is none', (field) => expect(isFieldKey(field)).toBe(false))
})

describe('valueProblems: title and type', () => {
  it('a title has at most 200 characters, where an emoji is one', () => {
    expect(paths('title', 'a'.repeat(200))).toEqual([])
    expect(paths('title', '😀'.repeat(200))).toEqual([])
    expect(sentences('title', 'a'.repeat(201))).toEqual(['must be at most 200 characters'])
    expect(sentences('title', `${'😀'.repeat(200)}a`)).toEqual(['must be at most 200 characters'])
    expect(paths('title', '\ud83d'.repeat(201))).toEqual([''])
    expect(paths('title', 'a'.repeat(1_000_000))).toEqual([''])
  })
  it.each([null, 1, true, [], {}, ['a']])('%j is no title and no type', (value) => {
    expect([paths('title', value), paths('type', value)]).toEqual([[''], ['']])
  })
  it('a title may be empty, a type not', () => {
    expect([paths('title', ''), paths('type', '')]).toEqual([[], ['']])
  })
})

describe.each([
  ['desktop', 12],
  ['mobile', 4],
] as const)('valueProblems: %s, %i columns', (grid, columns) => {
  it.each([
    { x: 0, y: 0, w: 1, h: 1 },
    { x: 0, y: 10_000, w: columns, h: 100 },
    { x: columns - 1, y: 0, w: 1, h: 1 },
  ])('%j is a box', (value) => {
    expect(paths(grid, value)).toEqual([])
  })

  it.each<[string, Record<string, unknown>]>([
    ['x', { x: -1 }],
    ['x', { x: columns, w: 1 }],
    ['y', { y: -1 }],
    ['y', { y: 10_001 }],
    ['w', { w: 0 }],
    ['w', { w: columns + 1 }],
    ['w', { x: 1, w: columns }],
    ['h', { h: 0 }],
    ['h', { h: 101 }],
    ['x', { x: 0.5 }],
    ['y', { y: '0' }],
    ['w', { w: null }],
    ['h', { h: Number.NaN }],
    ['y', { y: Number.POSITIVE_INFINITY }],
    ['h', { h: undefined }],
    ['z', { z: 1 }],
    ['toString', { toString: 1 }],
    ['__proto__', JSON.parse('{"__proto__":1}') as Record<string, unknown>],
  ])('names %s where %j breaks it', (path, part) => {
    const value = Object.fromEntries([...Object.entries({ ...box, w: 2 }), ...Object.entries(part)])
    expect(paths(grid, value)).toEqual([path])
  })

  it('names every part that is missing, and does not take it from the prototype', () => {
    expect(paths(grid, {})).toEqual(['x', 'y', 'w', 'h'])
    expect(paths(grid, Object.create(box))).toEqual(['x', 'y', 'w', 'h'])
  })

  it.each([null, 1, 'box', true, [], [0, 0, 4, 3]])('%j is no box', (value) => {
    expect(paths(grid, value)).toEqual([''])
  })
})

describe('valueProblems: data', () => {
  it('a value has at most 16 KiB as JSON in UTF-8', () => {
    const most = MAX_VALUE_BYTES - 2
    expect(paths('data/a', 'a'.repeat(most))).toEqual([])
    expect(sentences('data/a', 'a'.repeat(most + 1))).toEqual(['must be at most 16384 bytes as JSON'])
    expect(paths('data/a', 'é'.repeat(most / 2))).toEqual([])
    expect(paths('data/a', `${'é'.repeat(most / 2)}a`)).toEqual([''])
    expect(paths('data/a', '\n'.repeat(most / 2 + 1))).toEqual([''])
  })

  it('any JSON goes, entries named __proto__ too, and counts as it is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = new TextEncoder().encode(JSON.stringify(value)).length
        expect(valueBytes(value as Json)).toBe(bytes)
        expect(paths('data/a', value)).toEqual(bytes > MAX_VALUE_BYTES ? [''] : [])
      }),
      RUNS,
    )
    expect(paths('data/a', JSON.parse('{"__proto__":{"__proto__":[]}}'))).toEqual([])
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['Infinity', Number.NEGATIVE_INFINITY],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['undefined in an object', { a: undefined }],
    ['NaN in a list', [[Number.NaN]]],
    ['a hole in a list', new Array(1)],
    ['an object that says itself what its JSON is', { toJSON: () => 'a' }],
  ])('%s is no JSON, and would be something else after a reload', (_, value) => {
    expect(sentences('data/a', value)).toEqual(['must be JSON: null, true, false, a number, text, a list or an object'])
  })

  it('a value is nested at most 500 deep, so that every engine can write it and hand it on', () => {
    expect(paths('data/a', nested(MAX_VALUE_DEPTH))).toEqual([])
    expect(() => structuredClone(JSON.parse(JSON.stringify(nested(MAX_VALUE_DEPTH))))).not.toThrow()
    expect(sentences('data/a', nested(MAX_VALUE_DEPTH + 1))).toEqual(['must be nested at most 500 deep'])
    expect(sentences('data/a', nested(8_000))).toEqual(['must be nested at most 500 deep'])
    const circle: unknown[] = []
    circle.push(circle, circle)
    expect(sentences('data/a', circle)).toEqual(['must be nested at most 500 deep'])
  })
})
