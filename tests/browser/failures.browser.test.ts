/** Scenario 5: a server that fails for long. How single failures end is in support/engine-scenarios. */
import { expect, it } from 'vitest'
import { problem } from './support/gate'
import { deliveredOnce } from './support/once'
import { saysSaved, sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

inChromium('a save that fails', () => {
  const world = useWorld()

  it('[D5] after 1 s, 2 s and 4 s in vain it says so and offers Retry', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await sharedNote(a, null)
    const before = await revisions(world, person)
    const sent = a.posts().length
    world.server.gate.failAll({ kind: 'status', ...problem('internal') })
    await a.edit(id, { title: 'Once' })
    await until('the status is error', async () => (await a.indicator()).status === 'error')
    expect(a.posts().length - sent).toBeGreaterThanOrEqual(4)
    expect((await a.sync()).lastError).toBeTruthy()
    world.server.gate.failAll(null)
    await a.page.getByRole('button', { name: /retry/i }).first().click()
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('Once')
    await saysSaved(a)
  })
})
