/** Arranging the dashboard with real input: long press, body, edges, several at once, the clipboard, undo after a reload. */
import type { CDPSession } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Box, Grid } from '../../core/layout/model'
import type { Device } from './support/device'
import { type Point, widgetOn } from './support/gestures'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const boxOf = async (device: Device, id: string, grid: Grid = 'desktop') =>
  (await device.layout())[id]?.fields[grid] as unknown as Box

/** Where the part of the widget is on the screen. */
async function middleOf(device: Device, id: string, part: string): Promise<Point> {
  const box = await widgetOn(device, id).locator(part).boundingBox()
  if (box === null) throw new Error(`${part} of ${id} is not drawn`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function mouse(device: Device, from: Point, by: Point): Promise<void> {
  const { page } = device
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 })
  await page.mouse.up()
}

/** A finger that goes down, stays for `holdMs`, and moves then. */
async function finger(device: Device, from: Point, by: Point, holdMs: number): Promise<void> {
  const session: CDPSession = await device.browser.newCDPSession(device.page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints })
  await touch('touchStart', [from])
  await device.page.waitForTimeout(holdMs)
  for (let step = 1; step <= 8; step++) {
    await touch('touchMove', [{ x: from.x + (by.x * step) / 8, y: from.y + (by.y * step) / 8 }])
    await device.page.waitForTimeout(16)
  }
  await touch('touchEnd', [])
  await session.detach()
}

const arrange = (device: Device) => device.page.getByRole('button', { name: 'Arrange' }).click()
const isArranging = (device: Device) => device.page.getByRole('toolbar', { name: 'Arranging' }).isVisible()

inChromium('arranging', () => {
  const world = useWorld()

  it('[L2] the body drags and each edge resizes; Escape puts back what is in the hand, then ends it', async () => {
    const a = await world.device('a', await world.person())
    const id = await a.add('note', { title: 'Notes', desktop: { x: 3, y: 1000, w: 4, h: 3 } })
    await arrange(a)
    const cell = ((await a.page.getByTestId('canvas').boundingBox())?.width ?? 0) / 12 + 1.3
    await mouse(a, await middleOf(a, id, '.widget-body'), { x: 2 * cell, y: 0 })
    expect(await boxOf(a, id)).toMatchObject({ x: 5, w: 4 })
    await mouse(a, await middleOf(a, id, '[data-edge=start]'), { x: -cell, y: 0 })
    expect(await boxOf(a, id)).toMatchObject({ x: 4, w: 5, h: 3 })
    await mouse(a, await middleOf(a, id, '[data-edge=end]'), { x: 2 * cell, y: 90 })
    expect(await boxOf(a, id)).toMatchObject({ x: 4, w: 7, h: 3 })
    await mouse(a, await middleOf(a, id, '[data-edge=bottom]'), { x: 50, y: 76 })
    expect(await boxOf(a, id)).toMatchObject({ x: 4, w: 7, h: 4 })

    const from = await middleOf(a, id, '.widget-body')
    await a.page.mouse.move(from.x, from.y)
    await a.page.mouse.down()
    await a.page.mouse.move(from.x - 3 * cell, from.y, { steps: 4 })
    await a.page.keyboard.press('Escape')
    await a.page.mouse.up()
    expect(await boxOf(a, id)).toMatchObject({ x: 4, w: 7, h: 4 })
    expect(await isArranging(a)).toBe(true)
    await a.page.keyboard.press('Escape')
    expect(await isArranging(a)).toBe(false)
  })

  it('[L2] a finger that swipes over a widget scrolls; one that stays takes it', async () => {
    const a = await world.device('a', await world.person(), { viewport: { width: 390, height: 600 }, touch: true })
    const ids: string[] = []
    for (const title of ['One', 'Two', 'Three', 'Four']) ids.push(await a.add('note', { title }))
    const [first = '', second = ''] = ids
    const before = await boxOf(a, first, 'mobile')
    const desktop = await boxOf(a, first)
    const scrolled = () => a.page.evaluate(() => window.scrollY)

    const head = await middleOf(a, second, '.widget-head')
    await finger(a, { x: head.x, y: head.y + 60 }, { x: 0, y: -150 }, 0)
    await until('the page scrolled', async () => (await scrolled()) > 50)
    expect(await isArranging(a)).toBe(false)
    // What a swipe set going may go on for a while.
    await until('it is back', () =>
      a.page.evaluate(async () => {
        window.scrollTo(0, 0)
        await new Promise((later) => setTimeout(later, 300))
        return window.scrollY === 0
      }),
    )

    await finger(a, await middleOf(a, first, '.widget-title'), { x: 0, y: 220 }, 600)
    expect(await isArranging(a)).toBe(true)
    expect((await boxOf(a, first, 'mobile')).y).toBeGreaterThan(before.y)
    expect(await boxOf(a, first)).toEqual(desktop)
  })

  it('several are moved, duplicated, copied, pasted and removed at once, each one step of undo that outlives a reload', async () => {
    const a = await world.device('a', await world.person())
    const one = await a.add('note', { title: 'One', desktop: { x: 0, y: 1000, w: 3, h: 2 } })
    const two = await a.add('note', { title: 'Two', desktop: { x: 3, y: 1000, w: 3, h: 2 } })
    const count = async () => Object.keys(await a.layout()).length
    await arrange(a)
    await a.page.getByRole('button', { name: 'Select One' }).click()
    await widgetOn(a, two).locator('.widget-body').click({ force: true })
    const cell = ((await a.page.getByTestId('canvas').boundingBox())?.width ?? 0) / 12 + 1.3
    await mouse(a, await middleOf(a, one, '.widget-body'), { x: 4 * cell, y: 0 })
    expect([(await boxOf(a, one)).x, (await boxOf(a, two)).x]).toEqual([4, 7])

    const bar = a.page.getByRole('toolbar', { name: 'Arranging' })
    await bar.getByRole('button', { name: 'Duplicate' }).click()
    expect(await count()).toBe(4)
    // What was added is selected, and goes to the clipboard by the keyboard.
    await a.page.keyboard.press('Control+c')
    await a.page.keyboard.press('Control+v')
    await until('they are pasted', async () => (await count()) === 6)
    await bar.getByRole('button', { name: 'Select all' }).click()
    await bar.getByRole('button', { name: 'Remove' }).click()
    expect(await count()).toBe(0)

    await a.page.reload()
    await a.page.waitForFunction(() => 'holdfast' in window)
    const undo = a.page.getByRole('button', { name: 'Undo' }).first()
    for (const left of [6, 4, 2]) {
      await undo.click()
      expect(await count()).toBe(left)
    }
    await undo.click()
    expect([(await boxOf(a, one)).x, (await boxOf(a, two)).x]).toEqual([0, 3])
  })

  it('the menu of a widget moves and resizes it by single taps', async () => {
    const a = await world.device('a', await world.person(), { viewport: { width: 390, height: 844 }, touch: true })
    await a.add('note', { title: 'First' })
    const id = await a.add('note', { title: 'Second', mobile: { x: 0, y: 1100, w: 2, h: 3 } })
    const options = () => a.page.getByRole('button', { name: 'Options of Second' }).tap()
    await options()
    await a.page.getByRole('menuitem', { name: 'Move and resize…' }).tap()
    const pad = a.page.getByRole('dialog', { name: 'Move and resize Second' })
    for (const name of ['Move right', 'Taller', 'Narrower', 'Shorter']) await pad.getByRole('button', { name }).tap()
    expect(await boxOf(a, id, 'mobile')).toMatchObject({ x: 1, w: 1, h: 3 })
    await a.page.keyboard.press('Escape')
    const top = () => widgetOn(a, id).evaluate((frame) => frame.getBoundingClientRect().top)
    const before = await top()
    await options()
    await a.page.getByRole('menuitem', { name: 'To the top' }).tap()
    await until('it is above the other', async () => (await top()) < before)
    await a.settled()
  })
})
