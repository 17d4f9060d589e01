import { describe, expect, it } from 'vitest'
import { type CarriedSave, carriedSave } from '../../../core/delivery/carried'
import { covers } from '../../../core/delivery/covers'
import type { Edit } from '../../../core/edits/edit'

const at = { base: 0, at: 1 }
const title = (n: number, widget = 'w'): Edit => ({ ...at, n, widget, field: 'title', value: n })
const remove = (n: number, widget = 'w'): Edit => ({ ...at, n, widget, remove: true })
const save = (streams: Record<string, Edit[]>, more: Partial<CarriedSave> = {}): CarriedSave => ({
  account: 'ada',
  device: 'd',
  base: 0,
  tag: null,
  streams: Object.entries(streams).map(([writer, edits]) => ({ writer, edits })),
  ...more,
})

describe('a newer save replaces an older one', () => {
  it('[D2] that it carries whole', () => {
    expect(covers(save({ a: [title(1), title(2, 'v')], b: [title(1)] }), save({ a: [title(1)] }))).toBe(true)
  })
  it('[D2] whose edit it has folded into a newer one of the same field', () => {
    expect(covers(save({ a: [title(2)] }), save({ a: [title(1)] }))).toBe(true)
  })
  it('that carries nothing', () => {
    expect(covers(save({}), save({}))).toBe(true)
  })
})

describe('a newer save leaves an older one in the queue', () => {
  it('of another account or device', () => {
    expect(covers(save({ a: [title(1)] }, { account: 'bob' }), save({ a: [title(1)] }))).toBe(false)
    expect(covers(save({ a: [title(1)] }, { device: 'e' }), save({ a: [title(1)] }))).toBe(false)
  })
  it('of a tab it does not know all of', () => {
    expect(covers(save({ b: [title(1)] }), save({ a: [title(1)] }))).toBe(false)
    expect(covers(save({ a: [title(1)], b: [title(3)] }), save({ a: [title(1), title(2)] }))).toBe(false)
  })
  it('[S2] when it is a later part: delivered alone it would swallow the earlier one', () => {
    expect(covers(save({ a: [title(3, 'x'), title(4, 'y')] }), save({ a: [title(1), title(2, 'v')] }))).toBe(false)
  })
  it('[D2] whose edit was not folded: a removal replaces nothing', () => {
    expect(covers(save({ a: [remove(2)] }), save({ a: [title(1)] }))).toBe(false)
  })
})

describe('reading a body', () => {
  const body = { account: 'ada', device: 'd', base: 5, tag: 't', streams: [{ writer: 'a', edits: [title(1)] }] }
  it('takes what delivery needs, and gives an edit without a base the save’s', () => {
    const { base: _, ...bare } = title(1)
    const streams = [{ writer: 'a', edits: [bare] }]
    expect(carriedSave({ ...body, streams })?.streams).toEqual([{ writer: 'a', edits: [{ ...title(1), base: 5 }] }])
    expect(carriedSave(body)).toMatchObject({ account: 'ada', base: 5, tag: 't' })
  })
  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no account', { ...body, account: 1 }],
    ['no streams', { ...body, streams: {} }],
    ['an edit without a number', { ...body, streams: [{ writer: 'a', edits: [{ widget: 'w' }] }] }],
  ])('refuses %s', (_what, value) => {
    expect(carriedSave(value)).toBeUndefined()
  })
})
