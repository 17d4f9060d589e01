/** Keys while the dashboard is arranged: Escape ends it, Ctrl or Cmd with A selects everything, Delete removes what is selected. */
import { useEffect, useRef } from 'preact/hooks'
import { isTextField } from '../ui/use-undo-keys'
import type { Arranging } from './arranging'

/** @param isHeld something is in the hand: then Escape is for that */
export function useArrangingKeys(
  arranging: Arranging,
  order: readonly string[],
  isHeld: boolean,
  remove: (ids: readonly string[]) => void,
): void {
  const latest = useRef({ order, isHeld, remove })
  latest.current = { order, isHeld, remove }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { isOn, selected } = arranging.store.getState()
      const now = latest.current
      if (!isOn || now.isHeld || event.defaultPrevented || isTextField(event.target)) return
      if (document.querySelector('dialog[open], :popover-open') !== null) return
      if (event.key === 'Escape') arranging.end()
      else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) arranging.select(now.order)
      else if (event.key === 'Delete' && selected.size > 0) now.remove([...selected])
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [arranging])
}
