/** Many tabs of one device, and a page without a worker. */
import { expect, it } from 'vitest'
import type { Layout } from '../../core/layout/model'
import { allAgree, saysSaved } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const TABS = 10

inChromium('tabs', () => {
  const world = useWorld()

  it('[D7] ten tabs that edit at the same time lose nothing and show the same', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const pages = [a.page]
    while (pages.length < TABS) pages.push(await a.open())
    // What one shows of another came from tab to tab: there is no server to learn it from.
    await a.offline(true)
    for (const page of pages) {
      await page.evaluate((all) => {
        window.holdfast.layout.subscribe(({ widgets }) => {
          if (Object.keys(widgets).length === all) document.body.dataset.showsAllAt ??= `${Date.now()}`
        })
      }, TABS)
    }
    const made = await Promise.all(
      pages.map((page, tab) =>
        page.evaluate(
          (i) => ({ at: Date.now(), id: window.holdfast.actions.addWidget('note', { title: `Tab ${i}` }) }),
          tab,
        ),
      ),
    )
    const showedAt = []
    for (const [tab, page] of pages.entries()) {
      showedAt.push(
        Number(await until(`tab ${tab} shows all`, () => page.evaluate(() => document.body.dataset.showsAllAt))),
      )
    }
    const lateMs = Math.max(...showedAt) - Math.max(...made.map(({ at }) => at))
    console.log(`ten tabs: all show the same ${lateMs} ms after the last edit, with no server`)
    const layouts: Layout[] = []
    for (const page of pages) {
      a.turnTo(page)
      layouts.push(await a.layout())
    }
    const ids = made.map(({ id }) => id)
    expect(Object.keys(layouts[0] ?? {}).sort()).toEqual([...ids].sort())
    expect(layouts.slice(1)).toEqual(layouts.slice(1).map(() => layouts[0]))

    await a.offline(false)
    const agreed = await allAgree(person, a)
    expect(ids.map((id) => agreed[id]?.fields.title)).toEqual(pages.map((_, tab) => `Tab ${tab}`))
  })

  it('[D6] without a controlling worker the page does the same by itself', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { controlled: false, serviceWorkers: 'block' })
    const id = await a.add('note', { title: 'No worker' })
    await saysSaved(a)
    world.server.gate.failNext([{ kind: 'break' }, { kind: 'drop-answer' }], a.marker)
    await a.edit(id, { title: 'Still none' })
    await a.settled()
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Still none')
    expect(await a.page.evaluate(() => navigator.serviceWorker?.controller ?? null)).toBeNull()
  })

  it('[D6][D10] an edit whose lost answer a pull makes up for is "Saved", not for ever on its way', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { controlled: false, serviceWorkers: 'block' })
    const id = await a.add('note', { title: 'No worker' })
    await a.settled()
    // Its event stream is open: the news of its own revision comes before its next try.
    await person.api.save([{ widget: id, field: 'data/text', value: 'from elsewhere' }])
    await until('a hears of others', async () => (await a.layout())[id]?.fields['data/text'])
    world.server.gate.failNext([{ kind: 'drop-answer' }, { kind: 'drop-answer' }], a.marker)
    await a.edit(id, { title: 'Committed, and never answered' })
    await saysSaved(a)
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Committed, and never answered')
  })
})
