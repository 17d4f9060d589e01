/** A tab behind others, as a person’s Chromium treats it: frozen, or thrown away for its memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { CHROMIUM_ENGINE, type PersonsChromium } from './support/chromium'
import { EngineDevice } from './support/engine-device'
import { deliveredOnce } from './support/once'
import { serverLayout, sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, type Person, useWorld } from './support/world'

const LONG_MS = 1_500
/** Long before anything that only comes round by the clock. */
const SOON_MS = 10_000

inChromium('a tab behind others', () => {
  const world = useWorld()

  interface Story {
    person: Person
    a: EngineDevice<PersonsChromium>
    id: string
    before: number
  }

  async function oneTab(): Promise<Story> {
    const person = await world.person()
    const a = new EngineDevice('a', CHROMIUM_ENGINE, world.server)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') console.error(await a.report())
      await a.close()
    })
    await a.launch()
    await a.signIn(person)
    const id = await sharedNote(a, null)
    return { person, a, id, before: await revisions(world, person) }
  }

  it('[D3][D14] that is frozen has sent what waited, and is told what it missed when it is looked at again', async () => {
    const { person, a, id, before } = await oneTab()
    await a.evaluate(countTicks, undefined)
    await until('time passes', async () => (await a.evaluate(ticks, undefined)) > 0)
    // Would wait 2 s.
    const moved = { x: 6, y: 5, w: 4, h: 3 }
    await a.move(id, moved)
    await a.browser.freeze()
    const frozenAt = await a.evaluate(ticks, undefined)
    await until('the server has the move', async () => {
      const { x } = ((await serverLayout(person))[id]?.fields.desktop ?? {}) as { x?: number }
      return x === moved.x
    })
    await person.api.save([{ widget: id, field: 'title', value: 'From elsewhere' }])
    await sleep(LONG_MS)
    expect(await a.evaluate(ticks, undefined)).toBe(frozenAt)
    expect((await a.layout())[id]?.fields.title).toBe('Note')
    expect(world.server.gate.openStreams(a.marker)).toBe(0)

    await a.browser.lookAgain()
    await until('it shows what it missed', async () => (await a.layout())[id]?.fields.title !== 'Note', SOON_MS)
    const agreed = await deliveredOnce(world, person, [a], { before, made: 2 })
    expect(agreed[id]?.fields).toMatchObject({ title: 'From elsewhere', desktop: moved })
    await until('it listens again', () => world.server.gate.openStreams(a.marker) === 1)
  })

  it('[D1][D5] that is frozen learns what the worker has delivered meanwhile', async () => {
    const { person, a, id, before } = await oneTab()
    a.offline(true)
    await a.edit(id, { title: 'Sent by the worker' })
    await until('it was tried in vain', async () => (await a.outbox()).some(({ attempts }) => attempts > 0))
    await a.browser.freeze()
    a.offline(false)
    await until(
      'the server has it',
      async () => (await serverLayout(person))[id]?.fields.title === 'Sent by the worker',
    )
    expect(await a.pending()).toBe(1)
    await a.browser.lookAgain()
    await deliveredOnce(world, person, [a], { before, made: 1 })
  })

  it('[D1] that is discarded has what it could not send when it is looked at again, and sends it', async () => {
    const { person, a, id, before } = await oneTab()
    a.offline(true)
    await a.move(id, { x: 2, y: 5, w: 4, h: 3 })
    await a.edit(id, { title: 'Not yet sent' })
    await a.browser.discard()
    await a.browser.lookAgain()
    await a.ready()
    expect(await a.evaluate(() => (document as { wasDiscarded?: boolean }).wasDiscarded, undefined)).toBe(true)
    const kept = { title: 'Not yet sent', desktop: { x: 2, y: 5, w: 4, h: 3 } }
    await until('the edits are there', async () => (await a.layout())[id]?.fields.title === kept.title)
    expect((await a.layout())[id]?.fields).toMatchObject(kept)
    expect(await a.pending()).toBe(2)

    a.offline(false)
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields).toMatchObject(kept)
  })
})

interface Ticking {
  ticks: number
}
function countTicks(): void {
  const ticking = window as unknown as Ticking
  ticking.ticks = 0
  setInterval(() => {
    ticking.ticks += 1
  }, 50)
}
const ticks = () => (window as unknown as Ticking).ticks
