/** Draws components into the document with fake services, as main does with the real ones. */
import { type ComponentChildren, render } from 'preact'
import { act } from 'preact/test-utils'
import { ServicesProvider } from '../../../src/ui/services'
import { createToasts, type Toasts, ToastsProvider } from '../../../src/ui/toasts'
import type { FakeServices } from './fake-services'

export interface Drawn {
  root: HTMLElement
  toasts: Toasts
  /** Does something, and waits until what follows from it is drawn. */
  act(what: () => void): Promise<void>
  undraw(): void
}

export async function draw(services: FakeServices, children: ComponentChildren): Promise<Drawn> {
  const root = document.createElement('div')
  document.body.append(root)
  const toasts = createToasts()
  await act(() =>
    render(
      <ServicesProvider value={services}>
        <ToastsProvider value={toasts}>{children}</ToastsProvider>
      </ServicesProvider>,
      root,
    ),
  )
  return {
    root,
    toasts,
    act: async (what) => {
      await act(what)
    },
    undraw() {
      render(null, root)
      root.remove()
    },
  }
}

/** Types into a field as a person does: the whole text at once, one input event. */
export function typeInto(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus()
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

export function press(element: Element, key: string, more: KeyboardEventInit = {}): void {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
}
