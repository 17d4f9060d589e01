/** Station 4: when a save goes out, told as a log with times. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createDebounce, type Debounce } from '../../../src/sync/debounce'
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world'

let world: FakeWorld
let log: number[]
let debounce: Debounce<string>
let start: number

beforeEach(() => {
  world = createFakeWorld()
  start = world.now()
  log = []
  const { env } = world.newProfile(() => Promise.reject(new Error('no network'))).openTab()
  debounce = createDebounce(env, async () => {
    log.push(world.now() - start)
    return 'saved'
  })
})

describe('[D3] a save goes out', () => {
  it('2 s after the last of ten drags in 5 s, once', async () => {
    for (let i = 0; i < 10; i++) {
      void debounce.plan('drag')
      await world.advance(500)
    }
    await world.advance(10_000)
    expect(log).toEqual([4_500 + 2_000])
  })

  it.each(['add', 'remove', 'resize', 'edit', 'undo', 'manual'] as const)('at once for %s', async (trigger) => {
    const done = debounce.plan(trigger)
    await world.advance(0)
    expect(log).toEqual([0])
    expect(await done).toBe('saved')
  })

  it('at once for an addition that a drag follows in the same moment', async () => {
    void debounce.plan('add')
    void debounce.plan('drag')
    await world.advance(0)
    expect(log).toEqual([0])
  })

  it('at once with everything when the page hides', async () => {
    const dragged = debounce.plan('drag')
    void debounce.now()
    await world.advance(5_000)
    expect(log).toEqual([0])
    expect(await dragged).toBe('saved')
  })

  it('after the time that the caller names', async () => {
    void debounce.plan('drag', { debounceMs: 700 })
    await world.advance(5_000)
    expect(log).toEqual([700])
  })

  it('not at all when it is cancelled, and whoever waited is told', async () => {
    const waited = debounce.plan('drag')
    debounce.cancel('cancelled')
    await world.advance(5_000)
    expect(log).toEqual([])
    expect(await waited).toBe('cancelled')
    expect(debounce.isPlanned()).toBe(false)
  })
})
