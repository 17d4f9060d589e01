/** Scenario 5: errors, lost answers, captive portals and a stopped worker: delivered exactly once, as revision and history show. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { type Fault, PORTAL, problem } from './support/gate'
import { allAgree, saysSaved, sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, type Person, useWorld } from './support/world'

const ERROR_500: Fault = { kind: 'status', ...problem('internal') }

inChromium('a save that fails', () => {
  const world = useWorld()

  async function oneDevice(): Promise<{ person: Person; a: Device; id: string; before: number }> {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await sharedNote(a, null)
    return { person, a, id, before: await revisions(world, person) }
  }

  /** The title arrived, and made one revision and one row of history. */
  async function arrivedOnce(person: Person, a: Device, id: string, before: number): Promise<void> {
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Once')
    await until('the worker holds nothing', async () => (await a.outbox()).length === 0)
    expect((await revisions(world, person)) - before).toBe(1)
    await saysSaved(a)
  }

  it('[D5] three 500s, then it works', async () => {
    const { person, a, id, before } = await oneDevice()
    const sent = a.posts().length
    world.server.gate.failNext([ERROR_500, ERROR_500, ERROR_500], a.marker)
    await a.edit(id, { title: 'Once' })
    await arrivedOnce(person, a, id, before)
    const posts = a.posts().slice(sent)
    expect(posts.map(({ status }) => status)).toEqual([500, 500, 500, 200])
    const waits = posts.slice(1).map(({ at }, i) => at - (posts[i]?.at ?? 0))
    console.log(`tries came after ${waits.join(', ')} ms`)
  })

  it('[S2][D4] the answer is dropped after the commit', async () => {
    const { person, a, id, before } = await oneDevice()
    const sent = a.posts().length
    world.server.gate.failNext([{ kind: 'drop-answer' }], a.marker)
    await a.edit(id, { title: 'Once' })
    await arrivedOnce(person, a, id, before)
    const posts = a.posts().slice(sent)
    expect(posts[0]?.answer?.status).toBe('saved')
    expect(posts[0]?.status).toBeNull()
    expect(posts.at(-1)?.answer?.status).toBe('duplicate')
  })

  it("[D4][D5] a captive portal's 200 is no acknowledgement", async () => {
    const { person, a, id, before } = await oneDevice()
    const sent = a.posts().length
    world.server.gate.failAll(PORTAL, (path) => path.startsWith('/api/'))
    await a.edit(id, { title: 'Once' })
    await until('the portal answered twice', () => a.posts().length - sent >= 2)
    expect(await a.pending()).toBeGreaterThan(0)
    expect((await a.indicator()).words).not.toMatch(/^Saved\b(?! on this device)/)
    world.server.gate.failAll(null)
    await arrivedOnce(person, a, id, before)
  })

  it.each(['hold', 'hold-answer'] as const)('[S2][D4] the worker is stopped in mid-send (%s)', async (kind) => {
    const { person, a, id, before } = await oneDevice()
    const sent = a.posts().length
    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    world.server.gate.failNext([{ kind, until: released }], a.marker)
    await a.edit(id, { title: 'Once' })
    await until('the save is under way', () => a.posts().length > sent && (kind === 'hold' || a.posts().at(-1)?.answer))
    await a.stopWorker()
    release()
    await arrivedOnce(person, a, id, before)
  })

  it('[D5] after 1 s, 2 s and 4 s in vain it says so and offers Retry', async () => {
    const { person, a, id, before } = await oneDevice()
    const sent = a.posts().length
    world.server.gate.failAll(ERROR_500)
    await a.edit(id, { title: 'Once' })
    await until('the status is error', async () => (await a.indicator()).status === 'error')
    expect(a.posts().length - sent).toBeGreaterThanOrEqual(4)
    expect((await a.sync()).lastError).toBeTruthy()
    world.server.gate.failAll(null)
    await a.page.getByRole('button', { name: /retry/i }).first().click()
    await arrivedOnce(person, a, id, before)
  })
})
