/** An operator takes the kept app out of every browser (SERVICE_WORKER), without losing what is held there. */
import { expect, it } from 'vitest'
import { allAgree } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

inChromium('the kill switch', () => {
  const env: Record<string, string> = {}
  const world = useWorld({ env, installs: true })

  async function serve(worker: 'normal' | 'kill-switch'): Promise<void> {
    await world.server.stop()
    env.SERVICE_WORKER = worker
    await world.server.start()
  }

  it('[D9] takes over at once, delivers what the old worker held, serves nothing from a cache, and makes way again', async () => {
    const { gate, origin } = world.server
    const person = await world.person()
    const a = await world.device('a', person)
    const caches = () => a.page.evaluate(() => window.caches.keys())
    const look = () =>
      a.page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
    const opened = async () => {
      const response = await a.page.goto(origin)
      await a.ready()
      return { kept: response?.fromServiceWorker(), fresh: (await response?.text())?.includes('mended') }
    }
    gate.append('/', '<!-- mended -->')
    expect(await opened()).toEqual({ kept: true, fresh: false })

    // The server is away, and then one try of the old worker's hangs.
    await world.server.stop()
    const held = await a.add('note', { title: 'Held by the old worker' })
    await until('the worker holds the save', async () => (await a.outbox()).length === 1)
    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    gate.failNext([{ kind: 'hold', until: released }], a.marker)
    await serve('kill-switch')
    const hanging = () => gate.posts.some(({ from, status }) => from.includes(a.marker) && status === null)
    await a.page.evaluate(() => {
      const { account } = window.holdfast.layout.getState()
      void window.holdfast.manager.syncNow(account)
    })
    await until('the old worker is sending', hanging)
    // No app from here on: whatever is delivered is the worker's own doing.
    await a.page.goto(`${origin}/healthz`)
    await look()
    await until('the kept files are gone', async () => (await caches()).length === 0)
    await until('the save has arrived', async () => (await person.api.pull()).widgets.some(({ id }) => id === held))
    release()
    expect(await revisions(world, person)).toBe(1)

    expect(await opened()).toEqual({ kept: false, fresh: true })
    expect((await a.layout())[held]?.fields.title).toBe('Held by the old worker')
    gate.failAll({ kind: 'break' })
    const through = await a.add('note', { title: 'Through the kill switch' })
    await until('the kill switch holds it', async () => (await a.outbox()).length === 1)
    gate.failAll(null)
    expect((await allAgree(person, a))[through]?.fields.title).toBe('Through the kill switch')
    expect(await revisions(world, person)).toBe(2)

    await serve('normal')
    await look()
    await a.page.getByRole('button', { name: 'Update', exact: true }).first().click()
    await until('the everyday worker keeps the app', async () => (await caches()).length === 1)
    await a.ready()
    await until('the page comes from the cache', async () => (await opened()).kept)
    await a.edit(through, { title: 'As on every day' })
    expect((await allAgree(person, a))[through]?.fields.title).toBe('As on every day')
    gate.append('/', null)
  })
})
