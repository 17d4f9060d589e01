/** Scenario 9: storage that went back in time, and a profile that was copied: nothing lost, nothing swallowed, nothing twice. */
import { expect, it } from 'vitest'
import { dropProfile, takeLocalStorage } from './support/profile'
import { allAgree, sharedNote, twoDevices } from './support/stories'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

inChromium('a profile that is not what it was', () => {
  const world = useWorld()

  it('[D1][S2] a browser killed right after an acknowledgement shows all of it and repeats nothing', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await a.edit(id, { title: 'Acknowledged' })
    await a.settled()
    const before = await revisions(world, person)
    await a.kill()

    await a.relaunch()
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('Acknowledged')
    expect(await revisions(world, person)).toBe(before)
    await a.edit(id, { title: 'And after' })
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('And after')
    expect((await revisions(world, person)) - before).toBe(1)
  })

  it('[D1][S2] a local storage of some edits ago loses nothing and repeats nothing', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await a.offline(true)
    await a.edit(id, { title: 'Owed in the old one' })
    await a.quit()
    const old = a.copy()

    await a.relaunch()
    await a.settled()
    await a.edit(id, { title: 'Newer' })
    const added = await a.add('note', { title: 'Newer still' })
    await a.settled()
    const before = await revisions(world, person)
    await a.quit()
    takeLocalStorage(old, a.profile)
    dropProfile(old)

    await a.relaunch()
    const agreed = await allAgree(person, a, b)
    expect(agreed[id]?.fields.title).toBe('Newer')
    expect(agreed[added]?.fields.title).toBe('Newer still')
    expect(await revisions(world, person)).toBe(before)
    await a.edit(id, { title: 'Not swallowed' })
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('Not swallowed')
  })

  it('[S2][S3] a copied profile beside the original: both are heard', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await a.offline(true)
    await a.edit(id, { title: 'Owed by both' })
    await a.quit()
    const twin = await world.device('twin', null, { profile: a.copy() })
    await a.relaunch()
    await allAgree(person, a, twin, b)
    const before = await revisions(world, person)

    const [one, two] = await Promise.all([a.add('note', { title: 'One' }), twin.add('note', { title: 'Two' })])
    await a.edit(id, { 'data/text': 'from the original' })
    await twin.edit(id, { title: 'From the twin' })
    const agreed = await allAgree(person, a, twin, b)
    expect(agreed[one]?.fields.title).toBe('One')
    expect(agreed[two]?.fields.title).toBe('Two')
    expect(agreed[id]?.fields).toMatchObject({ title: 'From the twin', 'data/text': 'from the original' })
    expect((await revisions(world, person)) - before).toBeLessThanOrEqual(4)
  })
})
