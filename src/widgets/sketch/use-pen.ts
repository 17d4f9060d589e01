/** Station 1 for drawing: what a pointer does on the paper becomes strokes, or takes some away. After: ./sketch makes the edit. */
import { useRef, useState } from 'preact/hooks'
import { PAPER, type Point, simplified, touches } from './points'
import type { Stroke } from './strokes'

/** In units of the paper: below what one sees. */
const TOLERANCE = 1.2
const ERASER_RADIUS = 18

interface PenParts {
  mode: 'off' | 'pen' | 'eraser'
  strokes: readonly Stroke[]
  /** A stroke is finished. */
  onStroke(points: Point[]): void
  /** The eraser was lifted after it had touched these fields. */
  onErase(fields: string[]): void
}

interface Pen {
  /** What is being drawn; null: nothing. */
  drawing: readonly Point[] | null
  /** Fields that the eraser has touched, and that are not shown any more. */
  erased: ReadonlySet<string>
  handlers: {
    onPointerDown(event: PointerEvent): void
    onPointerMove(event: PointerEvent): void
    onPointerUp(event: PointerEvent): void
    onPointerCancel(): void
  }
}

/** Where the event is on the paper, which fills the element as far as its shape allows. */
function pointOf(event: PointerEvent, paper: Element): Point {
  const { left, top, width, height } = paper.getBoundingClientRect()
  const scale = Math.min(width / PAPER.width, height / PAPER.height) || 1
  const x = (event.clientX - left - (width - PAPER.width * scale) / 2) / scale
  const y = (event.clientY - top - (height - PAPER.height * scale) / 2) / scale
  const p = event.pointerType === 'pen' ? Math.min(9, Math.floor(event.pressure * 10)) : 5
  return {
    x: Math.round(Math.min(PAPER.width, Math.max(0, x))),
    y: Math.round(Math.min(PAPER.height, Math.max(0, y))),
    p,
  }
}

export function usePen({ mode, strokes, onStroke, onErase }: PenParts): Pen {
  const [, redraw] = useState({})
  const points = useRef<Point[] | null>(null)
  const erased = useRef(new Set<string>())
  /** One pointer draws; a second finger, or the hand's palm, does not. */
  const pointer = useRef<number | null>(null)

  const end = () => {
    points.current = null
    pointer.current = null
    erased.current = new Set()
    redraw({})
  }
  const erase = (from: Point, to: Point) => {
    for (const stroke of strokes) {
      if (touches(stroke.points, from, to, ERASER_RADIUS)) erased.current.add(stroke.field)
    }
  }
  return {
    drawing: mode === 'pen' ? points.current : null,
    erased: erased.current,
    handlers: {
      onPointerDown(event) {
        if (mode === 'off' || pointer.current !== null || event.button !== 0) return
        event.preventDefault()
        const paper = event.currentTarget as Element
        paper.setPointerCapture?.(event.pointerId)
        pointer.current = event.pointerId
        const point = pointOf(event, paper)
        points.current = [point]
        if (mode === 'eraser') erase(point, point)
        redraw({})
      },
      onPointerMove(event) {
        if (event.pointerId !== pointer.current || points.current === null) return
        const paper = event.currentTarget as Element
        // A browser tells of several moves at once; each of them is on the way.
        const moves = event.getCoalescedEvents?.() ?? []
        for (const move of moves.length === 0 ? [event] : moves) {
          const last = points.current.at(-1)
          const point = pointOf(move, paper)
          if (last?.x === point.x && last.y === point.y) continue
          if (mode === 'eraser' && last !== undefined) erase(last, point)
          points.current.push(point)
        }
        redraw({})
      },
      onPointerUp(event) {
        if (event.pointerId !== pointer.current || points.current === null) return
        const [drawn, fields] = [points.current, [...erased.current]]
        if (mode === 'pen') onStroke(simplified(drawn, TOLERANCE))
        else if (fields.length > 0) onErase(fields)
        end()
      },
      onPointerCancel: end,
    },
  }
}
