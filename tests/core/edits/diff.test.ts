import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diff } from '../../../core/edits/diff'
import { fold } from '../../../core/edits/fold'
import { rebase } from '../../../core/edits/rebase'
import type { Json, Layout } from '../../../core/layout/model'
import { anyLayout, frozen, holding, NEW_WIDGETS, recorded, WIDGETS, WRITERS } from './arbitraries'

const RUNS = { seed: 20260122, numRuns: 500 }
const [W = ''] = WIDGETS
const [NEW = ''] = NEW_WIDGETS
const layout = (id: string, fields: Record<string, Json>): Layout => ({ [id]: { id, fields } })

describe('diff', () => {
  it('recorded as edits and laid over what was, it gives what is', () => {
    fc.assert(
      fc.property(anyLayout, anyLayout, (before, after) => {
        const edits = recorded(diff(frozen(before), frozen(after)))
        const writer = WRITERS[0] ?? ''
        expect(rebase(holding(before), [{ writer, edits }])).toStrictEqual(after)
        expect(rebase(holding(before), [{ writer, edits: fold(edits) }])).toStrictEqual(after)
      }),
      RUNS,
    )
  })

  it('[S10] finds nothing between a layout and its copy, whatever the order of keys', () => {
    fc.assert(
      fc.property(anyLayout, (before) => {
        const copy = Object.fromEntries(
          Object.entries(before)
            .reverse()
            .map(([id, widget]) => [
              id,
              { ...widget, fields: Object.fromEntries(Object.entries(widget.fields).reverse()) },
            ]),
        )
        expect(diff(before, copy)).toEqual([])
      }),
      RUNS,
    )
  })

  it('[S12] a new widget comes with its type first', () => {
    expect(diff({}, layout(NEW, { title: 'x', type: 'links' }))).toEqual([
      { widget: NEW, field: 'type', value: 'links' },
      { widget: NEW, field: 'title', value: 'x' },
    ])
  })

  it('[L2] names only the fields that differ', () => {
    const box = { x: 0, y: 0, w: 4, h: 3 }
    const before = layout(W, { type: 'note', desktop: box, mobile: box, 'data/a': 1 })
    const after = layout(W, { type: 'note', desktop: { h: 3, w: 4, y: 0, x: 0 }, mobile: { ...box, y: 2 } })
    expect(diff(before, after)).toEqual([
      { widget: W, field: 'mobile', value: { ...box, y: 2 } },
      { widget: W, field: 'data/a', unset: true },
    ])
  })

  it('a type is set once: it is neither changed nor taken away', () => {
    expect(diff(layout(W, { type: 'note' }), layout(W, { type: 'clock' }))).toEqual([])
    expect(diff(layout(W, { type: 'note' }), layout(W, {}))).toEqual([])
  })

  it('a field that a caller set to undefined is one that is not there', () => {
    const undefinedTitle = { type: 'note', title: undefined } as unknown as Record<string, Json>
    expect(diff(layout(W, { type: 'note', title: 'x' }), layout(W, undefinedTitle))).toEqual([
      { widget: W, field: 'title', unset: true },
    ])
    expect(diff({}, layout(NEW, undefinedTitle))).toEqual([{ widget: NEW, field: 'type', value: 'note' }])
  })

  it('keys that every object inherits are no entries', () => {
    expect(diff(layout('toString', { type: 'note', constructor: 1 }), {})).toEqual([
      { widget: 'toString', remove: true },
    ])
    expect(diff({}, layout('constructor', { type: 'note' }))).toEqual([
      { widget: 'constructor', field: 'type', value: 'note' },
    ])
    expect(diff(layout(W, { type: 'note', constructor: 1 }), layout(W, { type: 'note' }))).toEqual([
      { widget: W, field: 'constructor', unset: true },
    ])
    const odd = JSON.parse('{"type":"note","__proto__":{}}') as Record<string, Json>
    expect(diff(layout(W, { type: 'note' }), layout(W, odd))).toEqual([{ widget: W, field: '__proto__', value: {} }])
  })
})
