/** Adds a widget, and brings it into view with the focus on its handle. Before: the catalogue. After: actions.addWidget. */
import { attempt } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import type { WidgetType } from '../widgets/widget-type'

export function useAddWidget(): (type: WidgetType) => void {
  const { actions } = useServices()
  const toasts = useToasts()
  return (type) => {
    attempt(toasts, () => {
      const id = actions.addWidget(type.type)
      // Drawn in a moment: the store has told the canvas already.
      requestAnimationFrame(() => {
        const frame = document.querySelector(`[data-widget-id="${id}"]`)
        frame?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
        frame?.querySelector<HTMLElement>('.grip')?.focus({ preventScroll: true })
      })
    })
  }
}
