/** Scenario 6: two devices that changed the same things without knowing of each other end the same, and a person is told. */
import { expect, it } from 'vitest'
import { allAgree, sharedNote, surelyLater, twoDevices } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

inChromium('both devices offline', () => {
  const world = useWorld()

  it('[S4][S6][S8] different fields both stay, the later title wins, a removal wins, and a toast says so', async () => {
    const { person, a, b } = await twoDevices(world)
    const both = await sharedNote(a, b, 'Both')
    const same = await sharedNote(a, b, 'Same')
    const removed = await sharedNote(a, b, 'Removed')
    await Promise.all([a.offline(true), b.offline(true)])

    await a.edit(both, { title: 'From a' })
    await b.edit(both, { 'data/text': 'from b' })
    await a.edit(same, { title: 'Earlier' })
    await surelyLater()
    await b.edit(same, { title: 'Later' })
    await b.edit(removed, { title: 'Still here?' })
    await a.remove(removed)

    // The loser arrives second, so it is the one that hears of it.
    await b.offline(false)
    await b.settled()
    await a.offline(false)
    const agreed = await allAgree(person, a, b)
    expect(agreed[both]?.fields).toMatchObject({ title: 'From a', 'data/text': 'from b' })
    expect(agreed[same]?.fields.title).toBe('Later')
    expect(agreed[removed]).toBeUndefined()

    const toast = await until('a says what was merged', async () => {
      const texts = await a.page.locator('.toast').allTextContents()
      return texts.find((text) => /other device|another device|merged|changed on/i.test(text))
    })
    console.log(`toast: ${toast}`)
    const answers = a.posts().flatMap(({ answer }) => answer?.conflicts ?? [])
    expect(answers.map(({ widget, rule }) => [widget, rule])).toContainEqual([same, 'later'])
    expect(answers.map(({ widget, rule }) => [widget, rule])).toContainEqual([removed, 'removed'])
  })

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
