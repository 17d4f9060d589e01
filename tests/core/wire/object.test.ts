import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { object, record } from '../../../core/wire/object'
import { withRule } from '../../../core/wire/rule'
import { count, oneOf } from '../../../core/wire/scalars'

const said = (schema: v.GenericSchema, value: unknown) =>
  (v.safeParse(schema, value).issues ?? []).map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`)

const COUNT_WORDS = 'must be an integer from 0 to 2147483647'
const box = object({ x: count, side: v.optional(oneOf(['left', 'right']), 'left') })

describe('objects of the wire', () => {
  it('a member that is missing is told in the words of what it must be', () => {
    expect(said(object({ box, list: v.array(count, 'must be a list') }), { box: {} })).toEqual([
      `box.x: ${COUNT_WORDS}`,
      'list: must be a list',
    ])
  })

  it.each([[[]], [null], ['{}'], [7], [undefined]])('%j is none', (value) => {
    expect(said(box, value)).toEqual([': must be an object'])
    expect(said(record(v.string(), count), value)).toEqual([': must be an object'])
  })

  it('[D9] what a schema does not name is dropped, and a default fills in', () => {
    expect(v.parse(box, { x: 1, y: 2 })).toStrictEqual({ x: 1, side: 'left' })
  })
})

describe('a rule over members', () => {
  const inner = withRule(box, ({ x }) => (x > 5 ? [{ path: ['x'], message: 'must fit' }] : []))
  const outer = withRule(object({ inner, most: count }), ({ inner: { x }, most }) =>
    x > most ? [{ path: [], message: 'must hold it' }] : [],
  )

  it('is asked where every member is of its type, even where one breaks a limit', () => {
    expect(said(outer, { inner: { x: 3 }, most: 2 })).toEqual([': must hold it'])
    expect(said(outer, { inner: { x: 3 }, most: -1 })).toEqual([`most: ${COUNT_WORDS}`, ': must hold it'])
  })

  it('is not asked where a member is none, or a rule inside is broken', () => {
    expect(said(outer, { inner: { x: 3 }, most: 1.5 })).toEqual([`most: ${COUNT_WORDS}`])
    expect(said(outer, { inner: { x: 9 }, most: 2 })).toEqual(['inner.x: must fit'])
  })
})
