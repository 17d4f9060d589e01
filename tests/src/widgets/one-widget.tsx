/** One widget drawn as the page draws it: anew whenever the layout changes. */
import type { Json } from '../../../core/layout/model'
import { useStore } from '../../../src/ui/use-store'
import type { WidgetParts } from '../../../src/widgets/widget-type'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices, type FakeServices } from '../ui/fake-services'

export const ID = '11111111-1111-4111-8111-111111111111'

export interface OneWidget extends Drawn {
  services: FakeServices
  /** The fields as they are now. */
  fields(): Record<string, Json>
  /** The fields of every edit, oldest first. */
  edits(): Record<string, Json | undefined>[]
  find<E extends HTMLElement>(selector: string): E
  all<E extends HTMLElement>(selector: string): E[]
}

export async function drawWidget(
  parts: WidgetParts,
  fields: Record<string, Json>,
  part: 'Body' | 'Settings' = 'Body',
): Promise<OneWidget> {
  const services = createFakeServices({ [ID]: { id: ID, fields } })
  const Part = parts[part]
  function Whole() {
    const widget = useStore(services.layout, (state) => state.widgets[ID])
    return widget === undefined ? null : <Part widget={widget} />
  }
  const drawn = await draw(services, <Whole />)
  return {
    ...drawn,
    services,
    fields: () => services.layout.getState().widgets[ID]?.fields ?? {},
    edits: () => services.calls.filter(([name]) => name === 'editWidget').map(([, , edited]) => edited as never),
    find<E extends HTMLElement>(selector: string): E {
      const found = drawn.root.querySelector<E>(selector)
      if (found === null) throw new Error(`there is no ${selector}`)
      return found
    },
    all: <E extends HTMLElement>(selector: string) => [...drawn.root.querySelectorAll<E>(selector)],
  }
}

/** Pastes as a browser does: an event with the text, and nothing by itself. */
export function pasteInto(field: HTMLElement, text: string): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { getData: () => text } })
  field.focus()
  field.dispatchEvent(event)
}
