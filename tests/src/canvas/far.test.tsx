/** What is far from the window: drawn later, and left where it was while something else is moved. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Layout } from '../../../core/layout/model'
import { App } from '../../../src/app'
import { loadCanvas } from '../../../src/canvas/dashboard'
import { isNear, viewAt } from '../../../src/canvas/use-view'
import { loadAhead } from '../../../src/ui/later'
import { WIDGET_TYPES } from '../../../src/widgets/registry'
import { loadParts } from '../../../src/widgets/use-parts'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw, press } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

describe('what is near', () => {
  it('is what is in the window, and something above and below it', () => {
    const view = viewAt(-2_000, 800)
    expect(isNear({ y: 2_000, height: 100 }, view)).toBe(true)
    expect(isNear({ y: 2_700, height: 100 }, view)).toBe(true)
    expect(isNear({ y: 1_850, height: 100 }, view)).toBe(true)
    expect(isNear({ y: 1_000, height: 100 }, view)).toBe(false)
    expect(isNear({ y: 4_000, height: 100 }, view)).toBe(false)
  })

  it('is the same after scrolling a little', () => {
    expect(viewAt(-2_010, 800)).toEqual(viewAt(-2_000, 800))
    expect(viewAt(-2_200, 800)).not.toEqual(viewAt(-2_000, 800))
  })
})

describe('a long dashboard', () => {
  const id = (i: number) => `11111111-1111-4111-8111-${String(i).padStart(12, '0')}`
  const COUNT = 60
  const layout: Layout = Object.fromEntries(
    Array.from({ length: COUNT }, (_, i) => {
      const place = { x: 0, y: 1000 + i * 3, w: 4, h: 3 }
      return [id(i), { id: id(i), fields: { type: 'counter', title: `No ${i}`, desktop: place, mobile: place } }]
    }),
  )
  let drawn: Drawn
  const frame = (i: number) => drawn.root.querySelector<HTMLElement>(`[data-widget-id="${id(i)}"]`)
  const body = (i: number) => frame(i)?.querySelector('.widget-body')?.firstChild ?? null

  beforeAll(() => Promise.all([loadAhead(loadCanvas), ...WIDGET_TYPES.map(loadParts)]))
  afterEach(() => drawn.undraw())

  it('has every widget by name at once, and what is in them from the top on, without being asked', async () => {
    drawn = await draw(createFakeServices(layout), <App />)
    expect([0, COUNT - 1].map((i) => frame(i)?.getAttribute('aria-label'))).toEqual(['No 0', `No ${COUNT - 1}`])
    expect(frame(0)?.dataset.far).toBeUndefined()
    expect(frame(COUNT - 1)?.dataset.far).toBe('')
    expect([body(0) === null, body(COUNT - 1) === null]).toEqual([false, true])
    expect(frame(COUNT - 1)?.childElementCount).toBe(0)
    await waitFor(() => expect(body(COUNT - 1)).not.toBeNull())
  })

  it('has edges to pull where a pointer was, and nowhere else', async () => {
    drawn = await draw(createFakeServices(layout), <App />)
    const edges = (i: number) => frame(i)?.querySelectorAll('.edge').length
    expect(edges(0)).toBe(0)
    await drawn.act(() => void frame(0)?.dispatchEvent(new PointerEvent('pointerenter')))
    expect([edges(0), edges(1)]).toEqual([4, 0])
  })

  it('moves nobody far away while a widget is in the hand, and everybody when it is dropped', async () => {
    drawn = await draw(createFakeServices(layout), <App />)
    const last = () => frame(COUNT - 1)?.style.transform
    const before = last()
    const key = (name: string, more?: KeyboardEventInit) =>
      drawn.act(() => press(frame(0)?.querySelector('.grip') as HTMLElement, name, more))
    await key('Enter')
    await key('ArrowDown', { shiftKey: true })
    expect(last()).toBe(before)
    await key('Enter')
    expect(last()).not.toBe(before)
  })
})
