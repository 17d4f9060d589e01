/** A phone's link: slow, breaking, or to be spared. How quick it is is measured by bench/reconnect. */
import { expect, it, onTestFinished } from 'vitest'
import { createRandom } from '../simulation/random'
import { openSlowLink } from './support/slow-link'
import { allAgree } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

const WIDGETS = 20
const EDITS = 500
const SEED = 7

inChromium('a phone’s link', () => {
  const world = useWorld()

  it.each([
    ['slow', 0],
    ['slow, and breaking', 0.05],
  ])('[D2][S2] that is %s: 500 edits made offline settle in one request of at most 5 kB', async (_link, resets) => {
    const person = await world.person()
    const link = await openSlowLink(world.server.gate.port, createRandom(SEED).next)
    onTestFinished(() => link.close())
    const [a, b] = [await world.device('a', person, { flags: [link.flag] }), await world.device('b', person)]
    const ids: string[] = []
    for (let i = 0; i < WIDGETS; i++) ids.push(await a.add('note', { title: `Note ${i}` }))
    await allAgree(person, a, b)
    const before = await revisions(world, person)
    const posts = a.posts().length

    link.set({ roundTripMs: 400, bytesPerSecond: 50_000, resets })
    await a.offline(true)
    link.down()
    await a.page.evaluate(
      ([widgets, count]) => {
        for (let i = 0; i < count; i++) {
          window.holdfast.actions.moveWidget(widgets[i % widgets.length] ?? '', { x: i % 9, y: i, w: 3, h: 4 })
        }
      },
      [ids, EDITS] as const,
    )
    link.up()
    await a.offline(false)
    const layout = await allAgree(person, a, b)
    expect(ids.map((id) => (layout[id]?.fields.desktop as { y: number } | undefined)?.y)).toEqual(
      ids.map((_, i) => EDITS - WIDGETS + i),
    )
    const sent = a.posts().slice(posts)
    // On a link that breaks a request may be lost on its way; what arrives is the whole all the same.
    if (resets === 0) expect(sent).toHaveLength(1)
    for (const { body } of sent) {
      expect(body.streams.flatMap(({ edits }) => edits)).toHaveLength(WIDGETS)
      expect(JSON.stringify(body).length).toBeLessThanOrEqual(5_000)
    }
    expect(await revisions(world, person)).toBe(before + 1)
  })

  it('[D14] to be spared has no event stream; the page pulls when it becomes visible', async () => {
    const person = await world.person()
    const [a, b] = [await world.device('a', person), await world.device('b', person)]
    let streams = 0
    world.server.gate.failAll({ kind: 'break' }, (path, _method, from) => {
      if (path.startsWith('/api/events?') && from.includes(a.marker)) streams += 1
      return false
    })
    const session = await a.browser.newCDPSession(a.page)
    await session.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true })
    streams = 0
    await a.reload()
    expect(
      await a.page.evaluate(() => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData),
    ).toBe(true)
    const id = await b.add('note', { title: 'From elsewhere' })
    await b.settled()
    await a.page.evaluate(() => {
      for (const state of ['hidden', 'visible']) {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }
    })
    await until('a shows it', async () => (await a.layout())[id]?.fields.title === 'From elsewhere')
    expect(streams).toBe(0)
  })
})
