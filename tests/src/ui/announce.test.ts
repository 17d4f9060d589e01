/** What toasts say of conflicts, and what they do not. */
import { expect, it } from 'vitest'
import type { Conflict } from '../../../core/wire/answer'
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

function open() {
  const world = createFakeWorld()
  const { env } = world.newProfile(() => Promise.reject(new Error('no network'))).openTab()
  const sync = createSyncStore()
  const toasts = createToasts(env.after)
  const reviewed: number[] = []
  announce({ sync, toasts, retry() {}, review: () => void reviewed.push(env.now()) })
  return { world, sync, toasts, reviewed, said: () => toasts.store.getState().toasts }
}

it('[D11] a toast that has gone has not been seen: the conflicts stay', async () => {
  const { world, sync, said } = open()
  sync.setState({ conflicts: [conflict(1)] })
  expect(said()).toMatchObject([{ text: 'A change was merged with another device’s.' }])
  await world.advance(60_000)
  expect(said()).toEqual([])
  expect(sync.getState().conflicts).toEqual([conflict(1)])
})

it('[D11] a later conflict takes the place of an earlier one in words that count both, and leads to the review', () => {
  const { sync, said, reviewed } = open()
  sync.setState({ conflicts: [conflict(1)] })
  sync.setState({ conflicts: [conflict(2), conflict(1)] })
  expect(said()).toMatchObject([{ text: '2 changes were merged with another device’s.' }])
  said()[0]?.action?.run()
  expect(reviewed).toHaveLength(1)
})

it('says once that both changes of a text are kept, and asks for nothing', async () => {
  const { world, sync, said } = open()
  sync.setState({ bothKept: [conflict(1)] })
  expect(said()).toMatchObject([{ text: 'A text was changed on two devices. Both changes are kept.' }])
  await world.advance(60_000)
  sync.setState({ pendingChanges: 1 })
  expect(said()).toEqual([])
})

it('says nothing more of conflicts that have been seen, maybe in another tab', () => {
  const { sync, said } = open()
  sync.setState({ conflicts: [conflict(1)] })
  sync.setState({ conflicts: [] })
  expect(said()).toEqual([])
})
