/**
 * The dashboard: every widget where `place` draws it, and what is going on with one of them. Before: the layout store.
 * After: ./use-gesture and ./use-remove, which make the edits. Another device's change redraws the others, but the widget
 * in somebody's hand stays in the hand.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Box } from '../../core/layout/model'
import { useKept } from '../ui/memo'
import { useServices } from '../ui/services'
import { useStore } from '../ui/use-store'
import { canvasWords } from '../words/en/canvas'
import { ArrangeBar } from './arrange-bar'
import { useArranging } from './arranging'
import { directionOf } from './direction'
import { EmptyCanvas } from './empty-canvas'
import type { FrameHandlers } from './frame-handlers'
import { type Boxes, drawnWith } from './gesture'
import { metricsFor, type PixelBox, toPixels } from './metrics'
import { useArrangingKeys } from './use-arranging-keys'
import { useCopies } from './use-copies'
import { useGesture } from './use-gesture'
import { useJump } from './use-jump'
import { useRemove } from './use-remove'
import { isNear, useView } from './use-view'
import { useWidth } from './use-width'
import { WidgetFrame } from './widget-frame'

/**
 * The ids in the order of the page: as drawn at first, later ones after them. A moved widget keeps its place in it, for
 * an element that is put elsewhere in the page loses its focus and its scroll position.
 */
function useSteadyOrder(drawn: Boxes): string[] {
  const order = useRef<string[]>([])
  const isSame =
    Object.keys(drawn).length === order.current.length && order.current.every((id) => drawn[id] !== undefined)
  if (isSame) return order.current
  const known = new Set(order.current)
  const added = Object.entries(drawn)
    .filter(([id]) => !known.has(id))
    .sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
    .map(([id]) => id)
  order.current = [...order.current.filter((id) => drawn[id] !== undefined), ...added]
  return order.current
}

function Landing({ x, y, width, height }: PixelBox) {
  const style = { transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` }
  return <div class="landing" style={style} />
}

export function Canvas() {
  const { layout, preferences } = useServices()
  const widgets = useStore(layout, (state) => state.widgets)
  const arranging = useArranging()
  const { isOn, selected } = useStore(arranging.store, (state) => state)
  const ground = useRef<HTMLDivElement>(null)
  const width = useWidth(ground)
  const view = useView(ground)
  const density = useStore(preferences.store, (state) => state.density)
  const metrics = useMemo(() => metricsFor(width, directionOf(ground.current), density), [width, density])
  const gestures = useGesture(metrics)
  const { gesture, said, say } = gestures
  const drawn = useMemo(() => drawnWith(widgets, metrics.grid, gesture), [widgets, metrics.grid, gesture])
  const order = useSteadyOrder(drawn)
  const remove = useRemove(say)
  const copies = useCopies(arranging, remove)
  const isJumping = useJump(metrics, width > 0)
  useArrangingKeys(arranging, order, gesture !== null, remove)
  useEffect(() => {
    // Another device may have removed what was selected.
    const there = [...selected].filter((id) => widgets[id] !== undefined)
    if (there.length < selected.size) arranging.select(there)
  }, [widgets, selected, arranging])
  const wasOn = useRef(isOn)
  useEffect(() => {
    if (wasOn.current !== isOn) say(isOn ? canvasWords().nowArranging : canvasWords().arranged)
    wasOn.current = isOn
  }, [isOn])
  const helpId = useId()

  const latest = useRef({ ...gestures, remove, copies })
  latest.current = { ...gestures, remove, copies }
  const handlers = useMemo<FrameHandlers>(
    () => ({
      press: (event, id, grab, holdMs) => latest.current.press(event, id, grab, holdMs),
      key: (event, id) => latest.current.key(event, id),
      leave: (id) => latest.current.leave(id),
      nudge: (id, step) => latest.current.nudge(id, step),
      select: arranging.toggle,
      duplicate: (id) => latest.current.copies.duplicate([id]),
      copy: (id) => void latest.current.copies.copy([id]),
      remove: (id) => latest.current.remove([id]),
    }),
    [arranging],
  )

  const frame = useKept(WidgetFrame)
  const pixelsBefore = useRef<ReadonlyMap<string, PixelBox>>(new Map())
  const pixels = new Map<string, PixelBox>()
  /** While something is moved, what is far from the window, before and after, stays where it was: nobody sees it. */
  function pixelsOf(id: string, box: Box, isInHand: boolean): PixelBox {
    const [last, next] = [pixelsBefore.current.get(id), toPixels(box, metrics)]
    const waits = gesture !== null && !isInHand && last !== undefined && !isNear(last, view) && !isNear(next, view)
    pixels.set(id, waits ? last : next)
    return waits ? last : next
  }

  const isHeld = gesture !== null && gesture.by !== 'keyboard'
  const inHand = gesture === null ? {} : { ...gesture.along, [gesture.id]: gesture.from }
  const rows = Math.max(0, ...Object.values(drawn).map((box) => box.y + box.h))
  // While something is moved there is room for it below everything.
  const spare = gesture === null ? 0 : gesture.from.h
  const height = toPixels({ x: 0, y: 0, w: 1, h: rows + spare }, metrics).height
  useLayoutEffect(() => {
    pixelsBefore.current = pixels
  })

  return (
    <main class="canvas-room" data-arranging={isOn ? '' : undefined}>
      <p id={helpId} hidden>
        {canvasWords().howToMove}
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
        data-jumping={isJumping ? '' : undefined}
        style={{
          height: `${Math.max(0, height)}px`,
          '--cell': `${metrics.column + metrics.gap}px`,
          '--gap': `${metrics.gap}px`,
        }}
      >
        {width > 0 &&
          isHeld &&
          Object.keys(inHand).map((id) => drawn[id] && <Landing key={id} {...toPixels(drawn[id], metrics)} />)}
        {width > 0 &&
          order.map((id) => {
            const widget = widgets[id]
            const held = inHand[id]
            // In the hand it goes with the pointer, from where it was.
            const box = isHeld && held !== undefined ? held : drawn[id]
            if (widget === undefined || box === undefined) return null
            const at = pixelsOf(id, box, held !== undefined)
            return frame(id, {
              widget,
              ...at,
              isNear: held !== undefined || isNear(at, view),
              lifted: held === undefined ? undefined : gesture?.by,
              isArranging: isOn,
              isSelected: selected.has(id),
              direction: metrics.direction,
              handlers,
              helpId,
            })
          })}
      </div>
      {isOn && (
        <ArrangeBar
          selected={selected.size}
          onSelectAll={() => arranging.select(order)}
          onDuplicate={() => copies.duplicate([...selected])}
          onCopy={() => void copies.copy([...selected])}
          onPaste={() => void copies.paste()}
          onRemove={() => remove([...selected])}
          onDone={arranging.end}
        />
      )}
    </main>
  )
}
