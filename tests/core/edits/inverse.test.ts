import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, diff } from '../../../core/edits/diff'
import { inverse } from '../../../core/edits/inverse'
import { rebase } from '../../../core/edits/rebase'
import type { Json, Layout } from '../../../core/layout/model'
import { anyLayout, frozen, holding, NEW_WIDGETS, recorded, WIDGETS, WRITERS } from './arbitraries'

const RUNS = { seed: 20260122, numRuns: 500 }
const [W = ''] = WIDGETS
const [NEW = ''] = NEW_WIDGETS
const layout = (id: string, fields: Record<string, Json>): Layout => ({ [id]: { id, fields } })

describe('inverse', () => {
  it('[S12] made after the changes, it gives what was before them', () => {
    fc.assert(
      fc.property(anyLayout, anyLayout, (before, after) => {
        const changes = diff(before, after)
        const edits = recorded([...changes, ...inverse(frozen(changes), frozen(before))])
        expect(rebase(holding(before), [{ writer: WRITERS[0] ?? '', edits }])).toStrictEqual(before)
      }),
      RUNS,
    )
  })

  it('a widget that was made goes, once, and its other fields need nothing', () => {
    const made: Change[] = [
      { widget: NEW, field: 'type', value: 'note' },
      { widget: NEW, field: 'title', value: 'x' },
    ]
    expect(inverse(made, {})).toEqual([{ widget: NEW, remove: true }])
    expect(inverse([{ widget: NEW, revive: true }], {})).toEqual([{ widget: NEW, remove: true }])
  })

  it('what has nothing to go back to stays as it is', () => {
    expect(inverse([{ widget: NEW, remove: true }], {})).toEqual([])
    expect(inverse([{ widget: NEW, field: 'title', value: 'x' }], {})).toEqual([])
    expect(inverse([{ widget: W, revive: true }], layout(W, { type: 'note' }))).toEqual([])
  })

  it('keys that every object inherits are no old values', () => {
    const before = layout(W, { type: 'note' })
    expect(inverse([{ widget: W, field: 'constructor', value: 1 }], before)).toEqual([
      { widget: W, field: 'constructor', unset: true },
    ])
    expect(inverse([{ widget: 'constructor', remove: true }], before)).toEqual([])
  })
})
