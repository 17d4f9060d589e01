/** A widget of a type drawn alone, as its frame draws it: anew with each change of the layout. */
import type { Json, Widget } from '../../../core/layout/model'
import { useStore } from '../../../src/ui/use-store'
import type { WidgetParts } from '../../../src/widgets/widget-type'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices, type FakeServices } from '../ui/fake-services'

const ID = '11111111-1111-4111-8111-111111111111'

export interface DrawnWidget extends Drawn {
  services: FakeServices
  /** As it is now. */
  widget(): Widget
  /** What was edited, in order. */
  edits(): Record<string, Json | undefined>[]
  /** Presses the button or link of that accessible name, or of that text. Throws when there is none. */
  press(name: string): Promise<void>
}

const nameOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent?.trim()

export async function drawWidget(
  parts: WidgetParts,
  type: string,
  fields: Record<string, Json> = {},
  services = createFakeServices(),
): Promise<DrawnWidget> {
  services.remote(ID, { type, ...fields })
  const widget = () => services.layout.getState().widgets[ID] ?? { id: ID, fields: {} }
  function Frame() {
    const drawnNow = useStore(services.layout, (state) => state.widgets[ID])
    return drawnNow === undefined ? null : <parts.Body widget={drawnNow} />
  }
  const drawn = await draw(services, <Frame />)
  return {
    ...drawn,
    services,
    widget,
    edits: () =>
      services.calls.flatMap(([name, , edited]) =>
        name === 'editWidget' ? [edited as Record<string, Json | undefined>] : [],
      ),
    async press(name) {
      const found = [...drawn.root.querySelectorAll<HTMLElement>('button, a')].find((one) => nameOf(one) === name)
      if (found === undefined) throw new Error(`there is no button “${name}”`)
      await drawn.act(() => found.click())
    },
  }
}
