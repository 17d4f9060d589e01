/** Changes put together do what they did one after the other, forwards and backwards; so do those that a comparison finds. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareLayouts } from '../../../core/history/compare'
import { compose } from '../../../core/history/compose'
import type { PlainLayout } from '../../../core/history/plain-layout'
import { stepBack, stepForward } from '../../../core/history/step'
import type { HistoryChange } from '../../../core/merge/history-change'
import { anyHistory, RUNS } from './random-history'

const forward = (layout: PlainLayout, changes: readonly HistoryChange[]) => {
  const copy = structuredClone(layout)
  stepForward(copy, changes)
  return copy
}
const back = (layout: PlainLayout, changes: readonly HistoryChange[]) => {
  const copy = structuredClone(layout)
  stepBack(copy, changes)
  return copy
}

it('every revision leads to the next, and back', () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      let before: PlainLayout = {}
      for (const { changes, layout } of history) {
        expect(forward(before, changes)).toEqual(layout)
        expect(back(layout, changes)).toEqual(before)
        before = layout
      }
    }),
    RUNS,
  )
})

it('any revisions put together lead from before the first to after the last, and back', () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(), fc.nat(), (history, a, b) => {
      const [from, to] = [a % history.length, b % history.length].toSorted((x, y) => x - y) as [number, number]
      const before = history[from - 1]?.layout ?? {}
      const after = history[to]?.layout ?? {}
      const changes = history.slice(from, to + 1).flatMap((revision) => revision.changes)
      const composed = compose(changes)
      expect(forward(before, composed)).toEqual(after)
      expect(back(after, composed)).toEqual(before)
      // Put together in two steps, as thinning does when a long hour takes several statements, or an hour becomes part of a day.
      const middle = Math.floor(changes.length / 2)
      const twice = compose([...compose(changes.slice(0, middle)), ...changes.slice(middle)])
      expect(forward(before, twice)).toEqual(after)
      expect(back(after, twice)).toEqual(before)
      expect(composed.length).toBeLessThanOrEqual(changes.length + 5)
    }),
    RUNS,
  )
})

it('a comparison of any two layouts leads from one to the other, and back', () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(), fc.nat(), (history, a, b) => {
      const before = history[a % history.length]?.layout ?? {}
      const after = history[b % history.length]?.layout ?? {}
      const changes = compareLayouts(before, after)
      expect(forward(before, changes)).toEqual(after)
      expect(back(after, changes)).toEqual(before)
      if (a % history.length === b % history.length) expect(changes).toEqual([])
    }),
    RUNS,
  )
})

it('what ends where it began is left out', () => {
  const widget = 'a'
  const composed = compose([
    { widget, field: null, kind: 'add' },
    { widget, field: 'title', after: 'x' },
    { widget, field: null, kind: 'remove', before: { title: 'x' } },
    { widget: 'b', field: 'title', before: 'x', after: 'y' },
    { widget: 'b', field: 'title', before: 'y', after: 'x' },
  ])
  expect(composed).toEqual([])
})
