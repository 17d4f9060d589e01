/** Scenario 2: without a network everything goes on, and arrives as one save when it is back. Here the browser says so too. */
import { expect, it } from 'vitest'
import { allAgree, editsOfEveryKind, saysSaved, saysSavedHere, twoDevices } from './support/stories'
import { inChromium, useWorld } from './support/world'

inChromium('offline', () => {
  const world = useWorld()

  it('[D1][D2][D10] edits of every kind outlive a reload and arrive as one save', async () => {
    const { person, a, b } = await twoDevices(world)
    const { before } = await editsOfEveryKind(a, b, () => a.offline(true))
    const sent = a.posts().length

    await a.reload()
    expect(await a.layout()).toEqual(before)
    await saysSavedHere(a)
    expect((await a.indicator()).status).toBe('offline')
    expect(a.posts().length).toBe(sent)

    await a.offline(false)
    await a.settled()
    expect(await allAgree(person, a, b)).toEqual(before)
    await saysSaved(a)
    // The page and the browser may notice at the same time, and send the same.
    const brought = a.posts().slice(sent)
    expect(brought.filter(({ answer }) => answer?.status !== 'duplicate')).toHaveLength(1)
  })
})
