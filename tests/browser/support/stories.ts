/** What several scenarios begin or end with. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Layout } from '../../../core/layout/model'
import type { AppOnScreen } from './app-on-screen'
import type { Device } from './device'
import { until, untilSame } from './until'
import type { Person, World } from './world'

/** Both devices of one new person, up and with nothing owed. */
export async function twoDevices(world: World): Promise<{ person: Person; a: Device; b: Device }> {
  const person = await world.person()
  const [a, b] = await Promise.all([world.device('a', person), world.device('b', person)])
  return { person, a, b }
}

/**
 * Until what is edited next is later for the server too: S5 takes a request's time on its way for a part of the clock's
 * error, and on a busy machine that was seen to be more than 50 ms.
 */
export const surelyLater = () => sleep(1_000)

/** A widget of `device` that the server and `other` have too. */
export async function sharedNote(device: AppOnScreen, other: AppOnScreen | null, title = 'Note'): Promise<string> {
  const id = await device.add('note', { title })
  await device.settled()
  if (other !== null) await until(`${other.name} has ${title}`, async () => (await other.layout())[id])
  return id
}

/**
 * On widgets that both have, once `goOffline` has cut `device` off: adds, moves, resizes, edits and removes.
 * @returns the widget that was added, and everything as it is then
 */
export async function editsOfEveryKind(
  device: AppOnScreen,
  other: AppOnScreen,
  goOffline: () => unknown,
): Promise<{ added: string; before: Layout }> {
  const moved = await sharedNote(device, other, 'Moved')
  const gone = await sharedNote(device, other, 'Gone')
  await goOffline()
  const sent = device.posts().length
  const added = await device.add('todo', { title: 'Added' })
  await device.move(moved, { x: 4, y: 7, w: 4, h: 3 })
  await device.resize(moved, { w: 5, h: 4 })
  await device.edit(moved, { title: 'Renamed', 'data/text': 'offline' })
  await device.remove(gone)
  await saysSavedHere(device)
  const before = await device.layout()
  expect(before[moved]?.fields).toMatchObject({ title: 'Renamed', 'data/text': 'offline' })
  expect(before[added]?.fields.title).toBe('Added')
  expect(before[gone]).toBeUndefined()
  expect(device.posts().length).toBe(sent)
  return { added, before }
}

/** The layout that the server holds, with plain values. */
export async function serverLayout({ api }: Person): Promise<Layout> {
  const { widgets } = await api.pull()
  const live = widgets.filter(({ removed }) => !removed)
  return Object.fromEntries(
    live.map(({ id, fields }) => {
      const values = Object.entries(fields).flatMap(([key, field]) => (field.unset ? [] : [[key, field.value]]))
      return [id, { id, fields: Object.fromEntries(values) }]
    }),
  ) as Layout
}

/** S8: nothing is owed, and everybody shows what the server holds. @returns what that is */
export async function allAgree(person: Person, ...devices: AppOnScreen[]): Promise<Layout> {
  for (const device of devices) await device.settled()
  for (const device of devices) {
    await untilSame(
      `${device.name} shows what the server holds`,
      () => device.layout(),
      () => serverLayout(person),
    )
  }
  return serverLayout(person)
}

/** The indicator says that the server has everything, and nothing weaker (D10). */
export async function saysSaved(device: AppOnScreen): Promise<void> {
  await until(`${device.name} says "Saved"`, async () =>
    /^Saved\b(?! on this device)/.test((await device.indicator()).words),
  )
  expect((await device.indicator()).pending).toBe(0)
}

/** The indicator says that this device alone has it (D10). */
export async function saysSavedHere(device: AppOnScreen): Promise<void> {
  await until(`${device.name} says "Saved on this device"`, async () =>
    /saved on this device/i.test((await device.indicator()).words),
  )
  expect((await device.indicator()).pending).toBeGreaterThan(0)
}

/** Far enough away that nobody takes the page's looks, every 3 to 4 s, for the backoff, which may come a little early itself. */
const NOT_SOON_MS = 14_000
const EARLY_MS = 1_000

/**
 * The server was away for longer than the quick retries: when it is `back`, what is owed is delivered before the planned try
 * (D5). The device must owe something and be cut off already.
 */
export async function awayForLong(device: AppOnScreen, back: () => unknown): Promise<void> {
  const planned = await until(`the next try of ${device.name} is far away`, async () => {
    const [held] = await device.outbox()
    return held?.nextTryAt && held.nextTryAt - Date.now() > NOT_SOON_MS ? held.nextTryAt : null
  })
  const sent = device.posts().length
  await back()
  const start = Date.now()
  const post = await until('it is delivered', () =>
    device
      .posts()
      .slice(sent)
      .find(({ status }) => status === 200),
  )
  console.log(
    `delivered ${post.at - start} ms after the server's return, the planned try was ${planned - start} ms away`,
  )
  expect(post.at).toBeLessThan(planned - EARLY_MS)
}
