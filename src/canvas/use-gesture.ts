/**
 * Station 1: moving and resizing with pointer and keyboard. Holds the gesture under way, and ends it in at most one edit
 * with the revision at which it began. Before: the frame's handles. After: LayoutActions. What is drawn: ./gesture.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Seen } from '../../core/edits/edit'
import type { Box } from '../../core/layout/model'
import { unreachable } from '../../core/unreachable'
import { attempt } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { widgetName } from '../widgets/registry'
import { type Boxes, drawnWith, type Gesture, outcomeOf } from './gesture'
import { afterArrow, meaningOf } from './keyboard'
import { type Metrics, toCells } from './metrics'
import { followPointer } from './pointer'
import { cannotGoFurther, changed, dropped, pickedUp, putBack } from './words'

const sameBox = (a: Box, b: Box) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

export interface Gestures {
  /** What is under way; null: nothing. */
  gesture: Gesture | null
  /** What to say to people who do not see it. */
  said: string
  say(words: string): void
  /** A press on a handle: `element` is the frame that follows a moving pointer. */
  press(event: PointerEvent, id: string, by: 'move' | 'resize', element: HTMLElement): void
  /** A key on the handle of a widget; true when it meant something. */
  key(event: KeyboardEvent, id: string): boolean
  /** The handle lost the focus: what was picked up is dropped. */
  leave(id: string): void
}

export function useGesture(metrics: Metrics): Gestures {
  const { layout, actions } = useServices()
  const toasts = useToasts()
  const [gesture, redraw] = useState<Gesture | null>(null)
  const [said, say] = useState('')
  // Handlers of one press outlive many draws: they read what is current here.
  const current = useRef<Gesture | null>(null)
  const now = useRef(metrics)
  now.current = metrics
  const cancelPointer = useRef(() => {})

  const set = (next: Gesture | null) => {
    current.current = next
    redraw(next)
  }
  const widgets = () => layout.getState().widgets
  const nameOf = (id: string) => {
    const widget = widgets()[id]
    return widget === undefined ? 'The widget' : widgetName(widget)
  }
  const drawn = (of: Gesture | null): Boxes => drawnWith(widgets(), now.current.grid, of)

  function begin(id: string, by: Gesture['by'], base: Seen): boolean {
    const from = drawn(null)[id]
    if (from === undefined) return false
    set({ id, by, grid: now.current.grid, base, from, wanted: from })
    return true
  }

  /** Makes the edit, if there is one to make. */
  function finish(done: Gesture): void {
    const { id, grid, base } = done
    const outcome = outcomeOf(widgets(), done)
    attempt(toasts, () => {
      switch (outcome.kind) {
        case 'nothing':
          return
        case 'move':
          return actions.moveWidget(id, outcome.box, { grid, base })
        case 'resize':
          return actions.resizeWidget(id, outcome.size, { grid, base })
        case 'first-box':
          return actions.editWidget(id, outcome.fields, { base })
        default:
          return unreachable(outcome)
      }
    })
    set(null)
    const at = drawn(null)[id] ?? done.from
    say(done.by === 'keyboard' ? dropped(nameOf(id), at) : changed(nameOf(id), done.from, at))
  }

  function cancel(): void {
    const ended = current.current
    if (ended === null) return
    set(null)
    say(putBack(nameOf(ended.id)))
  }

  function press(event: PointerEvent, id: string, by: 'move' | 'resize', element: HTMLElement): void {
    if (event.button !== 0 || !event.isPrimary || current.current !== null) return
    const base = actions.seen()
    cancelPointer.current = followPointer(event, {
      onStart() {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        begin(id, by, base)
      },
      onMove(dx, dy) {
        const going = current.current
        if (going === null) return
        // The frame follows the pointer by itself; only another cell draws the canvas anew.
        if (by === 'move') element.style.translate = `${dx}px ${dy}px`
        const { columns, rows } = toCells(dx, dy, now.current)
        const { from } = going
        const wanted =
          by === 'move'
            ? {
                ...from,
                x: Math.min(Math.max(from.x + columns, 0), now.current.columns - from.w),
                y: Math.max(from.y + rows, 0),
              }
            : {
                ...from,
                w: Math.min(Math.max(from.w + columns, 1), now.current.columns - from.x),
                h: Math.min(Math.max(from.h + rows, 1), 100),
              }
        if (!sameBox(wanted, going.wanted)) set({ ...going, wanted })
      },
      onEnd(wasDropped) {
        element.style.translate = ''
        const ended = current.current
        if (ended !== null && wasDropped) finish(ended)
        else cancel()
      },
    })
  }

  function key(event: KeyboardEvent, id: string): boolean {
    const going = current.current
    if (going === null) {
      if (event.key !== 'Enter' && event.key !== ' ') return false
      if (begin(id, 'keyboard', actions.seen())) say(pickedUp(nameOf(id), drawn(null)[id] as Box))
      return true
    }
    const meaning = meaningOf(event.key, event.shiftKey)
    if (meaning === null || going.id !== id || going.by !== 'keyboard') return false
    if (meaning.kind === 'drop') finish(going)
    else if (meaning.kind === 'cancel') cancel()
    else {
      const next = afterArrow(widgets(), going, meaning)
      const before = drawn(going)[id] ?? going.from
      const after = drawn(next)[id] ?? going.from
      set(next)
      say(sameBox(before, after) ? cannotGoFurther(nameOf(id)) : changed(nameOf(id), before, after))
    }
    return true
  }

  function leave(id: string): void {
    const going = current.current
    if (going?.by === 'keyboard' && going.id === id) finish(going)
  }

  // Another device removed the widget, or the window became another grid: there is nothing to go on with.
  const gone = gesture !== null && (widgets()[gesture.id] === undefined || gesture.grid !== metrics.grid)
  useEffect(() => {
    if (!gone) return
    cancelPointer.current()
    set(null)
  }, [gone])
  useEffect(() => () => cancelPointer.current(), [])

  return { gesture: gone ? null : gesture, said, say, press, key, leave }
}
