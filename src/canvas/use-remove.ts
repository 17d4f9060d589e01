/** Removing a widget: the edit, an offer to undo it, and where the focus goes. After: actions.removeWidget. */
import { attempt, UNDO_OFFER } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { widgetName } from '../widgets/registry'
import { removed } from './words'

/** The handle of the widget after or before it on the page, else the button that adds one. */
function focusBeside(id: string): void {
  const frames = [...document.querySelectorAll('[data-widget-id]')]
  const at = frames.findIndex((frame) => frame.getAttribute('data-widget-id') === id)
  const next = frames[at + 1] ?? frames[at - 1]
  const target = next?.querySelector<HTMLElement>('.grip') ?? document.querySelector<HTMLElement>('.add-widget')
  target?.focus({ preventScroll: true })
}

/** Calls `say` with what happened, for people who do not see it. */
export function useRemove(say: (words: string) => void): (id: string) => void {
  const { actions, layout } = useServices()
  const toasts = useToasts()
  return (id) => {
    const widget = layout.getState().widgets[id]
    if (widget === undefined) return
    const text = removed(widgetName(widget))
    focusBeside(id)
    if (!attempt(toasts, () => actions.removeWidget(id))) return
    say(text)
    toasts.push({
      kind: 'info',
      key: UNDO_OFFER,
      text,
      action: { label: 'Undo', run: () => attempt(toasts, actions.undo) },
    })
  }
}
