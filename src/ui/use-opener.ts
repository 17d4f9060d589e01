/** State of a button that opens a popover. A press on it while open closes, though the press outside the popover already did. */
import { useRef, useState } from 'preact/hooks'

export function useOpener() {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  return {
    open,
    anchor,
    close: () => setOpen(false),
    show: () => setOpen(true),
    /** For the button. */
    buttonProps: {
      ref: anchor,
      type: 'button' as const,
      'aria-expanded': open,
      onPointerDown: () => {
        wasOpen.current = open
      },
      onClick: () => {
        setOpen(!wasOpen.current)
        wasOpen.current = false
      },
    },
  }
}
