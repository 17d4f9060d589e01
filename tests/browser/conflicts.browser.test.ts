/** Scenario 6: two devices that changed the same without knowing of each other. With other values: support/engine-scenarios. */
import { expect, it } from 'vitest'
import { allAgree, sharedNote, surelyLater, twoDevices } from './support/stories'
import { until } from './support/until'
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

  it('[D11] [S7] what lost is told until it has been seen, over a reload too; the other value is put back from the review', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b, 'List')
    await Promise.all([a.offline(true), b.offline(true)])
    await a.edit(id, { title: 'From a', 'data/text': 'Bread\nCheese' })
    await surelyLater()
    await b.edit(id, { title: 'From b', 'data/text': 'Bread\nWine' })
    await b.offline(false)
    await b.settled()
    await a.offline(false)
    await allAgree(person, a, b)
    const bar = () => a.page.getByRole('complementary', { name: 'Merged changes' })
    await bar().waitFor()
    await a.reload()
    await bar().getByRole('link', { name: 'Review' }).click()

    const sides = a.page.locator('.conflict', { hasText: 'text' }).locator('.conflict-side')
    await until('both values are there', async () => (await sides.count()) === 2)
    await sides.getByText(/^This device/).waitFor()
    expect(await sides.nth(0).textContent()).toMatch(/^Kept(?!This device).*Bread.*Wine$/)
    expect(await sides.nth(1).textContent()).toMatch(/^LostThis device.*Bread.*Cheese$/)
    await a.page.getByRole('button', { name: 'Use the other: “From b”: text' }).click()
    await a.page.getByRole('button', { name: 'Keep what is: “From b”: title' }).click()
    await a.page.getByText('There is nothing left to look at.').waitFor()
    expect((await allAgree(person, a, b))[id]?.fields).toMatchObject({ title: 'From b', 'data/text': 'Bread\nCheese' })

    await a.page.getByRole('link', { name: 'Dashboard' }).click()
    await a.reload()
    expect(await bar().count()).toBe(0)
    // What lost can be read for as long as the history is kept.
    await a.page.evaluate(() => {
      window.location.hash = '#/conflicts'
    })
    await until('both are listed', async () => (await a.page.locator('.conflict').count()) === 2)
  })

  it('[D11] a text has the lines of both, and nobody is asked; the review says so', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await a.add('note', { title: 'List', 'data/text': 'Milk\nBread\nEggs\nTea' })
    await a.settled()
    await until('b has it', async () => (await b.layout())[id])
    await Promise.all([a.offline(true), b.offline(true)])
    await a.edit(id, { 'data/text': 'Oat milk\nBread\nEggs\nTea' })
    await b.edit(id, { 'data/text': 'Milk\nBread\nEggs\nTea\nRice' })
    await b.offline(false)
    await b.settled()
    await a.offline(false)
    const both = 'Oat milk\nBread\nEggs\nTea\nRice'
    await until('a has both', async () => (await a.layout())[id]?.fields['data/text'] === both)
    expect((await allAgree(person, a, b))[id]?.fields['data/text']).toBe(both)
    await a.page.getByText('A text was changed on two devices. Both changes are kept.').waitFor()
    for (const { page } of [a, b])
      expect(await page.getByRole('complementary', { name: 'Merged changes' }).count()).toBe(0)
    await a.page.getByRole('button', { name: 'Review' }).click()
    await a.page.locator('.conflict').getByText('Both changes were kept, line by line.').waitFor()
  })
})
