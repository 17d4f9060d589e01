/** Scenario 2: without a network everything goes on, and arrives as one save when it is back. */
import { expect, it } from 'vitest'
import { allAgree, awayForLong, saysSaved, saysSavedHere, sharedNote, twoDevices } from './support/stories'
import { inChromium, useWorld } from './support/world'

inChromium('offline', () => {
  const world = useWorld()

  it('[D1][D2][D10] edits of every kind outlive a reload and arrive as one save', async () => {
    const { person, a, b } = await twoDevices(world)
    const moved = await sharedNote(a, b, 'Moved')
    const gone = await sharedNote(a, b, 'Gone')

    await a.offline(true)
    const sent = a.posts().length
    const added = await a.add('todo', { title: 'Added' })
    await a.move(moved, { x: 4, y: 7, w: 4, h: 3 })
    await a.resize(moved, { w: 5, h: 4 })
    await a.edit(moved, { title: 'Renamed', 'data/text': 'offline' })
    await a.remove(gone)
    await saysSavedHere(a)
    const before = await a.layout()

    await a.reload()
    expect(await a.layout()).toEqual(before)
    await saysSavedHere(a)
    expect((await a.indicator()).status).toBe('offline')
    expect(before[moved]?.fields).toMatchObject({ title: 'Renamed', 'data/text': 'offline' })
    expect(before[added]?.fields.title).toBe('Added')
    expect(before[gone]).toBeUndefined()
    expect(a.posts().length).toBe(sent)

    await a.offline(false)
    await a.settled()
    expect(await allAgree(person, a, b)).toEqual(before)
    await saysSaved(a)
    expect(a.posts().length - sent).toBe(1)
  })

  it('[D5] a server that was away for long gets what was owed as soon as it is back', async () => {
    const { person, a, b } = await twoDevices(world)
    await world.server.gate.down()
    const id = await a.add('note', { title: 'While it was away' })
    await awayForLong(a, () => world.server.gate.up())
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('While it was away')
  })
})
