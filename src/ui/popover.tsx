/**
 * A panel above everything else, next to the button that opened it. The platform's popover does the layer, Escape and
 * closing on a press outside; this adds where it is and where the focus goes.
 */
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>
  onClose(): void
  label: string
  role?: 'dialog' | 'menu'
  /** `panel` becomes a sheet at the bottom edge on a narrow screen; `menu` stays at its button. */
  shape: 'panel' | 'menu'
  children: ComponentChildren
}

const MARGIN = 8

/**
 * Below the anchor, in line with its edge on the nearer side, of two alike the one where lines end; above it where there is more
 * room; always on the screen.
 */
function putBeside(panel: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const { width, height } = panel.getBoundingClientRect()
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight }
  const offCentre = at.left + at.right - room.width
  const onTheLeft = offCentre === 0 ? getComputedStyle(panel).direction === 'rtl' : offCentre < 0
  const x = Math.min(onTheLeft ? at.left : at.right - width, room.width - width - MARGIN)
  const below = at.bottom + 4
  const fitsBelow = below + height + MARGIN <= room.height || at.top < room.height - at.bottom
  const y = fitsBelow ? Math.min(below, room.height - height - MARGIN) : at.top - 4 - height
  panel.style.setProperty('--x', `${Math.max(x, MARGIN)}px`)
  panel.style.setProperty('--y', `${Math.max(y, MARGIN)}px`)
}

/** Open as long as it is drawn. Takes the focus, and gives it back to the anchor unless it went elsewhere. */
export function Popover({ anchor, onClose, label, role = 'dialog', shape, children }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useLayoutEffect(() => {
    const element = panel.current
    if (element === null) return
    const opener = anchor.current
    element.showPopover?.()
    const put = () => opener !== null && putBeside(element, opener)
    put()
    const first = element.querySelector<HTMLElement>('[data-autofocus]')
    ;(first ?? element).focus({ preventScroll: true })

    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') close.current()
    }
    element.addEventListener('toggle', onToggle)
    window.addEventListener('resize', put)
    window.addEventListener('scroll', put, { passive: true })
    return () => {
      element.removeEventListener('toggle', onToggle)
      window.removeEventListener('resize', put)
      window.removeEventListener('scroll', put)
      const focused = document.activeElement
      if (focused === null || focused === document.body || element.contains(focused)) {
        opener?.focus({ preventScroll: true })
      }
    }
  }, [anchor])

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is dialog or menu, and both have names
    <div ref={panel} popover="auto" class={`popover ${shape}`} role={role} aria-label={label} tabIndex={-1}>
      {children}
    </div>
  )
}
