/** What phones do to a page: left right after a key, crashed, brought back from the cache, on a line that comes and goes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createRandom } from '../simulation/random'
import type { Device } from './support/device'
import { widgetOn } from './support/gestures'
import { crash } from './support/lifecycle'
import { deliveredOnce } from './support/once'
import { serverLayout, sharedNote, twoDevices } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

const PHONE = { viewport: { width: 390, height: 844 }, touch: true }
const FLIP_MS = 300
/** Odd, so that the last edit is made without a line: none comes after it that would carry it along. */
const FLIPS = 13
const RESETS = 0.05
/** Repeat one story with `SEED=123 npx vitest run --project browser tests/browser/phone.browser.test.ts`. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000))

inChromium('a phone', () => {
  const world = useWorld()

  /** In one go, so that a slow machine makes no two bursts of it. */
  async function type(device: Device, id: string, text: string): Promise<void> {
    await widgetOn(device, id).locator('.note').waitFor()
    const begin = widgetOn(device, id).locator('.note-edit')
    if ((await begin.count()) > 0) await begin.dispatchEvent('click')
    await widgetOn(device, id).locator('textarea').focus()
    await device.page.keyboard.press('Control+End')
    await device.page.keyboard.insertText(text)
  }

  it('[D3] sends what was typed when the page is left or closed right after, in one save', async () => {
    const person = await world.person()
    const a = await world.device('a', person, PHONE)
    const id = await sharedNote(a, null)
    const before = await revisions(world, person)
    const textAtServer = async () => (await serverLayout(person))[id]?.fields['data/text']

    let sent = a.posts().length
    await a.page.evaluate(countSaves)
    await type(a, id, 'left')
    await a.page.goto('about:blank')
    await until('what was typed is there', async () => (await textAtServer()) === 'left')
    expect(a.posts().length - sent).toBe(1)
    await a.open(a.page)
    await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(a.posts().length - sent).toBe(1)
    expect(await a.page.evaluate(savesCounted)).toBe(1)

    sent = a.posts().length
    await a.page.evaluate(countSaves)
    await type(a, id, ' and closed')
    await a.closePages()
    await until('what was typed is there', async () => (await textAtServer()) === 'left and closed')
    await a.open()
    await deliveredOnce(world, person, [a], { before, made: 2 })
    expect(a.posts().length - sent).toBe(1)
    expect(await a.page.evaluate(savesCounted)).toBe(1)
  })

  it('[D1][D3] crashed before it could send keeps an edit, and sends it when it is back', async () => {
    const person = await world.person()
    const a = await world.device('a', person, PHONE)
    const id = await sharedNote(a, null)
    const before = await revisions(world, person)
    const app = a.page
    const blank = await a.browser.newPage()
    // Moves wait 2 s, so that it is not sent yet.
    await a.move(id, { x: 2, y: 5, w: 4, h: 3 })
    await crash(a, app)
    expect(await revisions(world, person)).toBe(before)
    await a.open(blank)
    const after = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(after[id]?.fields.desktop).toEqual({ x: 2, y: 5, w: 4, h: 3 })
  })

  it('[D5][D14] brings a page back from the cache: it hears of others, and sends, as before', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { ...PHONE, backForwardCache: true })
    const id = await sharedNote(a, null)
    const streams = () => world.server.gate.openStreams(a.marker)
    await until('it listens', () => streams() === 1)
    await until('the worker holds nothing', async () => (await a.outbox()).length === 0)
    await a.page.evaluate(() => {
      const noticed = window as unknown as { broughtBack?: boolean }
      window.addEventListener('pageshow', ({ persisted }) => {
        noticed.broughtBack = persisted
      })
    })
    await a.page.goto('about:blank')
    await until('a page that nobody sees listens to nothing', () => streams() === 0)
    await person.api.save([{ widget: id, field: 'title', value: 'While it was away' }])

    // It fires no `load` again, and that is what is waited for otherwise.
    await a.page.goBack({ waitUntil: 'commit' })
    await until('it is the same page', () =>
      a.page.evaluate(() => (window as unknown as { broughtBack?: boolean }).broughtBack === true),
    )
    await until('it has pulled', async () => (await a.layout())[id]?.fields.title === 'While it was away')
    await until('it listens again', () => streams() === 1)
    await person.api.save([{ widget: id, field: 'title', value: 'And now' }])
    await until('it hears of others', async () => (await a.layout())[id]?.fields.title === 'And now')
    const before = await revisions(world, person)
    await a.edit(id, { title: 'From the page that came back' })
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('From the page that came back')

    // With a save under way it may come back from the cache or be loaded anew.
    await a.edit(id, { title: 'On the way out' })
    await a.page.goto('about:blank')
    await a.page.goBack({ waitUntil: 'commit' })
    await until('the app is there', () => a.page.evaluate(() => window.holdfast !== undefined))
    const again = await deliveredOnce(world, person, [a], { before, made: 2 })
    expect(again[id]?.fields.title).toBe('On the way out')
    await until('it listens again', () => streams() === 1)
  })

  it('[D5] with a request that hangs for ever still sends what was edited after it', async () => {
    const { gate } = world.server
    // The worker's patience is half a minute a try; its clock runs ten times as fast here.
    gate.append('/sw.js', ';{const later=self.setTimeout;self.setTimeout=(fn,ms)=>later(fn,ms/10)}')
    const person = await world.person()
    const a = await world.device('a', person, PHONE)
    gate.append('/sw.js', null)
    const id = await sharedNote(a, null)
    const before = await revisions(world, person)
    const sent = a.posts().length
    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    gate.failNext([{ kind: 'hold', until: released }], a.marker)
    await a.edit(id, { title: 'On a request that hangs' })
    await until('it is under way', () => a.posts().length > sent)
    await a.edit(id, { title: 'After it' })
    await until('the server has it', async () => (await serverLayout(person))[id]?.fields.title === 'After it')
    expect(a.posts()[sent]?.status).toBeNull()
    // Now it arrives after all, too late to be anything new.
    release()
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.title).toBe('After it')
  })

  it(`[D4][D5] on a line that comes and goes, and that resets connections, delivers all of it once (SEED=${SEED})`, async () => {
    const random = createRandom(SEED)
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    const { gate } = world.server
    const made = new Map<string, string>()
    const edit = async (title: string) => {
      await a.edit(id, { title })
      if (random.chance(0.3)) made.set(await a.add('note', { title }), title)
    }
    for (let flip = 0; flip < FLIPS; flip++) {
      await a.offline(flip % 2 === 0)
      await edit(`Flip ${flip}`)
      await sleep(FLIP_MS)
    }
    await a.offline(false)
    await deliveredOnce(world, person, [a, b])

    let resets = 0
    gate.failAll({ kind: 'break' }, (path, _method, from) => {
      if (!path.startsWith('/api/') || !from.includes(a.marker)) return false
      // The first for sure.
      const isReset = resets === 0 || random.chance(RESETS)
      if (isReset) resets += 1
      return isReset
    })
    const sent = a.posts().length
    for (let i = 0; i < 40; i++) {
      await edit(`Edit ${i}`)
      if (i % 4 === 0) await until('it was sent', async () => (await a.pending()) === 0)
    }
    gate.failAll(null)
    const agreed = await deliveredOnce(world, person, [a, b])
    expect(agreed[id]?.fields.title).toBe('Edit 39')
    for (const [added, title] of made) expect(agreed[added]?.fields.title).toBe(title)
    console.log(`40 edits in ${a.posts().length - sent} saves, ${resets} requests reset`)
  })
})

/** Counts this page's saves in a place that outlives it. */
function countSaves(): void {
  const { fetch } = window
  localStorage.setItem('saves', '0')
  window.fetch = (input, init) => {
    if (init?.method === 'POST') localStorage.setItem('saves', String(Number(localStorage.getItem('saves')) + 1))
    return fetch(input, init)
  }
}
const savesCounted = () => Number(localStorage.getItem('saves'))
