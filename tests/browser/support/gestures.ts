/** A person's hands: mouse, finger and keyboard on the drawn canvas. */
import type { CDPSession, Locator } from 'playwright-core'
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

/** Width of a column and height of a row on the screen, as the widget's own box and drawn size tell. */
async function cell(device: Device, id: string, grid: 'desktop' | 'mobile'): Promise<Point> {
  const drawn = await widgetOn(device, id).boundingBox()
  const asked = (await device.layout())[id]?.fields[grid] as { w: number; h: number } | undefined
  if (drawn === null || asked === undefined) throw new Error(`widget ${id} is not drawn`)
  return { x: drawn.width / asked.w, y: drawn.height / asked.h }
}

const STEPS = 8

/** Drags a widget by whole cells with the mouse, as a hand does: in steps. */
export async function mouseDrag(
  device: Device,
  id: string,
  by: Point,
  part: 'move' | 'resize' = 'move',
): Promise<void> {
  const from = await grip(device, id, part)
  const size = await cell(device, id, 'desktop')
  const { mouse } = device.page
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move(from.x + by.x * size.x, from.y + by.y * size.y, { steps: STEPS })
  await mouse.up()
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
