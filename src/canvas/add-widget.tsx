/** The "Add widget" button and its menu of every registered type. After: actions.addWidget. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { attempt } from '../ui/attempt'
import { Icon } from '../ui/icon'
import { Popover } from '../ui/popover'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { useOpener } from '../ui/use-opener'
import { WIDGET_TYPES } from '../widgets/registry'
import type { WidgetType } from '../widgets/widget-type'
import { canvasWords } from '../words/en/canvas'

/** Adds one, and brings it into view with the focus in its title. */
function useAddWidget(): (type: WidgetType) => void {
  const { actions } = useServices()
  const toasts = useToasts()
  return (type) => {
    attempt(toasts, () => {
      const id = actions.addWidget(type.type)
      // Drawn in a moment: the store has told the canvas already.
      requestAnimationFrame(() => {
        const frame = document.querySelector(`[data-widget-id="${id}"]`)
        frame?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
        frame?.querySelector<HTMLElement>('.grip')?.focus({ preventScroll: true })
      })
    })
  }
}

/** The list of types, to choose from. */
export function WidgetChoices({ onChosen }: { onChosen?: () => void }) {
  const add = useAddWidget()
  return (
    <ul class="choices">
      {WIDGET_TYPES.map((type, i) => (
        <li key={type.type}>
          <button
            type="button"
            class="choice"
            data-autofocus={i === 0 ? '' : undefined}
            onClick={() => {
              onChosen?.()
              add(type)
            }}
          >
            <span class="choice-icon">
              <Icon node={type.icon} size={20} />
            </span>
            <span class="choice-words">
              <strong>{type.words().name}</strong>
              <span>{type.words().about}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export function AddWidget() {
  const { open, anchor, close, buttonProps } = useOpener()
  const words = canvasWords()
  return (
    <>
      <button {...buttonProps} class="button primary add-widget" aria-haspopup="dialog" aria-label={words.addWidget}>
        <Icon node={Plus} size={18} />
        <span class="dock-words">{words.addWidget}</span>
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} label={words.addAWidget} shape="panel">
          <h2 class="panel-title">{words.addAWidget}</h2>
          <WidgetChoices onChosen={close} />
        </Popover>
      )}
    </>
  )
}
