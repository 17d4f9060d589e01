/**
 * Station 1: a gesture from its beginning to the edits it ends in. Follows pointer and keys, draws nothing itself.
 * Before: the handles, body and menu of ./widget-frame. After: LayoutActions, with what was seen when it began (S3).
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Seen } from '../../core/edits/edit'
import { type Box, COLUMNS } from '../../core/layout/model'
import { unreachable } from '../../core/unreachable'
import { attempt } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { widgetName } from '../widgets/registry'
import { canvasWords } from '../words/en/canvas'
import { useArranging } from './arranging'
import { type Hand, takeInHand } from './follow'
import { type Boxes, drawnWith, type Edge, type Gesture, movedBy, outcomeOf, resizedBy } from './gesture'
import { afterArrow, type KeyMeaning, meaningOf } from './keyboard'
import { type Metrics, toCells } from './metrics'
import { followPointer } from './pointer'
import { changed } from './words'

const sameBox = (a: Box, b: Box) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

/** What a press on a part of a widget's frame begins. */
export type Grab = { by: 'move' } | { by: 'resize'; edge: Edge }

/** A step that the menu of a widget makes with one press. */
export type Nudge = Extract<KeyMeaning, { kind: 'move' | 'resize' }> | { kind: 'to-top' }

export interface Gestures {
  /** What is under way; null: nothing. */
  gesture: Gesture | null
  /** What to say to people who do not see it. */
  said: string
  say(words: string): void
  /** A press on a widget. `holdMs`: how long the pointer has to stay before it means it; 0: not at all. */
  press(event: PointerEvent, id: string, grab: Grab, holdMs: number): void
  /** A key on the handle of a widget; true when it meant something. */
  key(event: KeyboardEvent, id: string): boolean
  /** The handle lost the focus: what was picked up is dropped. */
  leave(id: string): void
  /** From the menu: done at once. */
  nudge(id: string, step: Nudge): void
}

const frameOf = (id: string) => document.querySelector<HTMLElement>(`[data-widget-id="${id}"]`)

export function useGesture(metrics: Metrics): Gestures {
  const { layout, actions } = useServices()
  const arranging = useArranging()
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
    return widget === undefined ? canvasWords().theWidget : widgetName(widget)
  }
  const drawn = (of: Gesture | null): Boxes => drawnWith(widgets(), now.current.grid, of)

  function begin(id: string, by: Gesture['by'], base: Seen): Gesture | null {
    const boxes = drawn(null)
    const from = boxes[id]
    if (from === undefined) return null
    const { selected } = arranging.store.getState()
    const others = by !== 'resize' && selected.has(id) ? [...selected].filter((one) => one !== id) : []
    const along: Boxes = {}
    for (const other of others) if (boxes[other] !== undefined) along[other] = boxes[other]
    const begun: Gesture = { id, by, grid: now.current.grid, base, from, wanted: from, along }
    set(begun)
    return begun
  }

  /** Makes the edits, if there are any to make. */
  function finish(done: Gesture, wording: 'dropped' | 'changed'): void {
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
        case 'move-several':
          return actions.moveWidgets(outcome.boxes, { grid, base })
        default:
          return unreachable(outcome)
      }
    })
    set(null)
    const at = drawn(null)[id] ?? done.from
    const name = nameOf(id)
    say(wording === 'dropped' ? canvasWords().dropped(name, at, COLUMNS[grid]) : changed(name, done.from, at, grid))
  }

  function cancel(): void {
    const ended = current.current
    if (ended === null) return
    set(null)
    say(canvasWords().putBack(nameOf(ended.id)))
  }

  function press(event: PointerEvent, id: string, grab: Grab, holdMs: number): void {
    if (event.button !== 0 || !event.isPrimary || current.current !== null) return
    const base = actions.seen()
    let hand: Hand | null = null
    cancelPointer.current = followPointer(event, holdMs, {
      onStart() {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        if (holdMs > 0) arranging.begin()
        const begun = begin(id, grab.by, base)
        if (begun === null) return
        const frames = [id, ...Object.keys(begun.along)].map(frameOf)
        hand = takeInHand(frames.filter((frame) => frame !== null))
      },
      onMove(dx, dy) {
        const going = current.current
        if (going === null) return
        const { direction } = now.current
        const { columns, rows } = toCells(dx, dy, now.current)
        if (grab.by === 'move') hand?.move(dx, dy)
        else hand?.resize(grab.edge, dx, dy, direction)
        const next = grab.by === 'move' ? movedBy(going, columns, rows) : resizedBy(going, grab.edge, columns, rows)
        if (!sameBox(next.wanted, going.wanted)) set(next)
      },
      onEnd(wasDropped) {
        hand?.letGo()
        const ended = current.current
        if (ended !== null && wasDropped) finish(ended, 'changed')
        else cancel()
      },
    })
  }

  function key(event: KeyboardEvent, id: string): boolean {
    const going = current.current
    if (going === null) {
      if (event.key !== 'Enter' && event.key !== ' ') return false
      const begun = begin(id, 'keyboard', actions.seen())
      if (begun === null) return true
      const others = Object.keys(begun.along).length
      const [name, at, of] = [nameOf(id), begun.from, COLUMNS[begun.grid]] as const
      const words = canvasWords()
      say(others === 0 ? words.pickedUp(name, at, of) : words.pickedUpWith(name, others, at, of))
      return true
    }
    const meaning = meaningOf(event.key, event.shiftKey, now.current.direction)
    if (meaning === null || going.id !== id || going.by !== 'keyboard') return false
    if (meaning.kind === 'drop') finish(going, 'dropped')
    else if (meaning.kind === 'cancel') cancel()
    else {
      const next = afterArrow(widgets(), going, meaning)
      const before = drawn(going)[id] ?? going.from
      const after = drawn(next)[id] ?? going.from
      set(next)
      say(
        sameBox(before, after)
          ? canvasWords().cannotGoFurther(nameOf(id))
          : changed(nameOf(id), before, after, going.grid),
      )
    }
    return true
  }

  function leave(id: string): void {
    const going = current.current
    if (going?.by === 'keyboard' && going.id === id) finish(going, 'dropped')
  }

  function nudge(id: string, step: Nudge): void {
    if (current.current !== null) return
    const begun = begin(id, 'keyboard', actions.seen())
    if (begun === null) return
    const next = step.kind === 'to-top' ? movedBy(begun, 0, -begun.from.y) : afterArrow(widgets(), begun, step)
    const name = nameOf(id)
    finish(next, 'changed')
    if (sameBox(begun.from, drawn(null)[id] ?? begun.from)) say(canvasWords().cannotGoFurther(name))
  }

  // Another device removed the widget, or the window became another grid: there is nothing to go on with.
  const gone = gesture !== null && (widgets()[gesture.id] === undefined || gesture.grid !== metrics.grid)
  useEffect(() => {
    if (!gone) return
    cancelPointer.current()
    set(null)
  }, [gone])
  useEffect(() => () => cancelPointer.current(), [])

  return { gesture: gone ? null : gesture, said, say, press, key, leave, nudge }
}
