import { describe, expect, it } from 'vitest'
import type { Box, Grid, Layout } from '../../../core/layout/model'
import { drawnWith, type Gesture, outcomeOf } from '../../../src/canvas/gesture'

const full = (y: number, grid: Grid) => ({ x: 0, y, w: grid === 'desktop' ? 12 : 4, h: 3 })
const layout: Layout = Object.fromEntries(
  ['a', 'b', 'c'].map((id, i) => [
    id,
    { id, fields: { type: 'note', desktop: full(1000 + i * 3, 'desktop'), mobile: full(1000 + i * 3, 'mobile') } },
  ]),
)

function dragged(id: string, to: Partial<Box>, grid: Grid = 'desktop'): Gesture {
  const from = drawnWith(layout, grid, null)[id] as Box
  return { id, by: 'move', grid, base: { revision: 7, epoch: 0 }, from, wanted: { ...from, ...to } }
}

describe('a gesture', () => {
  it('[L1] is drawn while it lasts as it will be when it has ended', () => {
    const gesture = dragged('c', { y: 0 })
    const during = drawnWith(layout, 'desktop', gesture)
    const outcome = outcomeOf(layout, gesture)
    expect(outcome.kind).toBe('move')
    if (outcome.kind !== 'move') return
    const fields = { ...layout.c?.fields, desktop: { ...outcome.box } }
    const after = { ...layout, c: { id: 'c', fields } } as Layout
    expect(drawnWith(after, 'desktop', null)).toEqual(during)
    expect([during.c?.y, during.a?.y, during.b?.y]).toEqual([0, 3, 6])
  })

  it('ends in nothing when everything is drawn as before', () => {
    expect(outcomeOf(layout, dragged('a', {})).kind).toBe('nothing')
    expect(outcomeOf(layout, dragged('c', { y: 40 })).kind).toBe('nothing')
    expect(outcomeOf({}, dragged('a', { y: 3 })).kind).toBe('nothing')
  })

  it('[L2] on one grid is measured on that grid alone', () => {
    const gesture = dragged('c', { y: 0 }, 'mobile')
    expect(outcomeOf(layout, gesture)).toMatchObject({ kind: 'move', box: { x: 0, w: 4, h: 3 } })
    expect(drawnWith(layout, 'desktop', gesture).c?.w).toBe(4)
  })

  it('gives a widget its first box on a grid on which it had none', () => {
    const lone: Layout = { a: { id: 'a', fields: { type: 'note', desktop: full(1000, 'desktop') } } }
    const from = drawnWith(lone, 'mobile', null).a as Box
    const gesture: Gesture = {
      id: 'a',
      by: 'resize',
      grid: 'mobile',
      base: { revision: 7, epoch: 0 },
      from,
      wanted: { ...from, h: 5 },
    }
    expect(outcomeOf(lone, gesture)).toMatchObject({ kind: 'first-box', fields: { mobile: { h: 5 } } })
  })
})
