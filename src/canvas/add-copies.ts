/** Adds copies of widgets, in free places of the dashboard, and says so. Before: ./use-copies, ./use-paste-first. After: actions.addWidgets. */
import { inFreePlaces } from '../../core/layout/copies'
import type { NewWidget } from '../store/layout-actions'
import { attempt } from '../ui/attempt'
import type { Services } from '../ui/services'
import type { Toasts } from '../ui/toasts'
import { canvasWords } from '../words/en/canvas'
import type { Arranging } from './arranging'
import { fromClipboardText } from './clipboard-text'

export interface CopiesParts extends Pick<Services, 'actions' | 'layout'> {
  toasts: Toasts
  arranging: Arranging
}

/** Key of the toast that says what was copied or added. */
export const COPIES_TOAST = 'copies'

/** What was added is selected, so that it can be moved on at once. */
export function addCopies(
  added: readonly NewWidget[],
  words: (n: number) => string,
  { actions, layout, toasts, arranging }: CopiesParts,
): void {
  attempt(toasts, () => {
    const { widgets } = layout.getState()
    const placed = inFreePlaces(
      widgets,
      added.map(({ fields = {} }) => fields),
    )
    const ids = actions.addWidgets(added.map(({ type }, i) => ({ type, fields: placed[i] ?? {} })))
    if (arranging.store.getState().isOn) arranging.select(ids)
    toasts.push({ kind: 'success', text: words(ids.length), key: COPIES_TOAST })
    requestAnimationFrame(() =>
      document.querySelector(`[data-widget-id="${ids[0]}"]`)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }),
    )
  })
}

/** False: the text holds no widgets. */
export function addFromText(text: string, parts: CopiesParts): boolean {
  const found = fromClipboardText(text)
  if (found.length > 0) addCopies(found, canvasWords().pasted, parts)
  return found.length > 0
}
