/** A history entry holds what changed, and that is enough to go back to any older layout, and forth again. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { stepBack, stepForward } from '../../../core/history/step'
import { createMemoryStore } from './memory-store'
import { layoutsOver } from './past'
import { ACCOUNT, live, RUNS, script } from './script'

it('every older layout can be rebuilt from the history, backwards and forwards', async () => {
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const store = createMemoryStore()
      const was = await layoutsOver(store, (watched) => live(watched, steps))
      const { versions } = store.layouts.get(ACCOUNT) ?? { versions: [] }
      const layout = structuredClone(was[versions.length] ?? {})
      for (const { revision, changes } of versions.toReversed()) {
        stepBack(layout, changes)
        expect(layout).toEqual(was[revision - 1])
      }
      for (const { revision, changes } of versions) {
        stepForward(layout, changes)
        expect(layout).toEqual(was[revision])
      }
    }),
    RUNS,
  )
})
