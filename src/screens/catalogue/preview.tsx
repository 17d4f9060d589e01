/** A widget type as it looks with something in it: the real thing, on a layout of its own that nobody can touch. Before: ./catalogue. */
import { useMemo } from 'preact/hooks'
import type { Json, Widget } from '../../../core/layout/model'
import { Boundary } from '../../canvas/boundary'
import type { LayoutActions } from '../../store/layout-actions'
import { createLayoutStore } from '../../store/layout-store'
import { ServicesProvider, useServices } from '../../ui/services'
import { useParts } from '../../widgets/use-parts'
import { widgetTint } from '../../widgets/widget-colour'
import type { WidgetType } from '../../widgets/widget-type'

const ID = 'preview'
const nothing = () => {}

/** Nobody can press anything in it; what draws itself anew makes no edit either. */
const NO_ACTIONS: LayoutActions = {
  seen: () => ({ revision: 0, epoch: 0 }),
  typing: () => nothing,
  addWidget: () => ID,
  addWidgets: () => [],
  moveWidget: nothing,
  moveWidgets: nothing,
  resizeWidget: nothing,
  editWidget: nothing,
  removeWidget: nothing,
  removeWidgets: nothing,
  undo: nothing,
  redo: nothing,
}

export function Preview({ type }: { type: WidgetType }) {
  const services = useServices()
  const parts = useParts(type)
  const shown = useMemo(() => {
    if (parts === null || parts === 'failed') return null
    const fields: Record<string, Json> = { ...type.fields, ...parts.example?.(), type: type.type }
    const widget: Widget = { id: ID, fields }
    const layout = createLayoutStore({
      account: 'local',
      widgets: { [ID]: widget },
      revision: 0,
      canUndo: false,
      canRedo: false,
    })
    return { widget, services: { ...services, layout, actions: NO_ACTIONS } }
  }, [type, parts, services])
  return (
    <div class="preview" aria-hidden="true" inert>
      {shown !== null && parts !== null && parts !== 'failed' && (
        <div class="preview-widget widget-body" data-type={type.type} data-colour={widgetTint(shown.widget)}>
          <ServicesProvider value={shown.services}>
            <Boundary>
              <parts.Body widget={shown.widget} />
            </Boundary>
          </ServicesProvider>
        </div>
      )}
    </div>
  )
}
