/**
 * Copying, pasting and duplicating widgets: by menu and bar, and by the browser's own copy, cut and paste wherever no text is
 * meant. Before: ./arrange-bar, ./widget-menu, keys. After: ./add-copies.
 */
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Widget } from '../../core/layout/model'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { canvasWords } from '../words/en/canvas'
import { addCopies, addFromText, COPIES_TOAST } from './add-copies'
import type { Arranging } from './arranging'
import { isTextMeant } from './clipboard-meant'
import { asClipboardText } from './clipboard-text'

export interface Copies {
  duplicate(ids: readonly string[]): void
  copy(ids: readonly string[]): Promise<void>
  paste(): Promise<void>
}

/** Who is meant by a key: what is selected, else the widget whose handle has the focus. */
function meant(arranging: Arranging): string[] {
  const { selected } = arranging.store.getState()
  if (selected.size > 0) return [...selected]
  const focused = document.activeElement?.closest('.grip')?.closest('[data-widget-id]')
  const id = focused?.getAttribute('data-widget-id')
  return id === null || id === undefined ? [] : [id]
}

/** @param remove what cutting does after copying */
export function useCopies(arranging: Arranging, remove: (ids: readonly string[]) => void): Copies {
  const { actions, layout } = useServices()
  const toasts = useToasts()
  const removing = useRef(remove)
  removing.current = remove

  const copies = useMemo(() => {
    const widgetsOf = (ids: readonly string[]): Widget[] => {
      const { widgets } = layout.getState()
      return ids.map((id) => widgets[id]).filter((widget) => widget !== undefined)
    }
    const parts = { actions, layout, toasts, arranging }
    const tell = (text: string) => void toasts.push({ kind: 'success', text, key: COPIES_TOAST })
    const pasteText = (text: string) => addFromText(text, parts)
    return {
      widgetsOf,
      tell,
      pasteText,
      duplicate(ids: readonly string[]) {
        const added = widgetsOf(ids).map(({ fields: { type, ...fields } }) => ({ type: String(type), fields }))
        addCopies(added, canvasWords().duplicated, parts)
      },
      async copy(ids: readonly string[]) {
        const copied = widgetsOf(ids)
        await navigator.clipboard.writeText(asClipboardText(copied)).then(
          () => tell(canvasWords().copied(copied.length)),
          () => toasts.push({ kind: 'error', text: canvasWords().clipboardClosed }),
        )
      },
      async paste() {
        const text = await navigator.clipboard.readText().catch(() => null)
        if (text === null) toasts.push({ kind: 'error', text: canvasWords().clipboardClosed })
        else if (!pasteText(text)) toasts.push({ kind: 'info', text: canvasWords().nothingToPaste })
      },
    }
  }, [actions, layout, toasts, arranging])

  useEffect(() => {
    const copyOrCut = (event: ClipboardEvent) => {
      const ids = isTextMeant() ? [] : meant(arranging)
      if (ids.length === 0 || event.clipboardData === null) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', asClipboardText(copies.widgetsOf(ids)))
      if (event.type === 'cut') removing.current(ids)
      else copies.tell(canvasWords().copied(ids.length))
    }
    const paste = (event: ClipboardEvent) => {
      if (isTextMeant()) return
      if (copies.pasteText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault()
    }
    document.addEventListener('copy', copyOrCut)
    document.addEventListener('cut', copyOrCut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copyOrCut)
      document.removeEventListener('cut', copyOrCut)
      document.removeEventListener('paste', paste)
    }
  }, [arranging, copies])
  return copies
}
