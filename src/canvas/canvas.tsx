/**
 * The dashboard: every widget where `place` draws it, and what is going on with one of them. Before: the layout store.
 * After: ./use-gesture and ./use-remove, which make the edits. Another device's change redraws the others, but the widget
 * in somebody's hand stays in the hand.
 */
import { useId, useMemo, useRef } from 'preact/hooks'
import { useServices } from '../ui/services'
import { useStore } from '../ui/use-store'
import { EmptyCanvas } from './empty-canvas'
import { type Boxes, drawnWith } from './gesture'
import { metricsFor, type PixelBox, toPixels } from './metrics'
import { useGesture } from './use-gesture'
import { useRemove } from './use-remove'
import { useWidth } from './use-width'
import { type FrameHandlers, WidgetFrame } from './widget-frame'
import { HOW_TO_MOVE } from './words'

/**
 * The ids in the order of the page: as drawn at first, later ones after them. A moved widget keeps its place in it, for
 * an element that is put elsewhere in the page loses its focus and its scroll position.
 */
function useSteadyOrder(drawn: Boxes): string[] {
  const order = useRef<string[]>([])
  const known = new Set(order.current)
  const added = Object.entries(drawn)
    .filter(([id]) => !known.has(id))
    .sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
    .map(([id]) => id)
  order.current = [...order.current.filter((id) => drawn[id] !== undefined), ...added]
  return order.current
}

function Landing({ left, top, width, height }: PixelBox) {
  const style = { transform: `translate(${left}px, ${top}px)`, width: `${width}px`, height: `${height}px` }
  return <div class="landing" style={style} />
}

export function Canvas() {
  const { layout } = useServices()
  const widgets = useStore(layout, (state) => state.widgets)
  const ground = useRef<HTMLDivElement>(null)
  const width = useWidth(ground)
  const metrics = useMemo(() => metricsFor(width), [width])
  const gestures = useGesture(metrics)
  const { gesture, said } = gestures
  const drawn = useMemo(() => drawnWith(widgets, metrics.grid, gesture), [widgets, metrics.grid, gesture])
  const order = useSteadyOrder(drawn)
  const remove = useRemove(gestures.say)
  const helpId = useId()

  const latest = useRef({ ...gestures, remove })
  latest.current = { ...gestures, remove }
  const handlers = useMemo<FrameHandlers>(
    () => ({
      press: (event, id, by, element) => latest.current.press(event, id, by, element),
      key: (event, id) => latest.current.key(event, id),
      leave: (id) => latest.current.leave(id),
      remove: (id) => latest.current.remove(id),
    }),
    [],
  )

  const landing = gesture?.by === 'move' ? drawn[gesture.id] : undefined
  const rows = Math.max(0, ...Object.values(drawn).map((box) => box.y + box.h))
  // While something is moved there is room for it below everything.
  const spare = gesture === null ? 0 : gesture.from.h
  const height = toPixels({ x: 0, y: 0, w: 1, h: rows + spare }, metrics).height

  return (
    <main class="canvas-room">
      <p id={helpId} hidden>
        {HOW_TO_MOVE}
      </p>
      <p class="visually-hidden" aria-live="assertive" data-testid="canvas-said">
        {said}
      </p>
      {order.length === 0 && <EmptyCanvas />}
      <div
        ref={ground}
        class="canvas"
        data-testid="canvas"
        data-grid={metrics.grid}
        style={{ height: `${Math.max(0, height)}px` }}
      >
        {width > 0 && landing !== undefined && <Landing {...toPixels(landing, metrics)} />}
        {width > 0 &&
          order.map((id) => {
            const widget = widgets[id]
            const inHand = gesture?.id === id ? gesture : undefined
            // In the hand it goes with the pointer, from where it was.
            const box = inHand?.by === 'move' ? inHand.from : drawn[id]
            if (widget === undefined || box === undefined) return null
            return (
              <WidgetFrame
                key={id}
                widget={widget}
                {...toPixels(box, metrics)}
                lifted={inHand?.by}
                handlers={handlers}
                helpId={helpId}
              />
            )
          })}
      </div>
    </main>
  )
}
