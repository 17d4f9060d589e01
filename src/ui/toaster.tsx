/** Draws the toasts, above dialogs too, and lets them stay while somebody is at them. */
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs'
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs'
import Info from 'lucide/dist/esm/icons/info.mjs'
import X from 'lucide/dist/esm/icons/x.mjs'
import { pageWords } from '../words/en/page'
import { Icon } from './icon'
import { useToasts } from './toasts'
import { useStore } from './use-store'

const ICONS = { info: Info, success: CircleCheck, error: CircleAlert }

export function Toaster() {
  const toasts = useToasts()
  const words = pageWords()
  const shown = useStore(toasts.store, (state) => state.toasts)
  return (
    <section
      class="toaster"
      aria-label={words.messages}
      aria-live="polite"
      onPointerEnter={toasts.pause}
      onPointerLeave={toasts.resume}
      onFocusIn={toasts.pause}
      onFocusOut={toasts.resume}
    >
      {shown.map((toast) => (
        <div class="toast" key={toast.id} data-kind={toast.kind}>
          <Icon node={ICONS[toast.kind]} size={20} />
          <span class="toast-text">{toast.text}</span>
          {toast.action !== undefined && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                toasts.dismiss(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button type="button" class="icon-button" aria-label={words.dismiss} onClick={() => toasts.dismiss(toast.id)}>
            <Icon node={X} size={16} />
          </button>
        </div>
      ))}
    </section>
  )
}
