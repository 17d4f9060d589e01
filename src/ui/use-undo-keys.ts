/** Ctrl or Cmd with Z takes back, with Shift+Z (or Y) does again; but in a text field these keys belong to the field. */
import { useEffect } from 'preact/hooks'
import { attempt } from './attempt'
import { useServices } from './services'
import { useToasts } from './toasts'

/** True when keys typed there are text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

export function useUndoKeys(): void {
  const { actions } = useServices()
  const toasts = useToasts()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return
      if (document.querySelector('dialog[open]') !== null) return
      const key = event.key.toLowerCase()
      const again = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey)
      if (!again && key !== 'z') return
      event.preventDefault()
      attempt(toasts, again ? actions.redo : actions.undo)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [actions, toasts])
}
