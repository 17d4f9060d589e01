/** Pasting widgets into a dashboard that has none. What reads and adds them is loaded by it. Before: ./dashboard. After: ./add-copies. */
import { useEffect } from 'preact/hooks'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { pageWords } from '../words/en/page'
import { useArranging } from './arranging'
import { isTextMeant, KIND } from './clipboard-meant'

export function usePasteFirst(): void {
  const { actions, layout } = useServices()
  const toasts = useToasts()
  const arranging = useArranging()
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isTextMeant() || !text.includes(KIND)) return
      event.preventDefault()
      import('./add-copies').then(
        ({ addFromText }) => addFromText(text, { actions, layout, toasts, arranging }),
        () => toasts.push({ kind: 'error', text: pageWords().notLoaded }),
      )
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [actions, layout, toasts, arranging])
}
