/** Tabs of one device that deliver, close and crash at the same time: nothing lost, nothing twice, one event stream (D7, D14). */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { createRandom } from '../simulation/random'
import { type Fault, problem } from './support/gate'
import { crash, reloadPastWorker, syncEvent } from './support/lifecycle'
import { deliveredOnce } from './support/once'
import { serverLayout, sharedNote } from './support/stories'
import { sorted, until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

const ERROR_500: Fault = { kind: 'status', ...problem('internal') }
const ROUNDS = 3
const TABS = 10
const STEPS = 40
/** Steps between two tabs that go; closed and crashed in turn. */
const END_EVERY = 6
/** Repeat one story with `SEED=123 npx vitest run --project browser tests/browser/many-tabs.browser.test.ts`. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000))

inChromium('tabs of one device', () => {
  const world = useWorld()

  it('[S2][D4] a tab by itself, and another by way of the worker, deliver the same edits at the same time: applied once', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const one = a.page
    const two = await a.open()
    await reloadPastWorker(a)
    a.turnTo(one)
    const id = await sharedNote(a, null)
    const sent = a.posts().length
    for (let round = 1; round <= ROUNDS; round++) {
      const before = await revisions(world, person)
      world.server.gate.failAll(ERROR_500)
      const title = `Round ${round}`
      await a.edit(id, { title })
      await until('both tabs owe it, and so does the worker', async () => {
        const owed = await Promise.all([one, two].map((page) => page.evaluate(pendingChanges)))
        return owed.every((count) => count === 1) && (await a.outbox()).some(({ attempts }) => attempts > 0)
      })
      world.server.gate.failAll(null)
      // The first to come is held on the way, so that it arrives last, and late.
      let release = () => {}
      const released = new Promise<void>((done) => {
        release = done
      })
      world.server.gate.failNext([{ kind: 'hold', until: released }], a.marker)
      await Promise.all([
        ...[one, two, one, two].map((page) => page.evaluate(() => void window.holdfast.manager.syncNow(''))),
        syncEvent(a),
        syncEvent(a, { lastChance: true }),
      ])
      await until('one of them has arrived', async () => (await serverLayout(person))[id]?.fields.title === title)
      await person.api.save([{ widget: id, field: 'title', value: `After ${title}` }])
      release()
      const agreed = await deliveredOnce(world, person, [a], { before, made: 2 })
      expect(agreed[id]?.fields.title).toBe(`After ${title}`)
      await until('the other tab shows that nothing is owed', async () => (await two.evaluate(pendingChanges)) === 0)
    }
    const again = a
      .posts()
      .slice(sent)
      .filter(({ answer }) => answer?.status === 'duplicate')
    console.log(`${ROUNDS} edits, sent ${again.length} times more than they had to be`)
  })

  it('[D1][D3] what a tab owed that crashed is delivered by the one that is left', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await sharedNote(a, null)
    const before = await revisions(world, person)
    const left = a.page
    const crashing = await a.open()
    // A drag: its tab would have sent it after 2 s.
    await a.move(id, { x: 6, y: 5, w: 4, h: 3 })
    await crash(a, crashing)
    a.turnTo(left)
    const agreed = await deliveredOnce(world, person, [a], { before, made: 1 })
    expect(agreed[id]?.fields.desktop).toEqual({ x: 6, y: 5, w: 4, h: 3 })
  })

  it(`[D1][D7][D14] ten tabs that edit, close and crash at random lose nothing (SEED=${SEED})`, async () => {
    const random = createRandom(SEED)
    const person = await world.person()
    const a = await world.device('a', person)
    const shared = await sharedNote(a, null)
    const tabs: Page[] = [a.page]
    const gone = new Set<Page>()
    const open = async () => {
      const page = await a.open()
      await page.evaluate(watchForVanishing)
      tabs.push(page)
    }
    await a.page.evaluate(watchForVanishing)
    while (tabs.length < TABS) await open()
    const living = () => tabs.filter((page) => !gone.has(page))

    /** widget id -> the title it must have. */
    const made = new Map<string, string>()
    let crashes = 0
    let closed = 0
    const end = async (page: Page) => {
      expect(await page.evaluate(() => window.vanished)).toEqual([])
      gone.add(page)
      if (closed > crashes) {
        crashes += 1
        await crash(a, page)
      } else {
        closed += 1
        await page.close({ runBeforeUnload: false })
      }
    }
    for (let step = 0; step < STEPS; step++) {
      const page = random.pick(living())
      const title = `Step ${step}`
      const id = made.size === 0 || random.chance(0.5) ? null : random.pick([...made.keys()])
      if (id !== null)
        await until('the tab shows what it is to edit', async () => id in (await page.evaluate(titlesShown)))
      made.set(await page.evaluate(edit, { id, title, shared }), title)
      // Mostly the one that has just edited: what it says last must not go with it.
      const ends = random.chance(0.7) ? page : random.pick(living())
      if (step % END_EVERY === END_EVERY - 1) await end(ends)
    }
    const lastEdit = Date.now()
    const left = living()
    const current = left[0]
    if (current === undefined) throw new Error('no tab is left')
    for (const page of left) {
      await until('the tab shows every edit', async () => {
        const titles = await page.evaluate(titlesShown)
        return [...made].every(([id, title]) => titles[id] === title)
      })
    }
    const shown = Date.now() - lastEdit
    for (const page of left) expect(await page.evaluate(() => window.vanished)).toEqual([])
    const streams = () => world.server.gate.openStreams(a.marker)
    console.log(
      `${TABS} tabs, ${STEPS} edits, ${closed} closed, ${crashes} crashed: all ${left.length} left show the same ${shown} ms after the last edit`,
    )

    a.turnTo(current)
    await deliveredOnce(world, person, [a])
    const held = sorted(await serverLayout(person))
    for (const page of left) {
      await until('the tab shows what the server holds, and owes nothing', async () => {
        a.turnTo(page)
        return sorted(await a.layout()) === held && (await a.pending()) === 0
      })
    }
    await until('one of them has the event stream', () => streams() === 1)
    await person.api.save([{ widget: shared, field: 'title', value: 'From elsewhere' }])
    for (const page of left) {
      await until(
        'the tab hears of others',
        async () => (await page.evaluate(titlesShown))[shared] === 'From elsewhere',
      )
    }
    expect(streams()).toBe(1)
  })
})

declare global {
  interface Window {
    /** Ids that were drawn and then were not, though nobody removed anything. */
    vanished: string[]
  }
}

function watchForVanishing(): void {
  window.vanished = []
  const { layout } = window.holdfast
  layout.subscribe(({ widgets }, before) => {
    window.vanished.push(...Object.keys(before.widgets).filter((id) => !(id in widgets)))
  })
}

const pendingChanges = () => window.holdfast.sync.getState().pendingChanges

/** Adds a widget, or names one anew; and in the same handler something that all tabs change. @returns its id */
function edit({ id, title, shared }: { id: string | null; title: string; shared: string }): string {
  const { actions } = window.holdfast
  actions.editWidget(shared, { 'data/text': title })
  if (id === null) return actions.addWidget('note', { title })
  actions.editWidget(id, { title })
  return id
}

function titlesShown(): Record<string, unknown> {
  const { widgets } = window.holdfast.layout.getState()
  return Object.fromEntries(Object.values(widgets).map(({ id, fields }) => [id, fields.title]))
}
