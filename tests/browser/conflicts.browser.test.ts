/** Scenario 6: two devices that changed the same without knowing of each other. With other values: support/engine-scenarios. */
import { expect, it } from 'vitest'
import { allAgree, sharedNote, twoDevices } from './support/stories'
import { inChromium, useWorld } from './support/world'

inChromium('both devices offline', () => {
  const world = useWorld()

  it('[S4] equal values are no conflict', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await Promise.all([a.offline(true), b.offline(true)])
    await a.edit(id, { title: 'The same' })
    await b.edit(id, { title: 'The same' })
    await Promise.all([a.offline(false), b.offline(false)])
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('The same')
    const conflicts = [...a.posts(), ...b.posts()].flatMap(({ answer }) => answer?.conflicts ?? [])
    expect(conflicts).toEqual([])
  })
})
