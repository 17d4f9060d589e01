/**
 * The head of a widget's frame: its mark when it is selected, handle, title and menu. Before: widget-frame. It is drawn again only
 * when the widget itself changes, not when it moves. Knows neither where the widget is nor what is in it.
 */
import Check from 'lucide/dist/esm/icons/check.mjs'
import { useRef } from 'preact/hooks'
import type { Widget } from '../../core/layout/model'
import { Icon } from '../ui/icon'
import { memo } from '../ui/memo'
import { widgetName } from '../widgets/registry'
import type { WidgetType } from '../widgets/widget-type'
import { canvasWords } from '../words/en/canvas'
import type { FrameHandlers } from './frame-handlers'
import { GRIP } from './frame-icons'
import { WidgetMenu } from './widget-menu'
import { WidgetTitle } from './widget-title'

interface WidgetHeadProps {
  widget: Widget
  type: WidgetType
  /** It was picked up with a key. */
  isPickedUp: boolean
  isArranging: boolean
  isSelected: boolean
  direction: 1 | -1
  handlers: FrameHandlers
  /** Id of the element that explains the keys. */
  helpId: string
}

/** With a mouse the whole head is a handle, but for what is pressed for another reason. */
function isHandle(event: PointerEvent): boolean {
  const target = event.target as HTMLElement
  if (target.closest('.grip') !== null) return true
  if (event.pointerType !== 'mouse' || target.closest('button, [popover]') !== null) return false
  return target !== document.activeElement
}

function Head({ widget, type, isPickedUp, isArranging, isSelected, direction, handlers, helpId }: WidgetHeadProps) {
  const head = useRef<HTMLElement>(null)
  const { id } = widget
  const name = widgetName(widget)
  const words = canvasWords()
  const press = (event: PointerEvent) => {
    if (!isHandle(event)) return
    event.stopPropagation()
    handlers.press(event, id, { by: 'move' }, 0)
  }
  return (
    <header class="widget-head" ref={head} onPointerDown={press}>
      {isArranging && (
        <button
          type="button"
          class="select"
          aria-pressed={isSelected}
          aria-label={words.selectNamed(name)}
          onClick={() => handlers.select(id)}
        >
          <span class="select-mark">
            <Icon node={Check} size={14} />
          </span>
        </button>
      )}
      <button
        type="button"
        class="grip"
        aria-label={words.move(name)}
        aria-describedby={helpId}
        aria-pressed={isPickedUp}
        onKeyDown={(event) => {
          if (handlers.key(event, id)) event.preventDefault()
        }}
        onBlur={() => handlers.leave(id)}
      >
        <Icon node={GRIP} size={18} />
      </button>
      <WidgetTitle id={id} typeName={type.words().name} />
      <WidgetMenu widget={widget} type={type} anchor={head} direction={direction} handlers={handlers} />
    </header>
  )
}

export const WidgetHead = memo(Head)
