/** Entries of a list put in order with real input: the mouse, a finger, and two devices at once. */
import { expect, it } from 'vitest'
import type { Json } from '../../core/layout/model'
import type { Device } from './support/device'
import { type Point, widgetOn } from './support/gestures'
import { allAgree } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const STEPS = 8
const item = (text: string, order: number) => ({ text, done: false, order })
const FOUR: Record<string, Json> = {
  title: 'Today',
  'data/item:a': item('Milk', 1),
  'data/item:b': item('Bread and everything else that the baker at the corner has on a Monday', 2),
  'data/item:c': item('Olives', 3),
  'data/item:d': item('Salt', 4),
}

const order = async (device: Device, id: string) => {
  const texts = await widgetOn(device, id).locator('.item-text').all()
  return (await Promise.all(texts.map((text) => text.inputValue()))).map((text) => text.slice(0, 5)).join(' ')
}

/** From the handle of one entry to the middle of another, in steps. */
async function way(device: Device, id: string, from: number, to: number): Promise<Point[]> {
  const handle = widgetOn(device, id).locator('.entry-handle').nth(from)
  await handle.scrollIntoViewIfNeeded()
  const [start, end] = [await handle.boundingBox(), await widgetOn(device, id).locator('.item').nth(to).boundingBox()]
  if (start === null || end === null) throw new Error('the list is not drawn')
  const at = { x: start.x + start.width / 2, y: start.y + start.height / 2 }
  return Array.from({ length: STEPS + 1 }, (_, i) => ({
    x: at.x,
    y: at.y + ((end.y + end.height / 2 - at.y) * i) / STEPS,
  }))
}

inChromium('a list', () => {
  const world = useWorld()

  it('is put in order with the mouse, by one edit of the entry that was moved', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('todo', FOUR)
    await a.settled()
    const { mouse } = a.page
    const [first, ...others] = await way(a, id, 0, 2)
    await mouse.move(first?.x ?? 0, first?.y ?? 0)
    await mouse.down()
    for (const { x, y } of others) await mouse.move(x, y)
    await mouse.up()
    await until('it is drawn in that order', async () => (await order(a, id)) === 'Bread Olive Milk Salt')
    const { fields = {} } = (await a.layout())[id] ?? {}
    expect(fields).toMatchObject({ ...FOUR, 'data/item:a': item('Milk', 3.5) })
    await allAgree(person, a)
  })

  it('is put in order with a finger, and Escape puts back what the mouse holds', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { viewport: { width: 390, height: 844 }, touch: true })
    const id = await a.add('todo', FOUR)
    const session = await a.browser.newCDPSession(a.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
    const [first, ...others] = await way(a, id, 3, 0)
    await touch('touchStart', first === undefined ? [] : [first])
    for (const point of others) await touch('touchMove', [point])
    await touch('touchEnd', [])
    await until('it is drawn in that order', async () => (await order(a, id)) === 'Salt Milk Bread Olive')

    const [from, , half] = await way(a, id, 0, 3)
    await widgetOn(a, id).locator('.entry-handle').first().focus()
    await a.page.mouse.move(from?.x ?? 0, from?.y ?? 0)
    await a.page.mouse.down()
    await a.page.mouse.move(half?.x ?? 0, half?.y ?? 0)
    await a.page.keyboard.press('Escape')
    await a.page.mouse.up()
    expect(await order(a, id)).toBe('Salt Milk Bread Olive')
    await allAgree(person, a)
  })

  it('keeps what two devices do to two of its entries', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const b = await world.device('b', person)
    const id = await a.add('todo', FOUR)
    await until('b has it', async () => (await b.layout())[id] !== undefined)
    await Promise.all([a.offline(true), b.offline(true)])
    await widgetOn(a, id).locator('.entry-handle').nth(3).focus()
    await a.page.keyboard.press('Alt+ArrowUp')
    await widgetOn(b, id).locator('.tick input').first().check()
    await Promise.all([a.offline(false), b.offline(false)])
    const agreed = await allAgree(person, a, b)
    expect(agreed[id]?.fields).toMatchObject({
      'data/item:a': { text: 'Milk', done: true, order: 1 },
      'data/item:d': { text: 'Salt', done: false, order: 2.5 },
    })
    expect(await order(b, id)).toBe('Milk Bread Salt Olive')
  })
})
