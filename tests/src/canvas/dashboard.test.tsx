import { afterEach, describe, expect, it } from 'vitest'
import { ArrangingProvider, createArranging } from '../../../src/canvas/arranging'
import { asClipboardText } from '../../../src/canvas/clipboard-text'
import { Dashboard } from '../../../src/canvas/dashboard'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

let drawn: Drawn
afterEach(() => drawn.undraw())

async function start() {
  const services = createFakeServices()
  drawn = await draw(
    services,
    <ArrangingProvider value={createArranging()}>
      <Dashboard />
    </ArrangingProvider>,
  )
  return services
}
const widgets = () => drawn.root.querySelectorAll('[data-widget-id]')
const empty = () => drawn.root.querySelector('.empty')

function paste(text: string): ClipboardEvent {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  document.dispatchEvent(event)
  return event
}

describe('a dashboard without widgets', () => {
  it('takes widgets that are pasted, and leaves other text alone', async () => {
    const services = await start()
    expect(paste('Some words').defaultPrevented).toBe(false)
    const copied = asClipboardText([{ id: 'a', fields: { type: 'note', title: 'Copied' } }])
    expect(paste(copied).defaultPrevented).toBe(true)
    await waitFor(() => expect(services.calls.map(([name]) => name)).toEqual(['addWidgets']))
    await waitFor(() => expect(widgets()).toHaveLength(1))
  })

  it('of an account of which nothing was heard yet does not offer to begin with another', async () => {
    const services = await start()
    const starters = () => drawn.root.querySelectorAll('.starter')
    expect(starters().length).toBeGreaterThan(0)
    await drawn.act(() => services.layout.setState({ account: 'ada', revision: 0 }))
    expect(starters()).toHaveLength(0)
    expect(empty()?.textContent).toContain('on its way')
    await drawn.act(() => services.sync.setState({ lastSyncedAt: 1 }))
    expect(starters().length).toBeGreaterThan(0)
  })

  it('shows the canvas from the first widget on, and it stays when the last one goes', async () => {
    const services = await start()
    expect(empty()).not.toBeNull()
    const id = services.actions.addWidget('note')
    await waitFor(() => expect(widgets()).toHaveLength(1))
    expect(empty()).toBeNull()
    await drawn.act(() => services.actions.removeWidget(id))
    expect(widgets()).toHaveLength(0)
    expect(empty()).not.toBeNull()
    expect(drawn.root.querySelector('[data-testid=canvas-said]')).not.toBeNull()
  })
})
