import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Box, Layout } from '../../../core/layout/model'
import { App } from '../../../src/app'
import { loadCanvas } from '../../../src/canvas/dashboard'
import { loadAhead } from '../../../src/ui/later'
import { WIDGET_TYPES } from '../../../src/widgets/registry'
import { loadParts } from '../../../src/widgets/use-parts'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw, press } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'
const box = (x: number, y: number): Record<string, number> => ({ x, y, w: 4, h: 3 })
const note = (id: string, title: string, desktop: Record<string, number>) => ({
  id,
  fields: { type: 'note', title, desktop, mobile: { x: 0, y: desktop.y ?? 0, w: 4, h: 3 } },
})
const TWO: Layout = { [A]: note(A, 'Notes', box(0, 1000)), [B]: note(B, 'Ideas', box(4, 1000)) }

let drawn: Drawn
async function start(layout: Layout = TWO) {
  const services = createFakeServices(layout)
  drawn = await draw(services, <App />)
  const frame = (id: string) => drawn.root.querySelector(`[data-widget-id="${id}"]`) as HTMLElement
  const grip = (id: string) => frame(id).querySelector('.grip') as HTMLElement
  const key = (id: string, name: string, more?: KeyboardEventInit) => drawn.act(() => press(grip(id), name, more))
  const said = () => drawn.root.querySelector('[data-testid=canvas-said]')?.textContent
  const desktop = (id: string) => services.layout.getState().widgets[id]?.fields.desktop as unknown as Box
  return { services, frame, grip, key, said, desktop }
}

describe('the canvas', () => {
  beforeAll(() => Promise.all([loadAhead(loadCanvas), ...WIDGET_TYPES.map(loadParts)]))
  afterEach(() => drawn.undraw())

  it('draws every widget with its id and a name', async () => {
    const { frame } = await start()
    expect(drawn.root.querySelector('[data-testid=canvas]')).not.toBeNull()
    expect([frame(A), frame(B)].map((one) => one.getAttribute('aria-label'))).toEqual(['Notes', 'Ideas'])
  })

  it('[L1] drawing makes no edit, even of boxes that overlap', async () => {
    const { services } = await start({ [A]: note(A, 'Notes', box(0, 0)), [B]: note(B, 'Ideas', box(0, 0)) })
    expect(services.calls).toEqual([])
  })

  it('moves a widget by keyboard: one edit, with the revision at which it was picked up', async () => {
    const { services, key, said } = await start()
    await key(A, 'Enter')
    expect(said()).toContain('Picked up Notes at column 1 of 12, row 1')
    services.held.revision = 9
    await key(A, 'ArrowRight')
    await key(A, 'ArrowDown')
    expect(said()).toBe('Notes, column 2 of 12, row 4')
    expect(services.calls).toEqual([])
    await key(A, 'Enter')
    expect(services.calls).toEqual([
      [
        'moveWidget',
        A,
        { x: 1, y: expect.any(Number), w: 4, h: 3 },
        { grid: 'desktop', base: { revision: 7, epoch: 0 } },
      ],
    ])
    expect(said()).toBe('Notes dropped at column 2 of 12, row 4')
  })

  it('[L1] a widget that gives way is not edited', async () => {
    const { key, desktop } = await start()
    await key(A, 'Enter')
    for (let i = 0; i < 4; i++) await key(A, 'ArrowRight')
    await key(A, ' ')
    expect(desktop(A)).toMatchObject({ x: 4 })
    expect(desktop(B)).toEqual(box(4, 1000))
  })

  it('resizes with Shift and the arrows', async () => {
    const { services, key, said } = await start()
    await key(A, ' ')
    await key(A, 'ArrowRight', { shiftKey: true })
    await key(A, 'ArrowDown', { shiftKey: true })
    expect(said()).toBe('Notes is now 5 columns wide and 4 rows high')
    await key(A, 'Enter')
    expect(services.calls).toEqual([
      ['resizeWidget', A, { w: 5, h: 4 }, { grid: 'desktop', base: { revision: 7, epoch: 0 } }],
    ])
  })

  it('Escape puts it back, and a gesture that ends where it began makes no edit', async () => {
    const { services, key, said } = await start()
    await key(A, 'Enter')
    await key(A, 'ArrowRight')
    await key(A, 'Escape')
    expect(said()).toBe('Notes put back')
    await key(A, 'Enter')
    await key(A, 'ArrowRight')
    await key(A, 'ArrowLeft')
    await key(A, 'Enter')
    expect(services.calls).toEqual([])
  })

  it('another device may remove what is picked up here', async () => {
    const { services, key, frame } = await start()
    await key(A, 'Enter')
    await key(A, 'ArrowRight')
    await drawn.act(() => services.layout.setState({ widgets: { [B]: TWO[B] as Layout[string] } }))
    expect(frame(A)).toBeNull()
    await key(B, 'Enter')
    await key(B, 'ArrowLeft')
    await key(B, 'Enter')
    expect(services.calls.map(([name, id]) => [name, id])).toEqual([['moveWidget', B]])
  })

  it('another device’s change redraws the others and keeps the page’s elements', async () => {
    const { services, frame } = await start()
    const [a, b] = [frame(A), frame(B)]
    await drawn.act(() => services.remote(B, { desktop: box(0, 0), title: 'Plans' }))
    expect([frame(A), frame(B)]).toEqual([a, b])
    expect([...(a.parentElement?.children ?? [])].indexOf(a)).toBeLessThan(
      [...(b.parentElement?.children ?? [])].indexOf(b),
    )
    expect(b.getAttribute('aria-label')).toBe('Plans')
  })

  it('Delete removes, moves the focus on, and offers to undo', async () => {
    const { services, key, frame, grip } = await start()
    await key(A, 'Delete')
    expect(services.calls).toEqual([['removeWidget', A]])
    expect(document.activeElement).toBe(grip(B))
    const undo = [...drawn.root.querySelectorAll<HTMLElement>('.toast button')].find(
      (one) => one.textContent === 'Undo',
    )
    await drawn.act(() => undo?.click())
    expect(frame(A)).not.toBeNull()
  })

  it('Ctrl+Z takes back, but in a text field it belongs to the field', async () => {
    const { services, frame, key } = await start()
    await key(A, 'z', { ctrlKey: true })
    await key(A, 'Z', { metaKey: true, shiftKey: true })
    await drawn.act(() => press(frame(A).querySelector('textarea') as Element, 'z', { ctrlKey: true }))
    await drawn.act(() => press(frame(A).querySelector('.widget-title') as Element, 'Delete'))
    expect(services.calls).toEqual([['undo'], ['redo']])
  })

  it('offers dashboards to begin with when there is none, in one step that can be taken back', async () => {
    const { services } = await start({})
    const starter = drawn.root.querySelector<HTMLElement>('.empty .starter')
    await drawn.act(() => starter?.click())
    expect(services.calls.map(([name]) => name)).toEqual(['addWidgets'])
    expect(drawn.root.querySelectorAll('[data-widget-id]').length).toBeGreaterThan(1)
    expect(drawn.root.querySelector('.empty')).toBeNull()
    await drawn.act(() => services.actions.undo())
    expect(drawn.root.querySelector('.empty')).not.toBeNull()
  })

  it('an unknown type is drawn, and says that it needs a newer app', async () => {
    const { frame } = await start({ [A]: { id: A, fields: { type: 'weather', title: 'Sky', desktop: 'rubbish' } } })
    await waitFor(() => expect(frame(A).textContent).toContain('Needs a newer app'))
  })
})
