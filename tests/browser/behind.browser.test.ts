/** A tab behind others, as a person’s Chromium treats it: frozen, or thrown away for its memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { CHROMIUM_ENGINE, type PersonsChromium } from './support/chromium'
import { EngineDevice } from './support/engine-device'
import { deliveredOnce } from './support/once'
import { serverLayout, sharedNote } from './support/stories'
import { tellFailure } from './support/tell-failure'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, type Person, useWorld } from './support/world'

const LONG_MS = 1_500
/** Long before anything that only comes round by the clock. */
const SOON_MS = 10_000
/** As in update.browser.test: a worker that was just asked something may be started once more and idle for half a minute. */
const TAKE_OVER_PATIENCE_MS = 90_000

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
      await tellFailure(task, a)
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

  it('[D9] that is frozen holds no new version up, and has it when it is looked at again', async () => {
    const { person, a, before } = await oneTab()
    const { gate, origin } = world.server
    const inFront = <T>(fn: () => T | Promise<T>) => a.browser.evaluateInFront(fn, undefined) as Promise<T>
    await a.browser.freeze()
    await a.browser.openInFront(origin)
    await until('the other tab is there', () => inFront(() => window.holdfast?.layout !== undefined))
    const [behind, front] = [await a.evaluate(born, undefined), await inFront(born)]
    gate.append('/sw.js', '\n// Another version.\n')
    await inFront(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
    await until('another version waits', async () => (await inFront(waiting)) === 'installed')
    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    gate.failNext([{ kind: 'hold-answer', until: released }], a.marker)
    await inFront(() => void window.holdfast.actions.addWidget('note', { title: 'Sent twice' }))
    await until('the server has it and has not said so', () =>
      gate.posts.some(({ from, answer, status }) => from.includes(a.marker) && answer !== null && status === null),
    )

    await until('Update is pressed', () =>
      inFront(() => {
        const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Update')
        button?.click()
        return button !== undefined
      }),
    )
    await until('the other tab is loaded again', async () => (await inFront(born)) !== front, TAKE_OVER_PATIENCE_MS)
    await until('nobody waits any more', async () => (await inFront(waiting)) === null)

    // Chromium may let a frozen page load itself again before that, too.
    await a.browser.lookAgain()
    await until('it is loaded again', async () => (await a.evaluate(born, undefined)) !== behind, SOON_MS)
    await a.ready()
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    release()
    expect(Object.values(agreed).map(({ fields }) => fields.title)).toContain('Sent twice')
    gate.append('/sw.js', null)
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

/** Another number in each life of a page. */
const born = () => performance.timeOrigin
const waiting = async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null

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
