/** The browser stops the worker at each moment of a save's way, and may take the page with it: delivered exactly once. */
import { expect, it } from 'vitest'
import { DRAIN_LOCK } from '../../core/wire/worker-message'
import type { Device } from './support/device'
import type { Gate } from './support/gate'
import { crash } from './support/lifecycle'
import { deliveredOnce } from './support/once'
import { QUICK_BACKGROUND_SYNC } from './support/profile'
import { blockQueue, heldWhileBlocked, letQueueGo } from './support/queue-db'
import { sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'
import { queue } from './worker-site/tab'

interface Moment {
  what: string
  /** Makes an edit and resolves when its save is just there, and in the queue. @returns what lets everything go on */
  arrive(a: Device, gate: Gate, edit: () => Promise<unknown>): Promise<() => void>
}

const isHeld = async (a: Device) => (await queue(a.page)).saves.length === 1

const MOMENTS: Moment[] = [
  {
    what: 'after it is in the queue and before it is sent',
    async arrive(a, _gate, edit) {
      await a.page.evaluate(async (name) => {
        await new Promise<void>((got) => {
          void navigator.locks.request(name, () => {
            got()
            return new Promise<void>((letGo) => Object.assign(window, { letGo }))
          })
        })
      }, DRAIN_LOCK)
      const sent = a.posts().length
      await edit()
      await until('the queue holds it', () => isHeld(a))
      expect(a.posts().length).toBe(sent)
      const { page } = a
      return () => void page.evaluate(() => (window as unknown as { letGo(): void }).letGo()).catch(() => {})
    },
  },
  {
    what: 'while the request is under way',
    async arrive(a, gate, edit) {
      const { promise, go } = gateway()
      const sent = a.posts().length
      gate.failNext([{ kind: 'hold', until: promise }], a.marker)
      await edit()
      await until('the request is under way', () => a.posts().length > sent)
      expect(await isHeld(a)).toBe(true)
      return go
    },
  },
  {
    what: 'after the commit and before the answer',
    async arrive(a, gate, edit) {
      const { promise, go } = gateway()
      const sent = a.posts().length
      gate.failNext([{ kind: 'hold-answer', until: promise }], a.marker)
      await edit()
      await until('the server has committed', () => a.posts()[sent]?.answer)
      expect(await isHeld(a)).toBe(true)
      return go
    },
  },
  {
    what: 'after the answer and before it is deleted from the queue',
    async arrive(a, gate, edit) {
      const { promise, go } = gateway()
      const sent = a.posts().length
      gate.failNext([{ kind: 'hold-answer', until: promise }], a.marker)
      await edit()
      await until('the server has committed', () => a.posts()[sent]?.answer)
      await blockQueue(a.page)
      const answered = a.browser.waitForEvent('requestfinished', {
        predicate: (request) => request.serviceWorker() !== null && request.url().endsWith('/api/layout'),
      })
      go()
      await answered
      expect(await heldWhileBlocked(a.page)).toBe(1)
      const { page } = a
      return () => void letQueueGo(page).catch(() => {})
    },
  },
]

function gateway(): { promise: Promise<void>; go: () => void } {
  let go = () => {}
  const promise = new Promise<void>((done) => {
    go = done
  })
  return { promise, go }
}

inChromium('a worker that is stopped', () => {
  const world = useWorld()

  it('[S2][D4] at any moment, with the page still there, delivers exactly once', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const b = await world.device('b', person)
    const id = await sharedNote(a, b)
    for (const { what, arrive } of MOMENTS) {
      const before = await revisions(world, person)
      const goOn = await arrive(a, world.server.gate, () => a.edit(id, { title: what }))
      await a.stopWorker()
      goOn()
      const agreed = await deliveredOnce(world, person, [a, b], { before, made: 1 })
      expect(agreed[id]?.fields.title).toBe(what)
    }
  })

  it('[S2][D4] at any moment, with the page gone too, delivers exactly once and without a page', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { flags: QUICK_BACKGROUND_SYNC })
    const b = await world.device('b', person)
    const id = await sharedNote(a, b)
    const blank = await a.browser.newPage()
    for (const { what, arrive } of MOMENTS) {
      const before = await revisions(world, person)
      const app = a.page
      const goOn = await arrive(a, world.server.gate, () => a.edit(id, { title: what }))
      const tried = a.posts().length
      await a.stopWorker()
      await crash(a, app)
      goOn()
      a.turnTo(blank)
      const delivered = await until(`the browser starts the worker and it is sent, ${what}`, () =>
        a
          .posts()
          .slice(tried)
          .find(({ status }) => status === 200),
      )
      expect(delivered.body.streams.flatMap(({ edits }) => edits.map(({ value }) => value))).toEqual([what])
      await a.open()
      const agreed = await deliveredOnce(world, person, [a, b], { before, made: 1 })
      expect(agreed[id]?.fields.title).toBe(what)
    }
  })
})
