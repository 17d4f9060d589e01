/** Station 1 with real input: mouse, finger and keyboard on the drawn canvas. */
import { expect, it } from 'vitest'
import type { Box } from '../../core/layout/model'
import type { Device } from './support/device'
import { mouseDrag, touchDrag, widgetOn } from './support/gestures'
import { allAgree, sharedNote } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const boxOf = async (device: Device, id: string, grid: 'desktop' | 'mobile') =>
  (await device.layout())[id]?.fields[grid] as unknown as Box

inChromium('hands on the canvas', () => {
  const world = useWorld()

  it('[L2] the mouse moves and resizes on the desktop grid only', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await sharedNote(a, null)
    const mobile = await boxOf(a, id, 'mobile')
    const start = await boxOf(a, id, 'desktop')

    await mouseDrag(a, id, { x: 3, y: 0 })
    expect(await boxOf(a, id, 'desktop')).toMatchObject({ x: start.x + 3, w: start.w, h: start.h })
    await mouseDrag(a, id, { x: 1, y: 1 }, 'resize')
    expect(await boxOf(a, id, 'desktop')).toMatchObject({ w: start.w + 1, h: start.h + 1 })
    expect(await boxOf(a, id, 'mobile')).toEqual(mobile)
    await allAgree(person, a)
  })

  it('[L2] a finger presses, moves and lifts on the mobile grid only', async () => {
    const person = await world.person()
    const a = await world.device('a', person, { viewport: { width: 390, height: 844 }, touch: true })
    const id = await sharedNote(a, null)
    const desktop = await boxOf(a, id, 'desktop')
    const start = await boxOf(a, id, 'mobile')

    await touchDrag(a, id, { x: -2, y: 1 }, 'resize')
    expect(await boxOf(a, id, 'mobile')).toMatchObject({ x: 0, w: start.w - 2, h: start.h + 1 })
    await touchDrag(a, id, { x: 1, y: 0 })
    expect(await boxOf(a, id, 'mobile')).toMatchObject({ x: 1, w: start.w - 2, h: start.h + 1 })
    expect(await boxOf(a, id, 'desktop')).toEqual(desktop)
    await allAgree(person, a)
  })

  it('the keyboard moves, resizes and removes', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await sharedNote(a, null)
    const start = await boxOf(a, id, 'desktop')
    const { keyboard } = a.page
    expect(await widgetOn(a, id).getAttribute('aria-label')).toContain('Note')

    await widgetOn(a, id).getByRole('button', { name: /^Move/ }).focus()
    await keyboard.press('Enter')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowRight')
    await keyboard.press('Shift+ArrowDown')
    await keyboard.press('Enter')
    expect(await boxOf(a, id, 'desktop')).toMatchObject({ x: start.x + 2, w: start.w, h: start.h + 1 })

    await keyboard.press('Delete')
    await until('the widget is gone', async () => (await a.layout())[id] === undefined)
    await allAgree(person, a)
  })

  it('what is far away is not on the page while a widget is dragged, and as it was afterwards', async () => {
    const a = await world.device('a', await world.person())
    const ids = await a.evaluate((count) => {
      const { actions } = window.holdfast
      return Array.from({ length: count }, () => actions.addWidget('counter'))
    }, 60)
    const far = a.page.locator('.widget[data-far]').last()
    await far.locator('.widget-body > *').first().waitFor({ state: 'attached' })
    const display = () => far.evaluate((frame) => getComputedStyle(frame).display)
    const box = await widgetOn(a, ids[0] as string)
      .locator('.grip')
      .boundingBox()
    if (box === null) throw new Error('nothing is drawn')
    const { mouse } = a.page
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await mouse.down()
    await mouse.move(box.x + 60, box.y + 60, { steps: 4 })
    expect(await display()).toBe('none')
    await a.page.keyboard.press('Escape')
    await mouse.up()
    expect(await display()).toBe('flex')
    expect(await far.locator('.widget-body > *').count()).toBeGreaterThan(0)
  })

  it('a widget is added from the menu', async () => {
    const a = await world.device('a', await world.person())
    await a.page.getByRole('button', { name: 'Add widget' }).click()
    await a.page.getByRole('dialog', { name: 'Add a widget' }).getByRole('button', { name: /clock/i }).click()
    await until('there is a clock', async () =>
      Object.values(await a.layout()).some(({ fields }) => fields.type === 'clock'),
    )
    // What draws the first widget of a dashboard is loaded with it.
    await until('it is drawn', async () => (await a.drawn()).length === 1)
  })
})
