/**
 * The scenarios that every engine goes through, told once. Without Background Sync a page must do what the browser does
 * elsewhere: notice that the server is back, and deliver at the next start what a dead worker or a killed browser left.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { AppOnScreen } from './app-on-screen'
import type { Engine } from './engine'
import { EngineDevice } from './engine-device'
import { type Fault, PORTAL, problem, type SeenPost } from './gate'
import { refuseEditsOf } from './refuse'
import { allAgree, awayForLong, editsOfEveryKind, saysSaved, saysSavedHere, sharedNote, surelyLater } from './stories'
import { tellFailure } from './tell-failure'
import { until } from './until'
import { revisions } from './versions'
import { type Person, useWorld } from './world'

const DEBOUNCE_MS = 2_000
const IN_INDEXED_DB_MS = 200
const LONG_SILENCE_MS = 5_000
/** Than a try that hangs is given up, 30 s after it began. */
const MUCH_SOONER_MS = 15_000
const NEVER = new Promise<void>(() => {})
const ERROR_500: Fault = { kind: 'status', ...problem('internal') }

/** From the newest edit to its sending, both by the device's own clock. */
const heldBackMs = ({ body }: SeenPost) =>
  body.sentAt - Math.max(...body.streams.flatMap(({ edits }) => edits.map(({ at }) => at)))

const edited = ({ body }: SeenPost) => body.streams.flatMap(({ edits }) => edits)

export function scenariosOn(engine: Engine): void {
  describe.skipIf(!engine.isThere)(`on ${engine.name}`, () => {
    const world = useWorld()
    const devices = new Map<string, EngineDevice>()

    /** The device of that name, launched at the first call and whenever the last scenario left it in doubt. */
    async function device(name: string, person: Person): Promise<EngineDevice> {
      const there = devices.get(name)
      const one = there ?? new EngineDevice(name, engine, world.server)
      onTestFinished(async ({ task }) => {
        one.offline(false)
        if (!(await tellFailure(task, one))) return
        devices.delete(name)
        await one.close()
      })
      if (there === undefined) {
        devices.set(name, one)
        await one.launch()
      }
      await one.signIn(person)
      return one
    }
    async function twoDevices(): Promise<{ person: Person; a: EngineDevice; b: EngineDevice }> {
      const person = await world.person()
      const [a, b] = await Promise.all([device('a', person), device('b', person)])
      return { person, a, b }
    }
    async function oneDevice(): Promise<{ person: Person; a: EngineDevice; id: string; before: number; sent: number }> {
      const person = await world.person()
      const a = await device('a', person)
      const id = await sharedNote(a, null)
      return { person, a, id, before: await revisions(world, person), sent: a.posts().length }
    }
    /** The title arrived, and made one revision and one row of history. */
    async function arrivedOnce(person: Person, a: AppOnScreen, id: string, before: number): Promise<void> {
      expect((await allAgree(person, a))[id]?.fields.title).toBe('Once')
      await until('the worker holds nothing', async () => (await a.outbox()).length === 0)
      expect((await revisions(world, person)) - before).toBe(1)
      await saysSaved(a)
    }
    const acknowledged = (a: AppOnScreen, sent: number) =>
      until('a save is acknowledged', () =>
        a
          .posts()
          .slice(sent)
          .find(({ status }) => status === 200),
      )

    afterAll(async () => {
      await Promise.all([...devices.values()].map((one) => one.close()))
    })

    it('[D3] a drag is one save after 2 s, ten drags in 5 s are one, and what else is done goes at once', async () => {
      const { a, b } = await twoDevices()
      const id = await sharedNote(a, b)
      const shows = (x: number) =>
        until(`b shows column ${x}`, async () => {
          const box = (await b.layout())[id]?.fields.desktop as { x: number } | undefined
          return box?.x === x
        })

      let sent = a.posts().length
      await a.move(id, { x: 2, y: 3, w: 4, h: 3 })
      const drag = await acknowledged(a, sent)
      await shows(2)
      console.log(`drag: on the other device ${Date.now() - (drag.answeredAt ?? 0)} ms after the acknowledgement`)
      await saysSaved(a)
      expect(drag.body.trigger).toBe('drag')
      expect(heldBackMs(drag)).toBeGreaterThanOrEqual(DEBOUNCE_MS)
      expect(edited(drag).map(({ field }) => field)).toEqual(['desktop'])
      expect(a.posts().length - sent).toBe(1)

      // A hand is never so slow; a busy machine can be, and then the debounce is right to end.
      sent = await until('ten drags were fast enough', async () => {
        const before = a.posts().length
        const longest = await tenDrags(a, id)
        await a.settled()
        return longest < DEBOUNCE_MS ? before : null
      })
      await shows(5)
      expect(a.posts().length - sent).toBe(1)

      // Again where a busy machine held it back for as long; what is wrong with one that was not is wrong.
      const atOnce = async (trigger: string, act: () => Promise<unknown>) => {
        const post = await until(`"${trigger}" goes at once`, async () => {
          sent = a.posts().length
          await act()
          const one = await acknowledged(a, sent)
          await a.settled()
          return heldBackMs(one) < DEBOUNCE_MS ? one : null
        })
        expect(post.body.trigger).toBe(trigger)
        expect(a.posts().length - sent).toBe(1)
      }
      let added = ''
      await atOnce('add', async () => {
        added = await a.add('note', { title: 'At once' })
      })
      await until('b has it', async () => (await b.layout())[added])
      let height = 5
      await atOnce('resize', () => a.resize(added, { w: 6, h: height++ }))
      const notes = [added, await a.add('note'), await a.add('note')]
      await a.settled()
      await atOnce('remove', async () => {
        added = notes.pop() ?? ''
        await a.remove(added)
      })
      await until('b lost it', async () => (await b.layout())[added] === undefined)
    })

    it('[D1][D2][D5][D10] offline for long: edits of every kind outlive a reload, and arrive as one save as soon as the server is back', async () => {
      const { person, a, b } = await twoDevices()
      const { added, before } = await editsOfEveryKind(a, b, () => {
        a.offline(true)
        b.offline(true)
      })
      const sent = a.posts().length

      await a.open()
      await until('the last edit is there after a reload', async () => (await a.layout())[added])
      expect(await a.layout()).toEqual(before)
      await saysSavedHere(a)

      await awayForLong(a, () => {
        a.offline(false)
        b.offline(false)
      })
      const there = Date.now()
      await until('b shows it', async () => (await b.layout())[added])
      console.log(`on the other device, which was away too, ${Date.now() - there} ms after`)
      expect(await allAgree(person, a, b)).toEqual(before)
      await saysSaved(a)
      expect(a.posts().length - sent).toBe(1)
    })

    it('[D5][D10] a server that hangs without a word: it says so, and delivers as soon as it is back', async () => {
      const { person, a, id, before, sent } = await oneDevice()
      const { gate } = world.server
      gate.failAll({ kind: 'hold', until: NEVER }, (_path, _method, from) => from.includes(a.marker))
      await a.edit(id, { title: 'Once' })
      await until('it says so', async () => (await a.indicator()).words === 'Saved on this device · no answer yet')
      // A look or two hang, too.
      await sleep(LONG_SILENCE_MS)
      gate.failAll(null)
      const back = Date.now()
      const post = await acknowledged(a, sent)
      console.log(`delivered ${post.at - back} ms after the server's return`)
      expect(post.at - back).toBeLessThan(MUCH_SOONER_MS)
      await arrivedOnce(person, a, id, before)
    })

    it('[D5] a page that was closed offline delivers at its next start', async () => {
      const { person, a, b } = await twoDevices()
      a.offline(true)
      const id = await a.add('note', { title: 'Last words' })
      await a.leave()
      a.offline(false)
      await a.open()
      expect((await allAgree(person, a, b))[id]?.fields.title).toBe('Last words')
    })

    it('[D1][D3] a page that was left is whole again when the person comes back to it', async () => {
      const { person, a, b } = await twoDevices()
      const id = await a.add('note', { title: 'Left' })
      await a.leave()
      await a.back()
      await a.edit(id, { title: 'Back again' })
      expect((await allAgree(person, a, b))[id]?.fields.title).toBe('Back again')
      // By this the other tabs know that its writer lives.
      const held = () => navigator.locks.query().then(({ held }) => held?.map(({ name }) => name ?? '') ?? [])
      await until('it has its sign of life', async () =>
        (await a.evaluate(held, undefined)).some((name) => name.startsWith('holdfast-writer:')),
      )
    })

    it('[D1] killed right after an edit, offline: it is there after a relaunch and is delivered', async () => {
      const { person, a, b } = await twoDevices()
      const id = await sharedNote(a, b)
      a.offline(true)
      const added = await a.add('todo', { title: 'Just made' })
      await a.edit(id, { title: 'Just renamed' })
      await sleep(IN_INDEXED_DB_MS)
      await a.kill()

      await a.launch()
      // What local storage has is drawn first, and the union with IndexedDB a moment later.
      await until('a has its last edit', async () => (await a.layout())[id]?.fields.title === 'Just renamed')
      expect((await a.layout())[added]?.fields.title).toBe('Just made')
      expect(await a.pending()).toBeGreaterThan(0)

      a.offline(false)
      const agreed = await allAgree(person, a, b)
      expect(agreed[added]?.fields.title).toBe('Just made')
      expect(agreed[id]?.fields.title).toBe('Just renamed')
    })

    it('[D5] three 500s, then it works: delivered once', async () => {
      const { person, a, id, before, sent } = await oneDevice()
      world.server.gate.failNext([ERROR_500, ERROR_500, ERROR_500], a.marker)
      await a.edit(id, { title: 'Once' })
      await arrivedOnce(person, a, id, before)
      expect(
        a
          .posts()
          .slice(sent)
          .map(({ status }) => status),
      ).toEqual([500, 500, 500, 200])
    })

    it('[S2][D4] the answer is dropped after the commit: delivered once', async () => {
      const { person, a, id, before, sent } = await oneDevice()
      world.server.gate.failNext([{ kind: 'drop-answer' }], a.marker)
      await a.edit(id, { title: 'Once' })
      await arrivedOnce(person, a, id, before)
      const posts = a.posts().slice(sent)
      expect(posts[0]?.answer?.status).toBe('saved')
      expect(posts[0]?.status).toBeNull()
      expect(posts.at(-1)?.answer?.status).toBe('duplicate')
    })

    it("[D4][D5] a captive portal's 200 is no acknowledgement", async () => {
      const { person, a, id, before, sent } = await oneDevice()
      world.server.gate.failAll(PORTAL, () => true)
      await a.edit(id, { title: 'Once' })
      await until('the portal answered twice', () => a.posts().length - sent >= 2)
      expect(await a.pending()).toBeGreaterThan(0)
      expect((await a.indicator()).words).not.toMatch(/^Saved\b(?! on this device)/)
      world.server.gate.failAll(null)
      await arrivedOnce(person, a, id, before)
    })

    it('[S2][D4] the worker dies in mid-send, before the server is asked and after it has committed: delivered once', async () => {
      const { person, a, id, before, sent } = await oneDevice()
      const bySetting = engine.workerDies === 'by a setting'
      const withItsPage = engine.workerDies === 'with its page'
      const dies = (ends: () => Promise<void>) => (withItsPage ? ends() : a.browser.stopWorker?.())
      const goesOn = async (begins: () => Promise<void>) => withItsPage && (await begins())
      const restart = (shortLivedWorkers: boolean) => a.quit().then(() => a.launch({ shortLivedWorkers }))
      if (bySetting) await restart(true)

      world.server.gate.failNext([{ kind: 'hold', until: NEVER }], a.marker)
      await a.edit(id, { title: 'Unheard of' })
      const unheard = await until('the save is under way', () => a.posts()[sent])
      await dies(() => a.leave())
      await until('the worker is dead', () => unheard.hungUp)
      await goesOn(() => a.open())
      await a.settled()
      expect((await revisions(world, person)) - before).toBe(1)

      const again = a.posts().length
      world.server.gate.failNext([{ kind: 'hold-answer', until: NEVER }], a.marker)
      await a.edit(id, { title: 'Once' })
      const committed = await until('the save is committed', () =>
        a
          .posts()
          .slice(again)
          .find(({ answer }) => answer),
      )
      await dies(() => a.kill())
      await until('the worker is dead', () => committed.hungUp)
      await goesOn(() => a.launch())
      await arrivedOnce(person, a, id, before + 1)
      expect(a.posts().at(-1)?.answer?.status).toBe('duplicate')
      if (bySetting) await restart(false)
    })

    it('[S4][S6][S8] both offline: different fields both stay, the later title wins, a removal wins, and a toast says so', async () => {
      const { person, a, b } = await twoDevices()
      const both = await sharedNote(a, b, 'Both')
      const same = await sharedNote(a, b, 'Same')
      const removed = await sharedNote(a, b, 'Removed')
      const sent = a.posts().length
      a.offline(true)
      b.offline(true)
      await a.edit(both, { title: 'From a' })
      await b.edit(both, { 'data/text': 'from b' })
      await a.edit(same, { title: 'Earlier' })
      await surelyLater()
      await b.edit(same, { title: 'Later' })
      await b.edit(removed, { title: 'Still here?' })
      await a.remove(removed)

      // The loser arrives second, so it is the one that hears of it.
      b.offline(false)
      await b.settled()
      a.offline(false)
      const agreed = await allAgree(person, a, b)
      expect(agreed[both]?.fields).toMatchObject({ title: 'From a', 'data/text': 'from b' })
      expect(agreed[same]?.fields.title).toBe('Later')
      expect(agreed[removed]).toBeUndefined()
      await until('a says what was merged', async () => {
        const toasts = () => [...document.querySelectorAll('.toast')].map(({ textContent }) => textContent ?? '')
        const texts = await a.evaluate(toasts, undefined)
        return texts.some((text) => /other device|another device|merged|changed on/i.test(text))
      })
      const conflicts = a
        .posts()
        .slice(sent)
        .flatMap(({ answer }) => answer?.conflicts ?? [])
        .map(({ widget, rule }) => [widget, rule])
      expect(conflicts).toContainEqual([same, 'later'])
      expect(conflicts).toContainEqual([removed, 'removed'])
    })

    it('401 in mid-flight holds everything, asks to sign in, and goes on after', async () => {
      const { person, a, b } = await twoDevices()
      const id = await sharedNote(a, b)
      await a.endSession()
      await a.edit(id, { title: 'Held' })
      await until('a was refused', () => a.posts().at(-1)?.status === 401)
      await until('a says so', async () => /sign in/i.test((await a.indicator()).words))
      expect(await a.pending()).toBeGreaterThan(0)
      expect((await a.layout())[id]?.fields.title).toBe('Held')

      await a.press('Sign in')
      await a.fill('email', person.credentials.email)
      await a.fill('password', person.credentials.password)
      await a.press('Sign in')
      expect((await allAgree(person, a, b))[id]?.fields.title).toBe('Held')
    })

    it('[D12] of a save refused with 422 the named edit is set aside, shown and exportable, and the others arrive', async () => {
      const { person, a, b } = await twoDevices()
      const bad = await sharedNote(a, b, 'Bad')
      const good = await sharedNote(a, b, 'Good')
      refuseEditsOf(bad, world.server.gate)
      // One gesture's worth: both are in the save that is refused.
      await a.evaluate(
        ([one, other]) => {
          window.holdfast.actions.editWidget(one, { title: 'Too much' })
          window.holdfast.actions.editWidget(other, { title: 'Fine' })
        },
        [bad, good] as const,
      )
      const agreed = await allAgree(person, a, b)
      expect(agreed[good]?.fields.title).toBe('Fine')
      expect(agreed[bad]?.fields.title).toBe('Bad')
      await until('a shows what was set aside', async () => /refused|set aside/i.test(await a.text()))
      await a.open()
      await a.press('Review')
      expect(await exported(a)).toContain('Too much')
    })
  })
}

/** Ten moves half a second apart. @returns the longest time between two of them, ms */
function tenDrags(a: AppOnScreen, id: string): Promise<number> {
  return a.evaluate(async (widget) => {
    let longest = 0
    let last = Date.now()
    for (let i = 1; i <= 10; i++) {
      window.holdfast.actions.moveWidget(widget, { x: i % 2 === 0 ? 5 : 1, y: 3, w: 4, h: 3 })
      longest = Math.max(longest, Date.now() - last)
      last = Date.now()
      if (i < 10) await new Promise((next) => setTimeout(next, 500))
    }
    return longest
  }, id)
}

/** The file that the page hands to the browser, caught on its way: where a browser puts it is the browser's own. */
async function exported(a: EngineDevice): Promise<string> {
  await a.evaluate(() => {
    const make = URL.createObjectURL
    URL.createObjectURL = (blob) => {
      void (blob as Blob).text().then((text) => {
        document.body.dataset.exported = text
      })
      return make(blob)
    }
    HTMLAnchorElement.prototype.click = () => {}
  }, undefined)
  await a.press('Export as a file')
  return until('the file is handed over', () => a.evaluate(() => document.body.dataset.exported ?? null, undefined))
}
