/** Removing widgets: the edits, an offer to undo them, and where the focus goes. After: actions.removeWidgets. */
import { attempt, UNDO_OFFER } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { widgetName } from '../widgets/registry'
import { canvasWords } from '../words/en/canvas'

/** The handle of the first widget after the last of them on the page, or before the first, else the button that adds one. */
function focusBeside(ids: readonly string[]): void {
  const frames = [...document.querySelectorAll('[data-widget-id]')]
  const isGoing = (frame: Element) => ids.includes(frame.getAttribute('data-widget-id') ?? '')
  const last = frames.findLastIndex(isGoing)
  const next = frames[last + 1] ?? frames.slice(0, frames.findIndex(isGoing)).at(-1)
  const target = next?.querySelector<HTMLElement>('.grip') ?? document.querySelector<HTMLElement>('.add-widget')
  target?.focus({ preventScroll: true })
}

/** Calls `say` with what happened, for people who do not see it. */
export function useRemove(say: (words: string) => void): (ids: readonly string[]) => void {
  const { actions, layout } = useServices()
  const toasts = useToasts()
  return (ids) => {
    const { widgets } = layout.getState()
    const there = ids.filter((id) => widgets[id] !== undefined)
    const first = widgets[there[0] ?? '']
    if (first === undefined) return
    const words = canvasWords()
    const text = there.length === 1 ? words.removed(widgetName(first)) : words.removedSeveral(there.length)
    focusBeside(there)
    const remove = () => (there.length === 1 ? actions.removeWidget(first.id) : actions.removeWidgets(there))
    if (!attempt(toasts, remove)) return
    say(text)
    toasts.push({
      kind: 'info',
      key: UNDO_OFFER,
      text,
      action: { label: words.undo, run: () => attempt(toasts, actions.undo) },
    })
  }
}
