/** A new version waits for a yes, reloads each tab once and at a good moment, and keeps the queue. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { allAgree, sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

const updateButton = (tab: Page) => tab.getByRole('button', { name: 'Update', exact: true }).first()

const worker = (tab: Page) =>
  tab.evaluate(async () => {
    const { active, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {}
    return { active: active?.state ?? null, waiting: waiting?.state ?? null }
  })

/** Counts how often each tab of this device is loaded from now on. */
async function countLives(device: Device): Promise<(tab: Page) => Promise<number>> {
  await device.browser.addInitScript(() => {
    if (location.protocol === 'http:') sessionStorage.lives = Number(sessionStorage.lives ?? 0) + 1
  })
  return (tab) => tab.evaluate(() => Number(sessionStorage.lives ?? 0))
}

/** Another version is there, and every tab says so. */
async function offerVersion(device: Device, tabs: Page[]): Promise<void> {
  await device.page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
  for (const tab of tabs) await updateButton(tab).waitFor()
  expect((await worker(device.page)).waiting).toBe('installed')
}

/** Hears in this life of the tab that another worker took over. */
async function watchController(tab: Page): Promise<() => Promise<boolean>> {
  await tab.evaluate(() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      document.documentElement.dataset.otherWorker = 'yes'
    })
  })
  return () => tab.evaluate(() => document.documentElement.dataset.otherWorker === 'yes')
}

/** A request in the very instant of a take-over starts the old worker again, which Chromium then lets idle for half a minute. */
const TAKE_OVER_PATIENCE_MS = 90_000

inChromium('a new version', () => {
  const world = useWorld({ installs: true })

  it('[D9] takes effect after a yes only, once in each tab, after what is dragged or typed there; the queue outlives it', async () => {
    const { gate } = world.server
    const person = await world.person()
    const a = await world.device('a', person)
    const dragged = await sharedNote(a, null, 'Dragged')
    const typedIn = await sharedNote(a, null, 'Typed in')
    const lives = await countLives(a)
    const yes = a.page
    const drags = await a.open()
    const types = await a.open()
    const tabs = [yes, drags, types]
    gate.failAll({ kind: 'break' })
    const held = await a.add('note', { title: 'Across the update' })
    await until('the worker holds the save', async () => (await a.outbox()).length === 1)

    gate.append('/sw.js', '\n// Another version.\n')
    await offerVersion(a, tabs)
    await yes.getByRole('button', { name: 'Later', exact: true }).click()
    expect(await updateButton(yes).isVisible()).toBe(false)
    await yes.reload()
    await updateButton(yes).waitFor()
    expect((await worker(yes)).waiting).toBe('installed')

    const before = await Promise.all(tabs.map(lives))
    const [dragsHears, typesHears] = [await watchController(drags), await watchController(types)]
    const grip = await drags.locator(`[data-widget-id="${dragged}"] .grip`).boundingBox()
    if (grip === null) throw new Error('the widget is not drawn')
    await drags.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
    await drags.mouse.down()
    await drags.mouse.move(grip.x + 300, grip.y + 20, { steps: 4 })
    const field = types.locator(`[data-widget-id="${typedIn}"] textarea`)
    await field.click()
    await types.keyboard.type('Before ')

    await updateButton(yes).click()
    await until(
      'the tab that said yes was loaded again',
      async () => (await lives(yes)) === (before[0] ?? 0) + 1,
      TAKE_OVER_PATIENCE_MS,
    )
    await until('the new worker controls the others', async () => (await dragsHears()) && (await typesHears()))
    await drags.mouse.move(grip.x + 500, grip.y + 20, { steps: 4 })
    await types.keyboard.type('and after', { delay: 60 })
    // Longer than the other tab took to be loaded again.
    await types.waitForTimeout(1_000)
    expect(await Promise.all([lives(drags), lives(types)])).toEqual(before.slice(1))

    await drags.mouse.up()
    await until('the drag is over', async () => (await lives(drags)) === (before[1] ?? 0) + 1)
    expect(await lives(types)).toBe(before[2])
    await types.keyboard.press('Shift+Tab')
    await until('the typing is over', async () => (await lives(types)) === (before[2] ?? 0) + 1)

    await a.ready()
    await until('nobody waits any more', async () => (await worker(types)).waiting === null)
    // What was typed last is put in before what it replaces is taken out (D2).
    await until('the queue holds one save of all', async () => (await a.outbox()).length === 1)
    expect((await a.layout())[held]?.fields.title).toBe('Across the update')
    const sent = gate.posts.length
    gate.failAll(null)
    const agreed = await allAgree(person, a)
    expect(agreed[held]?.fields.title).toBe('Across the update')
    expect(agreed[typedIn]?.fields['data/text']).toBe('Before and after')
    expect(agreed[dragged]?.fields.desktop).toMatchObject({ x: expect.toSatisfy((x: number) => x > 0) })
    const arrived = gate.posts.slice(sent).filter(({ answer, body }) => {
      const edits = body.streams.flatMap((stream) => stream.edits)
      return answer !== null && edits.some(({ widget }) => widget === held)
    })
    // Whoever waits too long for an answer, as on a busy machine, sends the same again: it counts once (S2).
    const [first, ...again] = arrived.map(({ answer }) => answer?.status)
    expect([first, ...new Set(again)]).toEqual(again.length === 0 ? ['saved'] : ['saved', 'duplicate'])
    await revisions(world, person)
    expect(await Promise.all(tabs.map(lives))).toEqual(before.map((count) => count + 1))
    gate.append('/sw.js', null)
  })

  it('[D9] takes over from a worker that is just sending, and what was sent counts once', async () => {
    const { gate } = world.server
    const person = await world.person()
    const a = await world.device('a', person)
    const lives = await countLives(a)
    const [yes, other] = [a.page, await a.open()]
    gate.append('/sw.js', '\n// Yet another version.\n')
    await offerVersion(a, [yes, other])
    const before = await Promise.all([yes, other].map(lives))

    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    gate.failNext([{ kind: 'hold-answer', until: released }], a.marker)
    const id = await yes.evaluate(() => window.holdfast.actions.addWidget('note', { title: 'Sent twice' }))
    await until('the server has it and has not said so', () =>
      gate.posts.some(({ from, answer, status }) => from.includes(a.marker) && answer !== null && status === null),
    )

    await updateButton(yes).click()
    await until(
      'the tab that said yes was loaded again',
      async () => (await lives(yes)) === (before[0] ?? 0) + 1,
      TAKE_OVER_PATIENCE_MS,
    )
    await until('nobody waits any more', async () => (await worker(yes)).waiting === null)
    await until('so was the other', async () => (await lives(other)) === (before[1] ?? 0) + 1)
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Sent twice')
    expect(await revisions(world, person)).toBe(1)
    release()
    expect(await Promise.all([yes, other].map(lives))).toEqual(before.map((count) => count + 1))
    gate.append('/sw.js', null)
  })
})
