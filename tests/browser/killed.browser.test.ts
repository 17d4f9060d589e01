/** Scenario 4: a browser that is killed 200 ms after a move has it when it comes back. Offline: support/engine-scenarios. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { allAgree, sharedNote, twoDevices } from './support/stories'
import { inChromium, useWorld } from './support/world'

const AFTER_EDIT_MS = 200

inChromium('a killed browser', () => {
  const world = useWorld()

  it('[D1][D3] while a drag still waits for its debounce', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await a.move(id, { x: 6, y: 5, w: 4, h: 3 })
    await sleep(AFTER_EDIT_MS)
    await a.kill()

    await a.relaunch()
    expect((await allAgree(person, a, b))[id]?.fields.desktop).toEqual({ x: 6, y: 5, w: 4, h: 3 })
  })
})
