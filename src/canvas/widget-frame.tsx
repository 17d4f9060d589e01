/**
 * One widget on the canvas: where it is drawn, its handles, title, menu and settings. Before: canvas. Inside: the type's
 * body, which is drawn again only when the widget itself changes. Knows nothing of the grid.
 */
import Check from 'lucide/dist/esm/icons/check.mjs'
import Grip from 'lucide/dist/esm/icons/grip-vertical.mjs'
import { useMemo, useRef } from 'preact/hooks'
import type { Widget } from '../../core/layout/model'
import { Icon } from '../ui/icon'
import { memo } from '../ui/memo'
import { isTextField } from '../ui/use-undo-keys'
import { widgetName, widgetType } from '../widgets/registry'
import { useParts } from '../widgets/use-parts'
import { canvasWords } from '../words/en/canvas'
import { Boundary, NotLoaded } from './boundary'
import type { FrameHandlers } from './frame-handlers'
import type { Edge } from './gesture'
import type { PixelBox } from './metrics'
import { WidgetMenu } from './widget-menu'
import { WidgetTitle } from './widget-title'

interface WidgetFrameProps extends PixelBox {
  widget: Widget
  /** The gesture that it is in; undefined: none. */
  lifted: 'move' | 'resize' | 'keyboard' | undefined
  /** The dashboard is being arranged: a press on it is meant for the frame, not for what is in it. */
  isArranging: boolean
  isSelected: boolean
  direction: 1 | -1
  handlers: FrameHandlers
  /** Id of the element that explains the keys. */
  helpId: string
}

/** How long a finger has to stay on a widget before it takes it: sooner, it scrolls the page. */
const HOLD_MS = 400

/** Pulled by these, the corner first: it is the one that a finger finds. */
const EDGES: readonly (readonly [name: string, edge: Edge])[] = [
  ['start', { x: -1, y: 0 }],
  ['end', { x: 1, y: 0 }],
  ['bottom', { x: 0, y: 1 }],
  ['start-corner', { x: -1, y: 1 }],
]

/** What has a meaning of its own when it is pressed. */
const CONTROLS =
  'button, a, input, select, textarea, label, summary, [popover], [contenteditable], [data-keeps-presses]'

/** With a mouse the whole head is a handle, but for what is pressed for another reason. */
function isHandle(event: PointerEvent): boolean {
  const target = event.target as HTMLElement
  if (target.closest('.grip') !== null) return true
  if (event.pointerType !== 'mouse' || target.closest('button, [popover]') !== null) return false
  return target !== document.activeElement
}

function Frame(props: WidgetFrameProps) {
  const { widget, x, y, width, height, lifted, isArranging, isSelected, direction, handlers, helpId } = props
  const head = useRef<HTMLElement>(null)
  const { id } = widget
  const type = widgetType(widget.fields.type)
  const name = widgetName(widget)
  const words = canvasWords()
  const parts = useParts(type)
  const body = useMemo(() => {
    if (parts === null) return null
    if (parts === 'failed') return <NotLoaded />
    return (
      <Boundary>
        <parts.Body widget={widget} />
      </Boundary>
    )
  }, [parts, widget])

  const pressHead = (event: PointerEvent) => {
    if (!isHandle(event)) return
    event.stopPropagation()
    handlers.press(event, id, { by: 'move' }, 0)
  }
  /** Anywhere else on it: a mouse drags it while the dashboard is arranged, a finger that stays takes it at any time. */
  const pressBody = (event: PointerEvent) => {
    const control = (event.target as HTMLElement).closest(CONTROLS)
    // The title is one only while it is typed in.
    const isTitle = control?.classList.contains('widget-title') === true && control !== document.activeElement
    if (control !== null && !isTitle) return
    const isMouse = event.pointerType === 'mouse'
    if (isMouse && !isArranging) return
    handlers.press(event, id, { by: 'move' }, isMouse ? 0 : HOLD_MS)
  }
  const pressEdge = (edge: Edge) => (event: PointerEvent) => {
    event.stopPropagation()
    handlers.press(event, id, { by: 'resize', edge }, 0)
  }

  return (
    <article
      class="widget"
      data-widget-id={id}
      data-type={type.type}
      data-lifted={lifted}
      data-selected={isSelected ? '' : undefined}
      aria-label={name}
      style={{ transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` }}
      onPointerDown={pressBody}
      onClick={(event) => {
        if (isArranging && (event.target as HTMLElement).closest(CONTROLS) === null) handlers.select(id)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' || isTextField(event.target)) return
        event.preventDefault()
        handlers.remove(id)
      }}
    >
      <header class="widget-head" ref={head} onPointerDown={pressHead}>
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
          aria-pressed={lifted === 'keyboard'}
          onKeyDown={(event) => {
            if (handlers.key(event, id)) event.preventDefault()
          }}
          onBlur={() => handlers.leave(id)}
        >
          <Icon node={Grip} size={18} />
        </button>
        <WidgetTitle id={id} typeName={type.words().name} />
        <WidgetMenu widget={widget} type={type} anchor={head} direction={direction} handlers={handlers} />
      </header>
      <div class="widget-body" inert={isArranging}>
        {body}
      </div>
      {EDGES.map(([edge, sides]) => (
        <div key={edge} class="edge" data-edge={edge} aria-hidden="true" onPointerDown={pressEdge(sides)} />
      ))}
      <div class="resize" aria-hidden="true" onPointerDown={pressEdge({ x: 1, y: 1 })} />
    </article>
  )
}

export const WidgetFrame = memo(Frame)
