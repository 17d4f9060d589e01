import { describe, expect, it } from 'vitest'
import { askedBox, askedBoxes, readBox } from '../../../core/layout/asked'
import { place } from '../../../core/layout/place'

const widget = (fields: Record<string, never | object>) => ({ id: 'w', fields: fields as never })

describe('askedBox', () => {
  it('takes the box of its own grid, cut to it', () => {
    expect(askedBox(widget({ mobile: { x: 1, y: 2, w: 9, h: 4 } }), 'mobile')).toEqual({ x: 0, y: 2, w: 4, h: 4 })
  })

  it.each([null, 7, 'box', [], {}, { x: 1, y: 2, w: 3 }, { x: '1', y: 2, w: 3, h: 4 }])('%j is no box', (value) => {
    expect(readBox(value as never, 12)).toBeUndefined()
  })

  it('[L1] a row of the desktop becomes a stack on the mobile grid, in reading order', () => {
    const layout = Object.fromEntries(
      [8, 0, 4].map((x) => [`w${x}`, { id: `w${x}`, fields: { desktop: { x, y: 0, w: 4, h: 3 } } }]),
    )
    const drawn = place(askedBoxes(layout, 'mobile'), 4)
    expect([drawn.w0?.y, drawn.w4?.y, drawn.w8?.y]).toEqual([0, 3, 6])
  })

  it('gives every widget a box on every grid', () => {
    expect(askedBox(widget({}), 'mobile').w).toBe(4)
    expect(askedBox(widget({ mobile: { x: 0, y: 0, w: 4, h: 2 } }), 'desktop')).toEqual({ x: 0, y: 0, w: 6, h: 2 })
  })
})
