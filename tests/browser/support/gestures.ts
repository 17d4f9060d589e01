/** A person's hands: mouse, finger and keyboard on the drawn canvas. */
import type { CDPSession, Locator } from 'playwright-core'
import { COLUMNS, type Grid } from '../../../core/layout/model'
import type { Device } from './device'

export interface Point {
  x: number
  y: number
}

export const widgetOn = (device: Device, id: string): Locator => device.page.locator(`[data-widget-id="${id}"]`).first()

const PARTS = { move: '.grip', resize: '.resize' } as const

/** The middle of the part by which a widget is dragged. */
async function grip(device: Device, id: string, part: keyof typeof PARTS): Promise<Point> {
  const handle = widgetOn(device, id).locator(PARTS[part])
  await handle.scrollIntoViewIfNeeded()
  const box = await handle.boundingBox()
  if (box === null) throw new Error(`widget ${id} is not drawn`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** From one column to the next and from one row to the next on the screen, gaps included, as the drawn widget tells. */
async function cell(device: Device, id: string, grid: Grid): Promise<Point> {
  const drawn = await widgetOn(device, id).boundingBox()
  const canvas = await device.page.getByTestId('canvas').boundingBox()
  const asked = (await device.layout())[id]?.fields[grid] as { w: number; h: number } | undefined
  if (drawn === null || canvas === null || asked === undefined) throw new Error(`widget ${id} is not drawn`)
  const others = COLUMNS[grid] - asked.w
  // A widget over the whole width does not tell how wide a gap is.
  if (others === 0) return { x: drawn.width / asked.w, y: drawn.height / asked.h }
  const x = (canvas.width - drawn.width) / others
  const gap = COLUMNS[grid] * x - canvas.width
  return { x, y: (drawn.height + gap) / asked.h }
}

const STEPS = 8

/** Drags a widget by whole cells with the mouse, as a hand does: in steps. */
export async function mouseDrag(
  device: Device,
  id: string,
  by: Point,
  part: 'move' | 'resize' = 'move',
): Promise<void> {
  await mouseDrags(device, id, [by], part)
}

/**
 * One drag after the other without letting go of the handle's place: after whole cells it is where the pointer is.
 * @returns the longest time between two drops, ms
 */
export async function mouseDrags(
  device: Device,
  id: string,
  ways: Point[],
  part: 'move' | 'resize' = 'move',
): Promise<number> {
  const at = await grip(device, id, part)
  const size = await cell(device, id, 'desktop')
  const { mouse } = device.page
  let longest = 0
  let dropped: number | null = null
  await mouse.move(at.x, at.y)
  for (const by of ways) {
    at.x += by.x * size.x
    at.y += by.y * size.y
    await mouse.down()
    await mouse.move(at.x, at.y, { steps: STEPS })
    await mouse.up()
    const now = Date.now()
    longest = Math.max(longest, now - (dropped ?? now))
    dropped = now
  }
  return longest
}

/** Drags a widget's handle by whole cells with a finger. */
export async function touchDrag(
  device: Device,
  id: string,
  by: Point,
  part: 'move' | 'resize' = 'move',
): Promise<void> {
  const from = await grip(device, id, part)
  const size = await cell(device, id, 'mobile')
  const session: CDPSession = await device.browser.newCDPSession(device.page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await touch('touchStart', [from])
  for (let step = 1; step <= STEPS; step++) {
    const way = step / STEPS
    await touch('touchMove', [{ x: from.x + by.x * size.x * way, y: from.y + by.y * size.y * way }])
    await device.page.waitForTimeout(16)
  }
  await touch('touchEnd', [])
  await session.detach()
}
