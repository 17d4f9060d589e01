import { describe, expect, it } from 'vitest'
import type { Box, Grid, Layout } from '../../../core/layout/model'
import { drawnWith, type Gesture, movedBy, outcomeOf, resizedBy } from '../../../src/canvas/gesture'

const full = (y: number, grid: Grid) => ({ x: 0, y, w: grid === 'desktop' ? 12 : 4, h: 3 })
const layout: Layout = Object.fromEntries(
  ['a', 'b', 'c'].map((id, i) => [
    id,
    { id, fields: { type: 'note', desktop: full(1000 + i * 3, 'desktop'), mobile: full(1000 + i * 3, 'mobile') } },
  ]),
)

function dragged(id: string, to: Partial<Box>, grid: Grid = 'desktop'): Gesture {
  const from = drawnWith(layout, grid, null)[id] as Box
  return { id, by: 'move', grid, base: { revision: 7, epoch: 0 }, from, wanted: { ...from, ...to }, along: {} }
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
      along: {},
    }
    expect(outcomeOf(lone, gesture)).toMatchObject({ kind: 'first-box', fields: { mobile: { h: 5 } } })
  })

  const box = (x: number, y: number, w: number) => ({ x, y: 1000 + y, w, h: 2 })
  const tiles: Layout = Object.fromEntries(
    Object.entries({ a: box(0, 0, 3), b: box(3, 0, 3), c: box(6, 0, 3), d: box(0, 2, 12) }).map(([id, desktop]) => [
      id,
      { id, fields: { type: 'note', desktop } },
    ]),
  )
  function taken(id: string, others: readonly string[] = [], by: Gesture['by'] = 'move'): Gesture {
    const drawn = drawnWith(tiles, 'desktop', null)
    const from = drawn[id] as Box
    const along = Object.fromEntries(others.map((other) => [other, drawn[other] as Box]))
    return { id, by, grid: 'desktop', base: { revision: 7, epoch: 0 }, from, wanted: from, along }
  }

  it('[L1] takes the other selected widgets along, and asks for nothing else', () => {
    const moved = movedBy(taken('a', ['b']), 6, 4)
    const during = drawnWith(tiles, 'desktop', moved)
    expect([during.a, during.b]).toMatchObject([
      { x: 6, y: 4 },
      { x: 9, y: 4 },
    ])
    const outcome = outcomeOf(tiles, moved)
    expect(outcome.kind).toBe('move-several')
    if (outcome.kind !== 'move-several') return
    expect(Object.keys(outcome.boxes).sort()).toEqual(['a', 'b'])
    const after = { ...tiles }
    for (const [id, desktop] of Object.entries(outcome.boxes)) {
      after[id] = { id, fields: { type: 'note', desktop: { ...desktop } } }
    }
    expect(drawnWith(after, 'desktop', null)).toEqual(during)
  })

  it('keeps those that go along on the grid, side by side', () => {
    const gesture = taken('b', ['a', 'c'])
    expect(movedBy(gesture, -9, -9).wanted).toMatchObject({ x: 3, y: 0 })
    expect(movedBy(gesture, 99, 0).wanted).toMatchObject({ x: 6 })
    const during = drawnWith(tiles, 'desktop', movedBy(gesture, 99, 0))
    expect([during.a?.x, during.b?.x, during.c?.x]).toEqual([3, 6, 9])
  })

  it('resizes by each edge, within the grid, and never to nothing', () => {
    const gesture = taken('b', [], 'resize')
    expect(resizedBy(gesture, { x: 1, y: 0 }, 2, 5).wanted).toEqual({ x: 3, y: 0, w: 5, h: 2 })
    expect(resizedBy(gesture, { x: 1, y: 1 }, 99, 1).wanted).toEqual({ x: 3, y: 0, w: 9, h: 3 })
    expect(resizedBy(gesture, { x: -1, y: 0 }, -2, 0).wanted).toEqual({ x: 1, y: 0, w: 5, h: 2 })
    expect(resizedBy(gesture, { x: -1, y: 0 }, -99, 0).wanted).toEqual({ x: 0, y: 0, w: 6, h: 2 })
    expect(resizedBy(gesture, { x: -1, y: 1 }, 99, -99).wanted).toEqual({ x: 5, y: 0, w: 1, h: 1 })
  })
})
