/** What is owed outlives a last chance, years, a full disk and a browser that blocks Background Sync: kept, and delivered once. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { type Fault, problem } from './support/gate'
import { denyBackgroundSync, pageOffline, syncEvent, workerErrors } from './support/lifecycle'
import { deliveredOnce } from './support/once'
import { ageQueue, emptyStorage, fillStorage, SMALL_STORAGE } from './support/queue-db'
import { awayForLong, sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, type Person, useWorld } from './support/world'
import { queue } from './worker-site/tab'

const ERROR_500: Fault = { kind: 'status', ...problem('internal') }
const SAVED_THERE = /^Saved\b(?! on this device)/
/** Workbox’s own limit is seven days; no other would be right either. */
const YEARS_MS = 10 * 365 * 86_400_000

inChromium('what is owed', () => {
  const world = useWorld()

  async function oneDevice(flags: string[] = []): Promise<{ person: Person; a: Device; id: string; before: number }> {
    const person = await world.person()
    const a = await world.device('a', person, { flags })
    const id = await sharedNote(a, null)
    return { person, a, id, before: await revisions(world, person) }
  }

  /** Closes the app; what stays is a page of the same origin that is not the app, to look into the queue from. */
  async function leaveApp(a: Device): Promise<void> {
    await a.closePages()
    await a.page.goto(`${a.origin}/healthz`)
  }

  const answered = (a: Device) => a.posts().filter(({ status }) => status !== null).length

  it('[D4][D5] stays held after the browser’s last sync event was in vain, and a start delivers it', async () => {
    const { person, a, id, before } = await oneDevice()
    world.server.gate.failAll(ERROR_500)
    await a.edit(id, { title: 'Still there' })
    await until('the quick retries are over', async () => (await a.sync()).syncStatus === 'error')
    await leaveApp(a)
    const tried = answered(a)
    await syncEvent(a, { lastChance: true })
    await until('the last chance was taken', () => answered(a) > tried)
    expect((await queue(a.page)).saves).toHaveLength(1)

    world.server.gate.failAll(null)
    await a.open()
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('Still there')
  })

  it('[D4] is delivered after years too, from the queue alone', async () => {
    const { person, a, id, before } = await oneDevice()
    world.server.gate.failAll(ERROR_500)
    await a.edit(id, { title: 'Years old' })
    await until('it was tried in vain', async () => (await a.outbox()).some(({ attempts }) => attempts > 0))
    await leaveApp(a)
    await ageQueue(a.page, YEARS_MS)
    // So that Workbox itself starts anew on old entries.
    await a.stopWorker()
    const tried = answered(a)
    await syncEvent(a)
    await until('it was tried again', () => answered(a) > tried)
    expect((await queue(a.page)).saves).toHaveLength(1)

    world.server.gate.failAll(null)
    await syncEvent(a)
    await until('it is delivered without the app', async () => (await queue(a.page)).saves.length === 0)
    await a.open()
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('Years old')
  })

  it('[D4] is sent once however many sync events come while it is under way', async () => {
    const { person, a, id, before } = await oneDevice()
    const sent = a.posts().length
    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    world.server.gate.failNext([{ kind: 'hold', until: released }], a.marker)
    await a.edit(id, { title: 'Once' })
    await until('it is under way', () => a.posts().length > sent)
    for (const lastChance of [false, true, false]) await syncEvent(a, { lastChance })
    release()
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('Once')
    expect(a.posts().length - sent).toBe(1)
  })

  it('[D5] arrives by the app’s own triggers where Background Sync is blocked', async () => {
    const { person, a, id, before } = await oneDevice()
    await denyBackgroundSync(a)
    const refused = await a.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const { sync } = registration as unknown as { sync: { register(tag: string): Promise<void> } }
      return sync.register('any').then(
        () => null,
        (error: Error) => error.name,
      )
    })
    expect(refused).toBe('NotAllowedError')
    const errors = await workerErrors(a)
    a.page.on('pageerror', (error) => errors.push(error.message))

    const offline = await pageOffline(a)
    await a.edit(id, { title: 'Without Background Sync' })
    // Long enough that no quick retry of the page's or the worker's own brings it.
    await awayForLong(a, async () => {
      await a.stopWorker()
      await offline.end()
    })
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('Without Background Sync')
    expect(errors).toEqual([])
  })

  it('[D4][D5][D8][D10] in a storage that takes nothing more still goes out; what cannot go is said to be kept here alone, outlives a reload, and arrives', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { flags: SMALL_STORAGE })
    const id = await sharedNote(a, null)
    const before = await revisions(world, person)
    await fillStorage(a.page)
    const statuses: number[] = []
    a.page.on('response', (response) => {
      if (response.request().method() === 'POST' && response.url().endsWith('/api/layout')) {
        statuses.push(response.status())
      }
    })

    await a.edit(id, { title: 'Past the queue' })
    expect((await deliveredOnce(world, person, [a], { before, made: 1 }))[id]?.fields.title).toBe('Past the queue')
    expect((await queue(a.page)).saves).toEqual([])
    expect(await a.page.evaluate(() => window.holdfast.sync.getState().storageProblem)).toMatch(/storage/)

    const tried = a.posts().length
    world.server.gate.failAll(ERROR_500)
    await a.edit(id, { title: 'Nowhere but here' })
    await until('it was tried in vain', () => a.posts().length > tried && a.posts().at(-1)?.status === 500)
    await until('saving fails', async () => (await a.indicator()).status === 'error')
    expect(await a.indicator()).toMatchObject({ pending: 1, words: expect.not.stringMatching(SAVED_THERE) })
    expect((await a.sync()).lastError).toMatch(/^The server cannot save right now/)
    expect(statuses).not.toContain(202)
    await a.reload()
    await until('the edit is there', async () => (await a.layout())[id]?.fields.title === 'Nowhere but here')
    expect(await a.pending()).toBe(1)

    world.server.gate.failAll(null)
    const agreed = await deliveredOnce(world, person, [a], { before, made: 2 })
    expect(agreed[id]?.fields.title).toBe('Nowhere but here')

    await emptyStorage(a.page)
    await a.edit(id, { title: 'There is room again' })
    const last = await deliveredOnce(world, person, [a], { before, made: 3 })
    expect(last[id]?.fields.title).toBe('There is room again')
  })
})
