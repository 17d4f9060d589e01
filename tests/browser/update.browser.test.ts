/** A new version waits for a yes and keeps the queue. */
import { expect, it } from 'vitest'
import { allAgree } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

inChromium('a new version', () => {
  const world = useWorld()

  it('[D9] takes effect only after a yes, and the queue outlives it', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const worker = () =>
      a.page.evaluate(async () => {
        const { active, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {}
        return { active: active?.state ?? null, waiting: waiting?.state ?? null }
      })
    world.server.gate.failAll({ kind: 'break' })
    const id = await a.add('note', { title: 'Across the update' })
    await until('the worker holds the save', async () => (await a.outbox()).length === 1)

    world.server.gate.append('/sw.js', '\n// Another version.\n')
    await a.page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
    await until('the new worker waits', async () => (await worker()).waiting === 'installed')
    await a.page.evaluate(() => {
      document.documentElement.dataset.sameLife = 'yes'
    })
    await a.page.waitForTimeout(2_000)
    expect((await worker()).waiting).toBe('installed')
    expect(await a.page.evaluate(() => document.documentElement.dataset.sameLife)).toBe('yes')

    await a.page.getByRole('button', { name: 'Update', exact: true }).first().click()
    await until('the page was loaded again', () =>
      a.page.evaluate(() => document.documentElement.dataset.sameLife !== 'yes'),
    )
    await a.ready()
    await until('nobody waits any more', async () => (await worker()).waiting === null)
    expect((await a.layout())[id]?.fields.title).toBe('Across the update')
    expect((await a.outbox()).length).toBe(1)
    world.server.gate.failAll(null)
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Across the update')
    world.server.gate.append('/sw.js', null)
  })
})
