/**
 * One widget on the canvas: where it is drawn, its handles, title, menu and settings. Before: canvas. Inside: the type's
 * body, which is drawn again only when the widget itself changes. Knows nothing of the grid.
 */
import Ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs'
import Grip from 'lucide/dist/esm/icons/grip-vertical.mjs'
import Settings from 'lucide/dist/esm/icons/settings-2.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Widget } from '../../core/layout/model'
import { Icon } from '../ui/icon'
import { memo } from '../ui/memo'
import { Menu } from '../ui/menu'
import { Popover } from '../ui/popover'
import { isTextField } from '../ui/use-undo-keys'
import { widgetName, widgetType } from '../widgets/registry'
import { useParts } from '../widgets/use-parts'
import { Boundary, NotLoaded } from './boundary'
import type { PixelBox } from './metrics'
import { WidgetTitle } from './widget-title'

/** What the frame tells the canvas. The same object for as long as the canvas lives. */
export interface FrameHandlers {
  press(event: PointerEvent, id: string, by: 'move' | 'resize', element: HTMLElement): void
  key(event: KeyboardEvent, id: string): boolean
  leave(id: string): void
  remove(id: string): void
}

interface WidgetFrameProps extends PixelBox {
  widget: Widget
  /** The gesture that it is in; undefined: none. */
  lifted: 'move' | 'resize' | 'keyboard' | undefined
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

function Frame({ widget, left, top, width, height, lifted, handlers, helpId }: WidgetFrameProps) {
  const frame = useRef<HTMLElement>(null)
  const head = useRef<HTMLElement>(null)
  const [configuring, setConfiguring] = useState(false)
  const { id } = widget
  const type = widgetType(widget.fields.type)
  const name = widgetName(widget)
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
  const press = (by: 'move' | 'resize') => (event: PointerEvent) => {
    if (frame.current === null || (by === 'move' && !isHandle(event))) return
    handlers.press(event, id, by, frame.current)
  }

  return (
    <article
      ref={frame}
      class="widget"
      data-widget-id={id}
      data-type={type.type}
      data-lifted={lifted}
      aria-label={name}
      style={{ transform: `translate(${left}px, ${top}px)`, width: `${width}px`, height: `${height}px` }}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' || isTextField(event.target)) return
        event.preventDefault()
        handlers.remove(id)
      }}
    >
      <header class="widget-head" ref={head} onPointerDown={press('move')}>
        <button
          type="button"
          class="grip"
          aria-label={`Move ${name}`}
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
        <Menu
          label={`Options of ${name}`}
          icon={Ellipsis}
          items={[
            { label: 'Settings', icon: Settings, run: () => setConfiguring(true) },
            { label: 'Remove', icon: Trash, danger: true, run: () => handlers.remove(id) },
          ]}
        />
      </header>
      <div class="widget-body">{body}</div>
      <div class="resize" aria-hidden="true" onPointerDown={press('resize')} />
      {configuring && (
        <Popover anchor={head} onClose={() => setConfiguring(false)} label={`Settings of ${name}`} shape="panel">
          <h2 class="panel-title">{type.words().name} settings</h2>
          {parts !== null && parts !== 'failed' && <parts.Settings widget={widget} />}
        </Popover>
      )}
    </article>
  )
}

export const WidgetFrame = memo(Frame)
