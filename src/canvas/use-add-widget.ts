/** Adds a widget, and brings it into view with the focus on its handle. Before: the catalogue. After: actions.addWidget. */
import { attempt } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import type { WidgetType } from '../widgets/widget-type'
import { bringToView } from './bring-to-view'

export function useAddWidget(): (type: WidgetType) => void {
  const { actions } = useServices()
  const toasts = useToasts()
  return (type) => {
    attempt(toasts, () => bringToView(actions.addWidget(type.type), { block: 'nearest', behavior: 'smooth' }))
  }
}
