import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, Widget } from '../../../core/layout/model'
import { countOf, pressed, reset } from '../../../src/widgets/counter/sum'
import type { Fields } from '../../../src/widgets/use-edit'

const started = (fields: Record<string, Json> = {}): Widget => ({ id: 'w', fields: { type: 'counter', ...fields } })

function withEdits(widget: Widget, ...edits: Fields[]): Widget {
  const fields: Record<string, Json> = {}
  for (const [field, value] of Object.entries(Object.assign({}, widget.fields, ...edits))) {
    if (value !== undefined) fields[field] = value as Json
  }
  return { ...widget, fields }
}

describe('a counter', () => {
  it('loses no press of two devices that were both offline', () => {
    const both = started({ 'data/count:2026-11:c': 5 })
    const here = pressed(both, 1, 'a', '2026-11')
    const there = pressed(both, 1, 'b', '2026-11')
    expect(countOf(withEdits(both, here, there))).toBe(7)
    expect(countOf(withEdits(both, there, here))).toBe(7)
  })

  it('counts what one page presses in one field', () => {
    let widget = started()
    for (let i = 0; i < 30; i++) widget = withEdits(widget, pressed(widget, 1, 'a', '2026-11'))
    expect(widget.fields).toEqual({ type: 'counter', 'data/count:2026-11:a': 30 })
  })

  it('is at zero after a reset, and a press that the reset had not heard of still counts', () => {
    const both = started({ 'data/count:2026-11:a': 5, 'data/count:2026-11:b': 3, 'data/month:2026-01': 40 })
    expect(countOf(both)).toBe(48)
    const zero = reset(both)
    expect(countOf(withEdits(both, zero))).toBe(0)
    expect(countOf(withEdits(both, pressed(both, 1, 'b', '2026-11'), zero))).toBe(1)
    // Two that reset at once are one.
    expect(countOf(withEdits(both, zero, reset(both)))).toBe(0)
  })

  it('adds months up that are long over, changes nothing by it, and two devices that do it agree', () => {
    const many: Record<string, Json> = {}
    for (let i = 0; i < 100; i++) many[`data/count:2026-0${1 + (i % 9)}:${i}`] = i
    const old = withEdits(started(many), reset(started({ 'data/count:2026-01:0': 0, 'data/count:2026-02:1': 1 })))
    const before = countOf(old)
    const here = pressed(old, 1, 'a', '2026-11')
    const there = pressed(old, 1, 'b', '2026-11')
    const all = withEdits(old, here, there)
    expect(countOf(all)).toBe(before + 2)
    expect(Object.keys(all.fields)).toHaveLength(1 + 9 + 2)
    // Last month may still have presses on their way.
    expect(Object.keys(withEdits(old, pressed(old, 1, 'a', '2026-10')).fields)).toContain('data/count:2026-09:8')
  })

  it('shows sums of tenths as what they look like', () => {
    let widget = started()
    for (let i = 0; i < 3; i++) widget = withEdits(widget, pressed(widget, 0.1, 'a', '2026-11'))
    expect(countOf(widget)).toBe(0.3)
  })

  it('is always a number that can be shown', () => {
    const field = fc.constantFrom('data/count:2026-01:a', 'data/void:2026-01:a', 'data/month:2026-01', 'data/count:x')
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (fields) => {
        const widget = started(fields as Record<string, Json>)
        expect(Number.isFinite(countOf(withEdits(widget, pressed(widget, 1, 'a', '2026-11'))))).toBe(true)
      }),
    )
  })
})
