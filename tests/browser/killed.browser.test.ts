/** Scenario 4: a browser that is killed 200 ms after an edit has it when it comes back. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { allAgree, sharedNote, twoDevices } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const AFTER_EDIT_MS = 200

inChromium('a killed browser', () => {
  const world = useWorld()

  it('[D1] offline: the edit is there after a relaunch and is delivered', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await a.offline(true)
    const added = await a.add('todo', { title: 'Just made' })
    await a.edit(id, { title: 'Just renamed' })
    await sleep(AFTER_EDIT_MS)
    await a.kill()

    await a.relaunch({ offline: true })
    // What local storage has is drawn first, and the union with IndexedDB a moment later.
    await until('a has its last edit', async () => (await a.layout())[id]?.fields.title === 'Just renamed')
    expect((await a.layout())[added]?.fields.title).toBe('Just made')
    expect(await a.pending()).toBeGreaterThan(0)

    await a.offline(false)
    const agreed = await allAgree(person, a, b)
    expect(agreed[added]?.fields.title).toBe('Just made')
    expect(agreed[id]?.fields.title).toBe('Just renamed')
  })

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
