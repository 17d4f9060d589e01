/**
 * One widget on the canvas: where it is drawn, and its edges. Before: canvas. Inside: widget-head and the type's body, which are
 * drawn again only when the widget itself changes. Knows nothing of the grid.
 */
import { useMemo, useState } from 'preact/hooks'
import type { Widget } from '../../core/layout/model'
import { isTextField } from '../ui/use-undo-keys'
import { widgetName, widgetType } from '../widgets/registry'
import { useParts } from '../widgets/use-parts'
import { widgetTint } from '../widgets/widget-colour'
import { Boundary, NotLoaded } from './boundary'
import type { FrameHandlers } from './frame-handlers'
import type { Edge } from './gesture'
import type { PixelBox } from './metrics'
import { useDrawnLater } from './use-drawn-later'
import { WidgetHead } from './widget-head'

interface WidgetFrameProps extends PixelBox {
  widget: Widget
  /** In the window, or soon. */
  isNear: boolean
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

/** Pulled by these, once a pointer has been there, and by the corner, which is the one that a finger finds. */
const EDGES: readonly (readonly [name: string, edge: Edge])[] = [
  ['start', { x: -1, y: 0 }],
  ['end', { x: 1, y: 0 }],
  ['bottom', { x: 0, y: 1 }],
  ['start-corner', { x: -1, y: 1 }],
]

/** What has a meaning of its own when it is pressed. */
const CONTROLS =
  'button, a, input, select, textarea, label, summary, [popover], [contenteditable], [data-keeps-presses]'

export function WidgetFrame(props: WidgetFrameProps) {
  const { widget, isNear, x, y, width, height, lifted, isArranging, isSelected, direction, handlers, helpId } = props
  const { id } = widget
  const type = widgetType(widget.fields.type)
  const name = widgetName(widget)
  const parts = useParts(type)
  const isDrawn = useDrawnLater(isNear)
  const [isEntered, setEntered] = useState(false)
  const body = useMemo(() => {
    if (parts === null) return null
    if (parts === 'failed') return <NotLoaded />
    return (
      <Boundary>
        <parts.Body widget={widget} />
      </Boundary>
    )
  }, [parts, widget])

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
      data-far={isNear ? undefined : ''}
      data-colour={widgetTint(widget)}
      data-lifted={lifted}
      data-selected={isSelected ? '' : undefined}
      aria-label={name}
      style={{ transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` }}
      onPointerDown={pressBody}
      onPointerEnter={() => setEntered(true)}
      onClick={(event) => {
        if (isArranging && (event.target as HTMLElement).closest(CONTROLS) === null) handlers.select(id)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' || isTextField(event.target)) return
        event.preventDefault()
        handlers.remove(id)
      }}
    >
      {isDrawn && (
        <>
          <WidgetHead
            widget={widget}
            type={type}
            isPickedUp={lifted === 'keyboard'}
            isArranging={isArranging}
            isSelected={isSelected}
            direction={direction}
            handlers={handlers}
            helpId={helpId}
          />
          <div class="widget-body" inert={isArranging}>
            {body}
          </div>
          {(isEntered || isArranging) &&
            EDGES.map(([edge, sides]) => (
              <div key={edge} class="edge" data-edge={edge} aria-hidden="true" onPointerDown={pressEdge(sides)} />
            ))}
          <div class="resize" aria-hidden="true" onPointerDown={pressEdge({ x: 1, y: 1 })} />
        </>
      )}
    </article>
  )
}
