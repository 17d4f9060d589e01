/** Scenario 3: Background Sync delivers what was made offline although no page is open any more. */
import { expect, it } from 'vitest'
import { allAgree, serverLayout, twoDevices } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

inChromium('every page closed', () => {
  const world = useWorld()

  it('[D4][D5] the worker delivers without a page, and a page takes it over later', async () => {
    const { person, a, b } = await twoDevices(world)
    await a.offline(true)
    const id = await a.add('note', { title: 'Last words' })
    await until('the worker holds the save', async () => (await a.outbox()).length === 1)
    await a.closePages()

    await a.offline(false)
    await until('the server has it', async () => (await serverLayout(person))[id])
    await until('b shows it', async () => (await b.layout())[id])

    await a.open()
    const layout = await allAgree(person, a, b)
    expect(layout[id]?.fields.title).toBe('Last words')
    expect(await a.outbox()).toEqual([])
  })
})
