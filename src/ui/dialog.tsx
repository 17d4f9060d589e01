/** A window over the page that waits for an answer: the platform's <dialog>, with a title and a close button. */
import X from 'lucide/dist/esm/icons/x.mjs'
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { pageWords } from '../words/en/page'
import { Icon } from './icon'

interface DialogProps {
  title: string
  onClose(): void
  children: ComponentChildren
}

/** Open as long as it is drawn. Escape, the button and a press on the backdrop call `onClose`. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal?.()
    return () => element?.close?.()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape; this is the press on the backdrop
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div class="dialog-content">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon-button" aria-label={pageWords().close} onClick={onClose}>
            <Icon node={X} size={18} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
