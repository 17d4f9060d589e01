/** What toasts say of conflicts, and for how long. */
import { expect, it } from 'vitest'
import type { Conflict } from '../../../core/wire/answer'
import { createLayoutStore } from '../../../src/store/layout-store'
import { createSyncStore } from '../../../src/store/sync-store'
import { announce } from '../../../src/ui/announce'
import { createToasts } from '../../../src/ui/toasts'
import { createFakeWorld } from '../../fakes/fake-world'

const SIDE = { value: 'x', at: 1, device: 'd' }
const conflict = (n: number): Conflict => ({
  widget: 'w',
  field: 'title',
  rule: 'later',
  writer: 'w',
  n,
  kept: SIDE,
  lost: SIDE,
})

it('[D11] a conflict that is told a moment before another one is over is on screen for its 10 s as well', async () => {
  const world = createFakeWorld()
  const { env } = world.newProfile(() => Promise.reject(new Error('no network'))).openTab()
  const sync = createSyncStore()
  announce({
    sync,
    layout: createLayoutStore({ account: 'a', widgets: {}, revision: 0, canUndo: false, canRedo: false }),
    toasts: createToasts(env.after),
    retry() {},
    conflictsSeen: () => sync.setState({ conflicts: [] }),
    after: env.after,
    isVisible: () => true,
  })
  sync.setState({ conflicts: [conflict(1)] })
  await world.advance(9_900)
  sync.setState({ conflicts: [conflict(2), conflict(1)] })
  await world.advance(9_900)
  expect(sync.getState().conflicts).toContainEqual(conflict(2))
  await world.advance(200)
  expect(sync.getState().conflicts).toEqual([])
})
